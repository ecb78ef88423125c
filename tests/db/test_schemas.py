"""Schemas of others on the same server are left alone, whatever their names."""

import errno
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, text

from app.db.engines import writing
from app.db.location import MARK, data_schemas
from app.ingest.load import load, loaded_revision, revision_of
from app.main import app_for
from app.settings import ConfigurationError, Settings, StorageError
from tests.conftest import app_on
from tests.support.client import client_of
from tests.support.factories import NoProgress, database_on, load_seed, write_seed

pytestmark = [pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")]
FOREIGN = ("rendezvous_7", "rendezvous_loading", "rendezvous_12345678901234567890")


@pytest.fixture
def url(postgres: Any) -> URL:
    """A database in which somebody else has schemas that are named like ours."""
    url = database_on(postgres)
    with writing(url) as engine, engine.begin() as connection:
        for schema in FOREIGN:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
            connection.execute(text(f"CREATE TABLE {schema}.release AS SELECT 1 AS id"))
        connection.execute(
            text(f"COMMENT ON SCHEMA {FOREIGN[0]} IS 'Of somebody else'")
        )
    return url


def schemas_of(url: URL) -> dict[str, str | None]:
    """Returns the comments of the schemas that are named like ours."""
    described = text(
        "SELECT nspname, obj_description(oid, 'pg_namespace') FROM pg_namespace"
        " WHERE nspname LIKE 'rendezvous%'"
    )
    with writing(url) as engine, engine.connect() as connection:
        return {row[0]: row[1] for row in connection.execute(described)}


def test_foreign_schemas_are_neither_read_nor_dropped(url: URL, tmp_path: Path) -> None:
    foreign = schemas_of(url)
    assert set(foreign) == set(FOREIGN)
    assert loaded_revision(url) is None
    with pytest.raises(LookupError, match="holds no data"), client_of(app_on(url)):
        pass
    seeds: list[dict[str, Any]] = [{}, {"gaps": []}, {"events": []}]
    for number, files in enumerate(seeds):
        load_seed(tmp_path / str(number), url, **files)
    found = schemas_of(url)
    with writing(url) as engine, engine.connect() as connection:
        ours = data_schemas(connection)
        kept = connection.scalar(text(f"SELECT id FROM {FOREIGN[0]}.release"))
    assert ours == [
        "rendezvous_12345678901234567892",
        "rendezvous_12345678901234567893",
    ]
    assert found == foreign | dict.fromkeys(ours, MARK)
    assert kept == 1
    with client_of(app_on(url)) as client:
        revision = client.json("/readyz")["revision"]
    assert revision == f"sha256:{revision_of(tmp_path / '2' / 'seed')}"


def test_a_schema_is_marked_only_when_it_is_complete(
    url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr("app.ingest.load._copy_rows", fail)
    with pytest.raises(StorageError, match="no space"):
        load_seed(tmp_path, url)
    assert MARK not in schemas_of(url).values()


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_of_another_encoding_is_refused_before_anything_is_built(
    postgres: Any, tmp_path: Path, encoding: str
) -> None:
    with writing(database_on(postgres)) as engine:
        name = f"{engine.url.database}_{encoding.lower()}"
        options = f"ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0"
        isolated = engine.execution_options(isolation_level="AUTOCOMMIT")
        with isolated.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} {options}"))
        url = engine.url.set(database=name)
    settings = Settings(seed_data=write_seed(tmp_path / "seed"), data_folder=tmp_path)
    with pytest.raises(ConfigurationError, match=f"its encoding is {encoding}"):
        load(settings, url, app_for, NoProgress())
    assert {path.name for path in tmp_path.iterdir()} == {"seed"}


def test_loading_needs_a_right_to_create_schemas_and_no_extension(
    postgres: Any, tmp_path: Path
) -> None:
    """As `docs/operations.md` says of a managed server."""
    url = database_on(postgres)
    loading, serving = url.set(username="loader"), url.set(username="reader")
    with writing(url) as engine, engine.begin() as connection:
        for role in ("loader", "reader"):
            connection.execute(text(f"CREATE ROLE {role} LOGIN"))
        grant = f'GRANT CREATE ON DATABASE "{url.database}" TO loader'
        connection.execute(text(grant))
    with writing(loading) as engine, engine.begin() as connection:
        for right in ("USAGE ON SCHEMAS", "SELECT ON TABLES"):
            grant = f"ALTER DEFAULT PRIVILEGES GRANT {right} TO reader"
            connection.execute(text(grant))
    load_seed(tmp_path, loading)
    with client_of(app_on(serving)) as client:
        assert client.json("/v1/search?q=remek")["data"][0]["id"] == "vladimir-remek"
    with writing(url) as engine, engine.connect() as connection:
        extensions = connection.scalars(text("SELECT extname FROM pg_extension"))
        assert extensions.all() == ["plpgsql"]
