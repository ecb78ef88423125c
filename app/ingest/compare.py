"""`rendezvous compare`: how the table of another author agrees with our data."""

import asyncio
from dataclasses import replace
from typing import Any, NamedTuple

from fastapi import FastAPI

from app.ingest.catalogue import Catalogue
from app.ingest.claims.collection import collect
from app.ingest.claims.evidence import Evidence, certainty_of, gather, key_of
from app.ingest.claims.external_statements import Unusable, statements_of
from app.ingest.claims.judge import JudgedStatement, judge_all
from app.ingest.claims.statements import SourceStatement
from app.ingest.files.external import ExternalTable
from app.ingest.insert import names_by_url


class ComparedCell(NamedTuple):
    """A cell of the table beside our value; the columns of the CSV report.

    `certainty` says how sure it is that the table is wrong, empty if it does not
    disagree. `supporting` and `contradicting` are ids of our sources.
    """

    place: str
    record: str
    name: str
    field: str
    stated_value: str
    our_value: str
    agreement: str
    certainty: str
    supporting: str
    contradicting: str


class Comparison(NamedTuple):
    """The compared cells of a table in its order, and what could not be compared."""

    table: ExternalTable
    cells: list[ComparedCell]
    unusable: list[Unusable]


def compare_table(
    catalogue: Catalogue, table: ExternalTable, app: FastAPI
) -> Comparison:
    """Compares each cell of a table with the answers of the API."""
    statements, unusable = statements_of(catalogue, table)
    # Rows may give a value for the same fact, and no two statements may share an id
    theirs = [
        replace(statement, id=f"{number:09}")
        for number, statement in enumerate(statements)
    ]
    facts = {key_of(statement) for statement in theirs}
    sources = {statement.source for statement in theirs}
    ours = [
        statement
        for statement in collect(catalogue)
        if key_of(statement) in facts and statement.source not in sources
    ]
    names = names_by_url(catalogue)
    judged: list[JudgedStatement] = []
    others: list[JudgedStatement] = []
    asyncio.run(judge_all(app, theirs, names, judged.append))
    asyncio.run(judge_all(app, ours, names, others.append))
    evidence = gather(catalogue, others)
    cells = [
        _cell(catalogue, claim, evidence.get(key_of(claim.statement), Evidence()))
        for claim in judged
    ]
    return Comparison(table, cells, unusable)


def _cell(
    catalogue: Catalogue, judged: JudgedStatement, evidence: Evidence
) -> ComparedCell:
    statement = judged.statement
    record = statement.record or ""
    disagrees = judged.agreement == "disagrees"
    deciding = evidence.against(statement) if disagrees else evidence
    return ComparedCell(
        place=statement.locator.place or "",
        record=record,
        name=catalogue.name_of(*record.split("/")),
        field=statement.field or "",
        stated_value=statement.stated_value or "",
        our_value=_as_text(judged.our_value),
        agreement=judged.agreement,
        certainty=certainty_of(_with(deciding, statement)) if disagrees else "",
        supporting=_ids(deciding.confirming),
        contradicting=_ids(deciding.contradicting),
    )


def _with(evidence: Evidence, statement: SourceStatement) -> Evidence:
    """Returns evidence in which a statement of the table counts against our value."""
    contradicting = {**evidence.contradicting, statement.source: statement}
    return Evidence(evidence.confirming, contradicting)


def _ids(statements: dict[str, SourceStatement]) -> str:
    return ";".join(statement.source for statement in statements.values())


def _as_text(value: Any) -> str:
    """Returns our value as the text of a cell; of a record its name."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(map(_as_text, value))
    if isinstance(value, dict):
        return str(value.get("name", value))
    return str(value)
