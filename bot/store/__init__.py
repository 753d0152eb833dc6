"""The only room with SQL: tables, transactions, sealed values, and the schema's history."""
