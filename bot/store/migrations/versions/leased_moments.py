"""Moments are taken in batches, each for the length of a lease; those that people planned come first."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.add_column("moments", sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("moments", sa.Column("planned", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_index("ix_moments_due_at", "moments")
    op.create_index("moments_next", "moments", ["planned", "due_at", "person"])
    if op.get_bind().dialect.name == "postgresql":
        _suit_postgresql()


def _suit_postgresql() -> None:
    """A lease changes no index, and what has come leaves the front of one: both are swept up soon."""
    op.execute("ALTER TABLE moments SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01)")
