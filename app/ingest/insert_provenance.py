"""Inserts sources with their scores, judged claims, errata and changes.

At the end every record is completed with what follows from all claims.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from app import models as m
from app import schemas
from app.formats.json_bodies import dumps
from app.ingest.bodies.provenance import (
    render_change,
    render_claim,
    render_erratum,
    render_source,
)
from app.ingest.catalogue import Catalogue
from app.ingest.claims.evidence import Evidence
from app.ingest.claims.judge import JudgedStatement
from app.ingest.claims.judged import JudgedStatements, Tally
from app.ingest.completeness import with_unknowns
from app.ingest.files.release_log import Change, Release, sort_releases
from app.ingest.files.sources import issued
from app.ingest.fingerprints import ChangeTracker
from app.ingest.insert import insert_all
from app.ingest.rows_to_tables import TABLES, Values, row_values
from app.ingest.scratch import BATCH


def insert_sources(connection: Connection, catalogue: Catalogue) -> None:
    """Inserts the sources, with empty scores, and the citations between them."""
    insert_all(connection, m.Source, _source_rows(catalogue, {}))
    citations = [
        {"source_id": source_id, "cited_id": cited}
        for source_id, item in catalogue.sources.items()
        for cited in item["custom"].get("cites", [])
    ]
    insert_all(connection, m.SourceCitation, citations)


def insert_claims(
    connection: Connection,
    catalogue: Catalogue,
    judged: JudgedStatements,
    tracker: ChangeTracker,
) -> None:
    """Inserts the judged claims and errata, and completes all other records."""
    claims = (
        _claim_values(catalogue, claim, tracker, number=number)
        for number, claim in enumerate(judged)
    )
    insert_all(connection, m.Claim, claims)
    errata = (
        _erratum_values(catalogue, claim, judged.evidence(claim.statement), tracker)
        for claim in judged.disagreeing()
    )
    insert_all(connection, m.Erratum, errata)
    _update_scores(connection, _source_rows(catalogue, judged.tallies()), tracker)
    _complete_records(connection, judged, tracker)
    insert_all(connection, m.RemovedRecord, tracker.removed_rows())
    _update_release(connection, tracker)


def _complete_records(
    connection: Connection, judged: JudgedStatements, tracker: ChangeTracker
) -> None:
    """Sets how far each record is checked, and in which release it changed."""
    for resource, model in (TABLES | {"dockings": m.Docking}).items():
        table: Any = model.__table__
        for bodies in _bodies(connection, table):
            records = {key: f"{resource}/{key}" for key in bodies}
            shares = judged.checked_shares(records.values())
            claims = _claims_about(connection, tracker, records.values())
            rows = []
            for key, text in bodies.items():
                share = shares.get(records[key], 0.0)
                # Within a text of the body, the quotes would be escaped
                body = text.replace('"checked":0.0', f'"checked":{share}')
                completed = tracker.complete(
                    resource, key, body, claims.get(records[key], ())
                )
                rows.append({"key": key, "checked": share} | completed)
            _update(connection, table, rows)


def _bodies(connection: Connection, table: Any) -> Iterator[dict[str, str]]:
    """Yields the bodies of a table by id, some at a time, which may then change."""
    last = ""
    while True:
        some = select(table.c.id, table.c.body).where(table.c.id > last)
        rows = connection.execute(some.order_by(table.c.id).limit(BATCH)).all()
        if not rows:
            return
        bodies = {row.id: row.body for row in rows}
        yield bodies
        last = rows[-1].id


def _claims_about(
    connection: Connection, tracker: ChangeTracker, records: Iterable[str]
) -> dict[str, list[str]]:
    """Returns the bodies of the claims about records, without their release."""
    claim = m.Claim
    given = func.json_each(json.dumps([*records])).table_valued("value")
    columns = (claim.record, claim.body, claim.changed_in_number)
    claims = select(*columns).where(claim.record.in_(select(given.c.value)))
    bodies: dict[str, list[str]] = defaultdict(list)
    for record, body, number in connection.execute(claims.order_by(claim.number)):
        bodies[str(record)].append(tracker.incomplete(body, number))
    return bodies


def _update(connection: Connection, table: Any, rows: list[Values]) -> None:
    """Updates rows by their ids, which are `key`, in the columns that the table has."""
    if rows:
        columns = sorted(rows[0].keys() & table.columns.keys())
        statement = update(table).where(table.c.id == bindparam("key"))
        changed = statement.values({name: bindparam(name) for name in columns})
        connection.execute(changed, rows)


def _update_release(connection: Connection, tracker: ChangeTracker) -> None:
    """Updates the columns that are computed from all claims and records."""
    about = json.loads(connection.execute(select(m.Release.body)).scalar_one())
    for model in (m.Claim, m.Erratum):
        count = select(func.count()).select_from(model)
        about["counts"][model.__tablename__] = connection.scalar(count)
    about["unreleased_count"] = tracker.unreleased_count
    about["removed_since"] = tracker.removed_since
    connection.execute(update(m.Release).values(body=dumps(about)))


def _update_scores(
    connection: Connection, sources: list[Values], tracker: ChangeTracker
) -> None:
    columns = ("claims_count", "comparable_count", "agreeing_count")
    claims = _claims_about(
        connection, tracker, [f"sources/{row['id']}" for row in sources]
    )
    rows = [
        {"key": row["id"]}
        | {name: row[name] for name in columns}
        | tracker.complete(
            "sources", row["id"], row["body"], claims.get(f"sources/{row['id']}", ())
        )
        for row in sources
    ]
    _update(connection, m.Source.__table__, rows)


def insert_changes(
    connection: Connection, catalogue: Catalogue, tracker: ChangeTracker
) -> None:
    """Inserts the changes of every data release."""
    tables = catalogue.seed.tables
    releases = {
        release.version: (number, release)
        for number, release in enumerate(sort_releases(tables["releases"]), start=1)
    }
    rows = (
        _change_values(catalogue, row, *releases[row.release], tracker)
        for row in tables["changes"]
    )
    insert_all(connection, m.Change, rows)


def _change_values(
    catalogue: Catalogue,
    row: Change,
    number: int,
    release: Release,
    tracker: ChangeTracker,
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
        **tracker.complete("changes", row.id, body.model_dump_json()),
    )


def _source_rows(catalogue: Catalogue, claims: Mapping[str, Tally]) -> list[Values]:
    """Returns the rows of all sources, scored by the numbers of their claims."""
    rows = []
    for source_id, item in catalogue.sources.items():
        score = _score(claims.get(source_id, Counter()))
        body = render_source(catalogue, item, score)
        rows.append(
            row_values(
                m.Source,
                None,
                id=source_id,
                title=item["title"],
                kind=item["custom"]["kind"],
                issued=issued(item),
                claims_count=score.claims_count,
                comparable_count=score.comparable_count,
                agreeing_count=score.agreeing_count,
                body=with_unknowns(catalogue, "sources", None, body).model_dump_json(),
            )
        )
    return rows


def _score(claims: Tally) -> schemas.Score:
    """Returns the score of a source; a derived claim only agrees with itself."""
    comparable = Counter(
        {key: number for key, number in claims.items() if key[1] != "not-comparable"}
    )
    independent = sum(
        number for (origin, _), number in comparable.items() if origin == "independent"
    )
    return schemas.Score(
        claims_count=claims.total(),
        comparable_count=comparable.total(),
        derived_count=comparable.total() - independent,
        independent_count=independent,
        agreeing_count=claims["independent", "agrees"],
        less_precise_count=claims["independent", "less-precise"],
        disagreeing_count=claims["independent", "disagrees"],
    )


def _erratum_values(
    catalogue: Catalogue,
    judged: JudgedStatement,
    evidence: Evidence,
    tracker: ChangeTracker,
) -> Values:
    """Returns the row of a claim that disagrees; a computed value has no evidence."""
    statement = judged.statement
    body = render_erratum(catalogue, judged, evidence)
    return row_values(
        m.Erratum,
        statement,
        source_id=statement.source,
        resource=statement.record and statement.record.partition("/")[0],
        certainty=body.certainty,
        **tracker.complete("errata", statement.id, body.model_dump_json()),
    )


def _claim_values(
    catalogue: Catalogue,
    judged: JudgedStatement,
    tracker: ChangeTracker,
    *,
    number: int,
) -> Values:
    """Returns the row of a claim; `number` is its position in the order of ids."""
    statement = judged.statement
    body = render_claim(catalogue, judged).model_dump_json()
    return row_values(
        m.Claim,
        statement,
        number=number,
        source_id=statement.source,
        resource=statement.record and statement.record.partition("/")[0],
        agreement=judged.agreement,
        **tracker.complete("claims", statement.id, body),
    )
