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
from sqlalchemy import URL, Engine, inspect

from app.db import writing_engine
from app.models import Base
from app.seed.load import migrate
from app.settings import ROOT
from tests.factories import ON_BOTH, empty_database, load_seed


@pytest.fixture(params=ON_BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """An empty database of each kind in turn."""
    (tmp_path / "var").mkdir()
    return empty_database(request, request.param, tmp_path)


@pytest.fixture
def engine(url: URL) -> Iterator[Engine]:
    engine = writing_engine(url)
    yield engine
    engine.dispose()


def config_of(url: URL) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = url
    return config


def tables_of(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def drift(engine: Engine) -> list[Any]:
    """What an automatic migration would still change."""
    options = {"compare_type": True, "compare_server_default": True}
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, Base.metadata))


def test_migrations_form_one_line() -> None:
    script = ScriptDirectory.from_config(Config(ROOT / "alembic.ini"))
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1


def test_migrating_from_nothing_makes_every_table(url: URL, engine: Engine) -> None:
    assert tables_of(engine) == set()
    migrate(url)
    assert tables_of(engine) == set(Base.metadata.tables)


def test_models_and_migrations_do_not_differ(url: URL, engine: Engine) -> None:
    migrate(url)
    assert drift(engine) == []


def test_constraints_are_named_as_the_models_name_them(
    url: URL, engine: Engine
) -> None:
    migrate(url)
    for name, table in Base.metadata.tables.items():
        found = inspect(engine).get_check_constraints(name)
        named = {str(one.name) for one in table.constraints}
        wanted = {one for one in named if one.startswith("ck_")}
        assert {one["name"] for one in found} == wanted


def test_what_goes_up_comes_down_and_goes_up_again(url: URL, engine: Engine) -> None:
    migrate(url)
    command.downgrade(config_of(url), "base")
    assert tables_of(engine) == set()
    migrate(url)
    assert tables_of(engine) == set(Base.metadata.tables)
    assert drift(engine) == []


def test_migrating_again_changes_nothing(url: URL, tmp_path: Path) -> None:
    load_seed(tmp_path, url)
    migrate(url)
    engine = writing_engine(url)
    with engine.connect() as connection:
        counted = connection.exec_driver_sql("SELECT count(*) FROM missions")
        assert counted.scalar() == 2
    engine.dispose()


def test_a_migration_by_hand_takes_the_database_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("RENDEZVOUS_DATA_FOLDER", str(tmp_path / "var"))
    monkeypatch.setenv("RENDEZVOUS_DATABASE_URL", f"sqlite:///{tmp_path}/hand.sqlite")
    command.upgrade(Config(ROOT / "alembic.ini"), "head")
    engine = writing_engine(URL.create("sqlite", database=f"{tmp_path}/hand.sqlite"))
    assert tables_of(engine) == set(Base.metadata.tables)
    engine.dispose()
