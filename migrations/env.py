"""Runs migrations on the database that the loader, or `DATABASE_URL`, names."""

from alembic import context

from app.db import normal_url, writing
from app.models import Base
from app.settings import Settings


def run() -> None:
    url = context.config.attributes.get("url")
    if url is None:
        settings = Settings()
        folder = settings.data_folder
        folder.mkdir(exist_ok=True)
        url = normal_url(settings.database_url or f"sqlite:///{folder}/migrate.sqlite")
    with writing(url) as engine, engine.begin() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            compare_server_default=True,
        )
        context.run_migrations()


run()
