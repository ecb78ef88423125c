"""Inserts rows: records with their bodies, scored sources, judged claims, changes."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, insert, update

from app import models as m
from app import schemas
from app.formats.json_bodies import dumps
from app.ingest.bodies.flights import render_crew_entry
from app.ingest.bodies.provenance import render_change, render_claim, render_source
from app.ingest.bodies.renderers import RENDERERS
from app.ingest.catalogue import Catalogue
from app.ingest.claims.judge import JudgedStatement
from app.ingest.completeness import missing_values, with_unknowns
from app.ingest.files.release_log import CHANGE_KINDS, Change, Release, sort_releases
from app.ingest.files.sources import issued
from app.ingest.rows_to_tables import (
    TABLES,
    Values,
    achievement_rows,
    association_rows,
    code_rows,
    crew_values,
    docking_rows,
    name_rows,
    record_values,
    row_values,
    station_achievement_rows,
    stay_rows,
    word_rows,
)
from app.resources.groupings import group_rows
from app.text import fold, search_words

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


def _insert_relations(connection: Connection, catalogue: Catalogue) -> None:
    """Inserts what joins records: achievements, associations, files of pairs."""
    insert_all(connection, m.Achievement, achievement_rows(catalogue))
    for model, rows in association_rows(catalogue):
        insert_all(connection, model, rows)
    columns = [column.key for column in m.GroupAchievement.__table__.columns]
    for group in group_rows():
        connection.execute(insert(m.GroupAchievement).from_select(columns, group))
    insert_all(connection, m.GroupAchievement, station_achievement_rows(catalogue))
    missing = list(missing_values(connection, catalogue))
    insert_all(connection, m.MissingValue, missing)
    for model, file in _PAIR_FILES:
        rows = [row_values(model, row) for row in catalogue.seed.tables[file]]
        insert_all(connection, model, rows)


_PAIR_FILES: tuple[tuple[type[m.Base], str], ...] = (
    (m.CountrySuccession, "successions"),
    (m.Assignment, "assignments"),
)


def _parents_first(resource: str, rows: list[Values]) -> list[Values]:
    """Returns rows in an order in which each follows the row that it refers to."""
    column = {"programmes": "parent_id", "spacecraft": "type_id"}.get(resource)
    parents = {row["id"]: row[column] for row in rows} if column else {}

    def depth(row_id: str) -> int:
        return 1 + depth(parents[row_id]) if parents.get(row_id) else 0

    return sorted(rows, key=lambda row: depth(row["id"]))


def insert_sources(connection: Connection, catalogue: Catalogue) -> None:
    """Inserts the sources, with empty scores, and the citations between them."""
    insert_all(connection, m.Source, _source_rows(catalogue, []))
    citations = [
        {"source_id": source_id, "cited_id": cited}
        for source_id, item in catalogue.sources.items()
        for cited in item["custom"].get("cites", [])
    ]
    insert_all(connection, m.SourceCitation, citations)


def insert_claims(
    connection: Connection, catalogue: Catalogue, judged: list[JudgedStatement]
) -> None:
    """Inserts the judged claims, and updates the scores of their sources."""
    claims = (
        _claim_values(catalogue, claim, number=number)
        for number, claim in enumerate(judged)
    )
    insert_all(connection, m.Claim, claims)
    words = (
        {"word": word, "number": number}
        for number, claim in enumerate(judged)
        for word in search_words([claim.statement.says])
    )
    insert_all(connection, m.ClaimWord, words)
    _update_scores(connection, _source_rows(catalogue, judged))


def _update_scores(connection: Connection, sources: list[Values]) -> None:
    if not sources:
        return
    columns = ("claims_count", "comparable_count", "agreeing_count", "body")
    connection.execute(
        update(m.Source.__table__)  # type: ignore[arg-type]
        .where(m.Source.id == bindparam("key"))
        .values({name: bindparam(name) for name in columns}),
        [{"key": row["id"]} | {name: row[name] for name in columns} for row in sources],
    )


def insert_changes(connection: Connection, catalogue: Catalogue) -> None:
    """Inserts the changes of every data release."""
    tables = catalogue.seed.tables
    releases = {
        release.version: (number, release)
        for number, release in enumerate(sort_releases(tables["releases"]), start=1)
    }
    rows = (
        _change_values(catalogue, row, *releases[row.release])
        for row in tables["changes"]
    )
    insert_all(connection, m.Change, rows)


def _change_values(
    catalogue: Catalogue, row: Change, number: int, release: Release
) -> Values:
    """Returns the row of a change; `number` counts releases from 1."""
    body = render_change(catalogue, row, release.released)
    return row_values(
        m.Change,
        row,
        release_number=number,
        released=release.released,
        record=body.record,
        resource=body.record.partition("/")[0],
        field=body.field,
        source_id=row.source,
        body=body.model_dump_json(),
    )


def _source_rows(catalogue: Catalogue, judged: list[JudgedStatement]) -> list[Values]:
    """Returns the rows of all sources, scored by the claims judged so far."""
    tallies: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in judged:
        tallies[claim.statement.source][claim.agreement] += 1
    rows = []
    for source_id, item in catalogue.sources.items():
        score = _score(tallies[source_id])
        body = render_source(catalogue, item, score)
        rows.append(
            row_values(
                m.Source,
                None,
                id=source_id,
                title=item["title"],
                title_folded=fold(item["title"]),
                kind=item["custom"]["kind"],
                issued=issued(item),
                claims_count=score.claims,
                comparable_count=score.comparable,
                agreeing_count=score.agrees,
                body=with_unknowns(catalogue, "sources", None, body).model_dump_json(),
            )
        )
    return rows


def _score(tally: Counter[str]) -> schemas.Score:
    return schemas.Score(
        claims=tally.total(),
        comparable=tally.total() - tally["not-comparable"],
        agrees=tally["agrees"],
        less_precise=tally["less-precise"],
        disagrees=tally["disagrees"],
    )


def _claim_values(
    catalogue: Catalogue, judged: JudgedStatement, *, number: int
) -> Values:
    """Returns the row of a claim; `number` is its position in the order of ids."""
    statement = judged.statement
    return row_values(
        m.Claim,
        statement,
        number=number,
        source_id=statement.source,
        resource=statement.record and statement.record.partition("/")[0],
        agreement=judged.agreement,
        body=render_claim(catalogue, judged).model_dump_json(),
    )


def release_values(catalogue: Catalogue, revision: str) -> Values:
    """Returns the only row of the table `release`, which describes the loaded data."""
    tables = catalogue.seed.tables
    releases = sort_releases(tables["releases"])[::-1]
    changes = Counter((row.release, row.kind) for row in tables["changes"])
    about = {
        "counts": {name: len(rows) for name, rows in catalogue.rows.items()}
        | {"sources": len(catalogue.sources), "changes": len(tables["changes"])},
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
