"""Inserts the records with their bodies, and the tables that join them."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, insert

from app import models as m
from app.formats.dataset_files import archive_path
from app.formats.json_bodies import dumps
from app.ingest.bodies.flights import render_crew_entry
from app.ingest.bodies.renderers import RENDERERS
from app.ingest.catalogue import Catalogue
from app.ingest.completeness import (
    count_missing_values,
    missing_values,
    with_unknowns,
)
from app.ingest.files.release_log import CHANGE_KINDS, FIRST_RELEASE, sort_releases
from app.ingest.names import (
    code_rows,
    external_id_rows,
    name_rows,
    searched_names,
)
from app.ingest.rows_to_tables import (
    TABLES,
    Values,
    achievement_rows,
    association_rows,
    crew_values,
    docking_rows,
    record_values,
    row_values,
    station_achievement_rows,
    stay_rows,
)
from app.ingest.scratch import Lookup, batches
from app.resources.groupings import group_rows
from app.text import fold


def insert_all(
    connection: Connection, model: type[m.Base], rows: Iterable[Values]
) -> None:
    """Inserts rows in batches."""
    for batch in batches(rows):
        connection.execute(insert(model), batch)


def insert_records(connection: Connection, catalogue: Catalogue) -> None:
    """Inserts every record with its body, and the tables that join records."""
    for resource, render in RENDERERS.items():
        rows = (
            record_values(
                resource,
                row,
                with_unknowns(catalogue, resource, row, render(catalogue, row)),
            )
            for row in _parents_first(catalogue, resource)
        )
        insert_all(connection, TABLES[resource], rows)
    crew = (
        crew_values(flight, render_crew_entry(catalogue, flight))
        for flight in catalogue.flights
    )
    insert_all(connection, m.Crew, crew)
    _insert_relations(connection, catalogue)
    insert_all(connection, m.CountryCode, code_rows(catalogue))
    insert_all(connection, m.Docking, docking_rows(catalogue))
    insert_all(connection, m.Stay, stay_rows(catalogue))
    insert_all(connection, m.Name, name_rows(catalogue))
    insert_all(connection, m.ExternalId, external_id_rows(catalogue))
    # What is missing is read from all other tables
    insert_all(connection, m.MissingValue, missing_values(connection, catalogue))
    count_missing_values(connection)


def _insert_relations(connection: Connection, catalogue: Catalogue) -> None:
    """Inserts what joins records: achievements, associations, files of pairs."""
    insert_all(connection, m.Achievement, achievement_rows(catalogue))
    for model, rows in association_rows(catalogue):
        insert_all(connection, model, rows)
    columns = [column.key for column in m.GroupAchievement.__table__.columns]
    for group in group_rows():
        connection.execute(insert(m.GroupAchievement).from_select(columns, group))
    insert_all(connection, m.GroupAchievement, station_achievement_rows(catalogue))
    for model, file in _PAIR_FILES:
        pairs = (row_values(model, row) for row in catalogue.seed.tables[file])
        insert_all(connection, model, pairs)


_PAIR_FILES: tuple[tuple[type[m.Base], str], ...] = (
    (m.CountrySuccession, "successions"),
    (m.Assignment, "assignments"),
)


def _parents_first(catalogue: Catalogue, resource: str) -> Iterable[Any]:
    """Returns rows in an order in which each follows the row that it refers to."""
    rows = catalogue.rows[resource]
    column = {"programmes": "parent", "spacecraft": "type", "sites": "parent"}.get(
        resource
    )
    if column is None:
        return rows.values()

    def depth(row: Any) -> int:
        parent = getattr(row, column)
        return 1 + depth(rows[parent]) if parent else 0

    return sorted(rows.values(), key=depth)


def release_values(catalogue: Catalogue, revision: str) -> Values:
    """Returns the only row of the table `release`, which describes the loaded data."""
    tables = catalogue.seed.tables
    releases = sort_releases(tables["releases"])[::-1]
    changes = Counter((row.release, row.kind) for row in tables["changes"])
    about = {
        "counts": {name: len(rows) for name, rows in catalogue.rows.items()}
        | {
            "dockings": len(tables["dockings"]),
            "sources": len(catalogue.sources),
            "changes": len(tables["changes"]),
        },
        "coverage": [row.model_dump() for row in tables["coverage"]],
        # Known at the end of the load, as are the counts of claims and errata
        "unreleased_count": 0,
        "removed_since": None,
        "gaps": [row.model_dump() for row in tables["gaps"]],
        "releases": [
            row.model_dump(exclude={"sha256"})
            | {"download": _download_of(catalogue, row.version)}
            | {kind: changes[row.version, kind] for kind in CHANGE_KINDS}
            for row in releases
        ],
    }
    return {
        "id": 1,
        "version": releases[0].version if releases else "unreleased",
        "revision": revision,
        "body": dumps(about),
    }


def _download_of(catalogue: Catalogue, version: str) -> str | None:
    """Returns the path of the facts of a release, `None` without a first release."""
    has_first = (catalogue.seed.folder / FIRST_RELEASE).is_file()
    return archive_path(version) if has_first else None


def names_by_url(catalogue: Catalogue) -> Lookup[set[str]]:
    """Returns the folded names of every record, by its URL."""

    def names(url: str) -> set[str]:
        resource, _, record_id = url.removeprefix("/v1/").partition("/")
        return set(map(fold, searched_names(catalogue, resource, record_id)))

    return Lookup(names)
