"""Inserts sources with their scores, judged claims, errata and changes."""

from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import Connection, bindparam, func, update

from app import models as m
from app import schemas
from app.ingest.bodies.provenance import (
    render_change,
    render_claim,
    render_erratum,
    render_source,
)
from app.ingest.catalogue import Catalogue
from app.ingest.claims.evidence import Evidence, checked_shares, gather, key_of
from app.ingest.claims.judge import JudgedStatement
from app.ingest.completeness import with_unknowns
from app.ingest.files.release_log import Change, Release, sort_releases
from app.ingest.files.sources import issued
from app.ingest.insert import insert_all
from app.ingest.rows_to_tables import TABLES, Values, row_values
from app.text import fold, search_words


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
        for word in search_words([claim.statement.summary])
    )
    insert_all(connection, m.ClaimWord, words)
    _update_scores(connection, _source_rows(catalogue, judged))
    facts = gather(catalogue, judged)
    errata = (
        _erratum_values(catalogue, claim, facts.get(key_of(claim.statement)))
        for claim in judged
        if claim.agreement == "disagrees"
    )
    insert_all(connection, m.Erratum, errata)
    _update_checked(connection, checked_shares(facts))


def _update_checked(connection: Connection, shares: dict[str, float]) -> None:
    """Sets how far each record is checked, in its column and in its body."""
    by_resource: dict[str, list[Values]] = defaultdict(list)
    for record, share in shares.items():
        resource, record_id = record.split("/")
        if resource in TABLES:
            values = {"key": record_id, "share": share, "text": f'"checked":{share}'}
            by_resource[resource].append(values)
    for resource, rows in by_resource.items():
        table: Any = TABLES[resource].__table__
        # Within a text of the body, the quotes would be escaped
        body = func.replace(table.c.body, '"checked":0.0', bindparam("text"))
        statement = update(table).where(table.c.id == bindparam("key"))
        connection.execute(
            statement.values(checked=bindparam("share"), body=body), rows
        )


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
    claims: dict[str, list[JudgedStatement]] = defaultdict(list)
    for claim in judged:
        claims[claim.statement.source].append(claim)
    rows = []
    for source_id, item in catalogue.sources.items():
        score = _score(claims[source_id])
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


def _score(claims: list[JudgedStatement]) -> schemas.Score:
    """Returns the score of a source; a derived claim only agrees with itself."""
    comparable = [claim for claim in claims if claim.agreement != "not-comparable"]
    tally = Counter(
        claim.agreement
        for claim in comparable
        if claim.statement.origin == "independent"
    )
    return schemas.Score(
        claims=len(claims),
        comparable=len(comparable),
        derived=len(comparable) - tally.total(),
        independent=tally.total(),
        agrees=tally["agrees"],
        less_precise=tally["less-precise"],
        disagrees=tally["disagrees"],
    )


def _erratum_values(
    catalogue: Catalogue, judged: JudgedStatement, evidence: Evidence | None
) -> Values:
    """Returns the row of a claim that disagrees; a computed value has no evidence."""
    statement = judged.statement
    body = render_erratum(catalogue, judged, evidence or Evidence())
    return row_values(
        m.Erratum,
        statement,
        source_id=statement.source,
        resource=statement.record and statement.record.partition("/")[0],
        certainty=body.certainty,
        body=body.model_dump_json(),
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
