"""Runs migrations on the connection of the loader, or of `DATABASE_URL` by hand."""

from alembic import context
from sqlalchemy import Connection

from app.db.engines import writing
from app.db.urls import normal_url
from app.models import Base, is_portable
from app.settings import Settings


def migrate_on(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_server_default=True,
        include_object=is_portable,
    )
    context.run_migrations()


def migrate_by_hand() -> None:
    settings = Settings()
    folder = settings.data_folder
    folder.mkdir(exist_ok=True)
    url = normal_url(settings.database_url or f"sqlite:///{folder}/migrate.sqlite")
    with writing(url) as engine, engine.begin() as connection:
        migrate_on(connection)


loader_connection = context.config.attributes.get("connection")
if loader_connection is None:
    migrate_by_hand()
else:
    migrate_on(loader_connection)
