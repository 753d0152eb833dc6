"""Contacts, moments, and what is counted at each question."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table(
        "contacts",
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "contact"),
    )
    op.create_table(
        "moments",
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "kind"),
    )
    op.create_index("ix_moments_due_at", "moments", ["due_at"])
    op.create_table(
        "tallies",
        sa.Column("dialog", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("node", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("dialog", "version", "node", "event"),
    )
