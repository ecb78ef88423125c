"""Rows into tables: records with their bodies, sources with scores, judged claims."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, insert, update

from app import models as m
from app import schemas
from app.formats.json_bodies import dumps
from app.ingest.bodies.common import source_ref
from app.ingest.bodies.flights import crew_entry
from app.ingest.bodies.provenance import change, source
from app.ingest.bodies.renderers import RENDERERS
from app.ingest.catalogue import Catalogue
from app.ingest.claims.judge import Judged
from app.ingest.claims.statements import Statement
from app.ingest.files.release_log import KINDS, Change, in_order
from app.ingest.files.sources import issued
from app.ingest.rows_to_tables import (
    TABLES,
    achievement_rows,
    code_rows,
    computed,
    crew_values,
    docking_rows,
    link_rows,
    name_rows,
    row_values,
    word_rows,
)
from app.resources.groupings import group_rows
from app.text import fold, search_words

BATCH = 500


def insert_all(
    connection: Connection, model: type[m.Base], rows: Iterable[dict[str, Any]]
) -> None:
    """Insert rows in batches."""
    pending = list(rows)
    for start in range(0, len(pending), BATCH):
        connection.execute(insert(model), pending[start : start + BATCH])


def insert_records(connection: Connection, catalogue: Catalogue) -> None:
    """Every record with its body, and what joins them."""
    for resource, render in RENDERERS.items():
        rows = []
        for row in catalogue.rows[resource].values():
            body = render(catalogue, row)
            given = computed(resource, body)
            text_of = body.model_dump_json()
            rows.append(row_values(TABLES[resource], row, body=text_of, **given))
        insert_all(connection, TABLES[resource], _parents_first(resource, rows))
    insert_all(
        connection,
        m.Crew,
        (
            crew_values(flight, crew_entry(catalogue, flight).model_dump_json())
            for flight in catalogue.flights
        ),
    )
    insert_all(connection, m.Achievement, achievement_rows(catalogue))
    for model, rows in link_rows(catalogue):
        insert_all(connection, model, rows)
    columns = [column.key for column in m.GroupAchievement.__table__.columns]
    for group in group_rows():
        connection.execute(insert(m.GroupAchievement).from_select(columns, group))
    successions = catalogue.seed.tables["successions"]
    insert_all(
        connection,
        m.CountrySuccession,
        (row_values(m.CountrySuccession, row) for row in successions),
    )
    assignments = catalogue.seed.tables["assignments"]
    insert_all(
        connection, m.Assignment, (row_values(m.Assignment, r) for r in assignments)
    )
    insert_all(connection, m.CountryCode, code_rows(catalogue))
    insert_all(connection, m.Docking, docking_rows(catalogue))
    insert_all(connection, m.Name, name_rows(catalogue))
    insert_all(connection, m.SearchWord, word_rows(catalogue))


def _parents_first(resource: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows that refer to others of their table after those."""
    column = {"programmes": "parent_id", "spacecraft": "type_id"}.get(resource)
    above = {row["id"]: row[column] for row in rows} if column else {}

    def depth(row_id: str) -> int:
        return 1 + depth(above[row_id]) if above.get(row_id) else 0

    return sorted(rows, key=lambda row: depth(row["id"]))


def insert_sources(connection: Connection, catalogue: Catalogue) -> None:
    """Sources, not yet scored, and which cites which."""
    insert_all(connection, m.Source, source_rows(catalogue, []))
    citations = [
        {"source_id": source_id, "cited_id": cited}
        for source_id, item in catalogue.sources.items()
        for cited in item["custom"].get("cites", [])
    ]
    insert_all(connection, m.SourceCitation, citations)


def insert_claims(
    connection: Connection, catalogue: Catalogue, judged: list[Judged]
) -> None:
    """Judged claims, and the score of each source that follows from them."""
    numbered = list(enumerate(judged))
    rows = (claim_values(catalogue, one, number=number) for number, one in numbered)
    insert_all(connection, m.Claim, rows)
    words = (
        {"word": word, "number": number}
        for number, one in numbered
        for word in search_words([one.statement.says])
    )
    insert_all(connection, m.ClaimWord, words)
    scored = source_rows(catalogue, judged)
    if not scored:
        return
    columns = ("claims_count", "comparable_count", "agreeing_count", "body")
    connection.execute(
        update(m.Source.__table__)  # type: ignore[arg-type]
        .where(m.Source.id == bindparam("key"))
        .values({name: bindparam(name) for name in columns}),
        [{"key": row["id"]} | {name: row[name] for name in columns} for row in scored],
    )


def insert_changes(connection: Connection, catalogue: Catalogue) -> None:
    """What each release of the data changed."""
    tables = catalogue.seed.tables
    releases = {
        release.version: (number, release.released)
        for number, release in enumerate(in_order(tables["releases"]), start=1)
    }
    insert_all(
        connection,
        m.Change,
        (
            change_values(catalogue, row, *releases[row.release])
            for row in tables["changes"]
        ),
    )


def change_values(
    catalogue: Catalogue, row: Change, number: int, day: str
) -> dict[str, Any]:
    """The row of a change, of the release with this number and day."""
    body = change(catalogue, row, day)
    return row_values(
        m.Change,
        row,
        release_number=number,
        released=day,
        record=body.record,
        resource=body.record.partition("/")[0],
        field=body.field,
        source_id=row.source,
        body=body.model_dump_json(),
    )


def source_rows(catalogue: Catalogue, judged: list[Judged]) -> list[dict[str, Any]]:
    """Rows of the sources, scored by the claims judged so far."""
    tallies: dict[str, Counter[str]] = defaultdict(Counter)
    for one in judged:
        tallies[one.statement.source][one.agreement] += 1
    rows = []
    for source_id, item in catalogue.sources.items():
        score = _score(tallies[source_id])
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
                body=source(catalogue, item, score).model_dump_json(),
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


def claim_values(catalogue: Catalogue, one: Judged, *, number: int) -> dict[str, Any]:
    """The row of a claim."""
    said: Statement = one.statement
    body = schemas.Claim(
        id=said.id,
        url=f"/v1/claims/{said.id}",
        source=source_ref(catalogue, said.source),
        record=said.record,
        field=said.field,
        asks=said.asks,
        pointer=said.pointer,
        compare=said.compare,
        stated=said.stated,
        actual=one.actual,
        agreement=one.agreement,
        says=said.says,
        note=said.note,
        locator=said.locator,
    )
    return row_values(
        m.Claim,
        said,
        number=number,
        source_id=said.source,
        resource=said.record and said.record.partition("/")[0],
        agreement=one.agreement,
        body=body.model_dump_json(),
    )


def release_values(catalogue: Catalogue, revision: str) -> dict[str, Any]:
    """The one row that tells what is loaded."""
    tables = catalogue.seed.tables
    releases = in_order(tables["releases"])[::-1]
    changes = Counter((row.release, row.kind) for row in tables["changes"])
    about = {
        "counts": {name: len(rows) for name, rows in catalogue.rows.items()}
        | {"sources": len(catalogue.sources), "changes": len(tables["changes"])},
        "coverage": [row.model_dump() for row in tables["coverage"]],
        "gaps": [row.model_dump() for row in tables["gaps"]],
        "releases": [
            row.model_dump(exclude={"sha256"})
            | {kind: changes[row.version, kind] for kind in KINDS}
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
    """Folded names of every record, by its URL."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in name_rows(catalogue):
        found[f"/v1/{row['resource']}/{row['record_id']}"].add(row["folded"])
    return found
