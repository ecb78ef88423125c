"""Runs migrations on the loader's connection, or by hand on that of `DATABASE_URL`."""

from alembic import context
from sqlalchemy import Connection

from app.db.engines import writing
from app.db.urls import normal_url
from app.models import Base
from app.settings import Settings


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_server_default=True,
    )
    context.run_migrations()


def run_by_hand() -> None:
    settings = Settings()
    folder = settings.data_folder
    folder.mkdir(exist_ok=True)
    url = normal_url(settings.database_url or f"sqlite:///{folder}/migrate.sqlite")
    with writing(url) as engine, engine.begin() as connection:
        run(connection)


given = context.config.attributes.get("connection")
if given is None:
    run_by_hand()
else:
    run(given)
