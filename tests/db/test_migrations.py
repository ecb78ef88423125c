"""Migrations make, on both databases, exactly the tables that the models describe."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, inspect

from app.db.engines import writing
from app.db.urls import file_url
from app.ingest.load import migrate
from app.models import Base, is_portable
from app.settings import ROOT
from tests.support.factories import ON_BOTH, data_of, empty_database, load_seed


@pytest.fixture(params=ON_BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """An empty database of each kind in turn."""
    (tmp_path / "var").mkdir()
    return empty_database(request, request.param, tmp_path)


@pytest.fixture
def connection(url: URL) -> Iterator[Connection]:
    with writing(url) as engine, engine.begin() as connection:
        yield connection


def config_of(connection: Connection) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["connection"] = connection
    return config


def tables_of(connection: Connection) -> set[str]:
    names = inspect(connection).get_table_names()
    return {name for name in names if is_portable(None, name)} - {"alembic_version"}


def drift(connection: Connection) -> list[Any]:
    """What an automatic migration would still change."""
    options = {
        "compare_type": True,
        "compare_server_default": True,
        "include_object": is_portable,
    }
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, Base.metadata))


def test_migrations_form_one_line() -> None:
    script = ScriptDirectory.from_config(Config(ROOT / "alembic.ini"))
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1


def test_migrating_from_nothing_makes_every_table(connection: Connection) -> None:
    assert tables_of(connection) == set()
    migrate(connection)
    assert tables_of(connection) == set(Base.metadata.tables)


def test_models_and_migrations_do_not_differ(connection: Connection) -> None:
    migrate(connection)
    assert drift(connection) == []


def test_constraints_are_named_as_the_models_name_them(connection: Connection) -> None:
    migrate(connection)
    for name, table in Base.metadata.tables.items():
        found = inspect(connection).get_check_constraints(name)
        named = {str(one.name) for one in table.constraints}
        wanted = {one for one in named if one.startswith("ck_")}
        assert {one["name"] for one in found} == wanted


def test_what_goes_up_comes_down_and_goes_up_again(connection: Connection) -> None:
    migrate(connection)
    command.downgrade(config_of(connection), "base")
    assert tables_of(connection) == set()
    migrate(connection)
    assert tables_of(connection) == set(Base.metadata.tables)
    assert drift(connection) == []


def test_migrating_again_changes_nothing(url: URL, tmp_path: Path) -> None:
    with (
        writing(data_of(load_seed(tmp_path, url))) as engine,
        engine.begin() as connection,
    ):
        migrate(connection)
        counted = connection.exec_driver_sql("SELECT count(*) FROM missions")
        assert counted.scalar() == 2


def test_a_migration_by_hand_takes_the_database_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("RENDEZVOUS_DATA_FOLDER", str(tmp_path / "var"))
    monkeypatch.setenv("RENDEZVOUS_DATABASE_URL", f"sqlite:///{tmp_path}/hand.sqlite")
    command.upgrade(Config(ROOT / "alembic.ini"), "head")
    with (
        writing(file_url(tmp_path / "hand.sqlite")) as engine,
        engine.connect() as connection,
    ):
        assert tables_of(connection) == set(Base.metadata.tables)
