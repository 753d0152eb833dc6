"""Versions of dialogs."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table(
        "versions",
        sa.Column("dialog", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("written", sa.String(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("dialog", "version"),
    )
