"""Runs migrations on the database that the loader, or `DATABASE_URL`, names."""

from alembic import context

from app.db import normal_url, writing_engine
from app.models import Base
from app.settings import Settings


def run() -> None:
    url = context.config.attributes.get("url")
    if url is None:
        settings = Settings()
        folder = settings.data_folder
        folder.mkdir(exist_ok=True)
        url = normal_url(settings.database_url or f"sqlite:///{folder}/migrate.sqlite")
    engine = writing_engine(url)
    with engine.begin() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            compare_server_default=True,
        )
        context.run_migrations()
    engine.dispose()


run()
