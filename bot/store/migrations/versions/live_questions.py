"""The message that bears a person's live question, in a table of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table(
        "live_questions",
        sa.Column(
            "person",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("message", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person"),
    )
    op.execute("INSERT INTO live_questions SELECT id, live FROM people")
    op.drop_column("people", "live")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE live_questions SET (fillfactor = 70)")
