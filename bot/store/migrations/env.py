"""What Alembic runs: our tables, over the connection that it is handed."""

from alembic import context
from sqlmodel import SQLModel

import bot.store.tables  # noqa: F401 - declares the tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
