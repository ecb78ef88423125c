"""Inserts the records with their bodies, and the tables that join them."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, insert

from app import models as m
from app.formats.json_bodies import dumps
from app.ingest.bodies.flights import render_crew_entry
from app.ingest.bodies.renderers import RENDERERS
from app.ingest.catalogue import Catalogue
from app.ingest.completeness import missing_values, with_unknowns
from app.ingest.files.release_log import CHANGE_KINDS, sort_releases
from app.ingest.names import code_rows, external_id_rows, name_rows, word_rows
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
from app.resources.groupings import group_rows

BATCH = 500
"""Rows in one INSERT."""


def insert_all(
    connection: Connection, model: type[m.Base], rows: Iterable[Values]
) -> None:
    """Inserts rows in batches."""
    pending = list(rows)
    for start in range(0, len(pending), BATCH):
        connection.execute(insert(model), pending[start : start + BATCH])


def insert_records(connection: Connection, catalogue: Catalogue) -> None:
    """Inserts every record with its body, and the tables that join records."""
    for resource, render in RENDERERS.items():
        rows = [
            record_values(
                resource,
                row,
                with_unknowns(catalogue, resource, row, render(catalogue, row)),
            )
            for row in catalogue.rows[resource].values()
        ]
        insert_all(connection, TABLES[resource], _parents_first(resource, rows))
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
    insert_all(connection, m.SearchWord, word_rows(catalogue))
    insert_all(connection, m.ExternalId, external_id_rows(catalogue))
    # What is missing is read from all other tables
    missing = list(missing_values(connection, catalogue))
    insert_all(connection, m.MissingValue, missing)


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
        rows = [row_values(model, row) for row in catalogue.seed.tables[file]]
        insert_all(connection, model, rows)


_PAIR_FILES: tuple[tuple[type[m.Base], str], ...] = (
    (m.CountrySuccession, "successions"),
    (m.Assignment, "assignments"),
)


def _parents_first(resource: str, rows: list[Values]) -> list[Values]:
    """Returns rows in an order in which each follows the row that it refers to."""
    parents_in = {
        "programmes": "parent_id",
        "spacecraft": "type_id",
        "sites": "parent_id",
    }
    column = parents_in.get(resource)
    parents = {row["id"]: row[column] for row in rows} if column else {}

    def depth(row_id: str) -> int:
        return 1 + depth(parents[row_id]) if parents.get(row_id) else 0

    return sorted(rows, key=lambda row: depth(row["id"]))


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
        "gaps": [row.model_dump() for row in tables["gaps"]],
        "releases": [
            row.model_dump(exclude={"sha256"})
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


def names_by_url(catalogue: Catalogue) -> dict[str, set[str]]:
    """Returns the folded names of every record, by its URL."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in name_rows(catalogue):
        names[f"/v1/{row['resource']}/{row['record_id']}"].add(row["folded"])
    return names
