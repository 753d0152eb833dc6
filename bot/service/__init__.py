"""One use case a file, each in one transaction: turns, deliveries, and what is tried again."""
