"""Rules for the rows of all files together: one function for each.

The docstring of a check states the rule; the check yields a finding for each row that
breaks it. All findings of all checks are reported together.
"""

from collections.abc import Callable, Iterator
from typing import Any

from app.dates import parse_date
from app.ingest.catalogue import Catalogue
from app.ingest.checks.agreement_checks import AGREEMENT_CHECKS
from app.ingest.checks.coverage_checks import check_coverage
from app.ingest.checks.external_checks import EXTERNAL_CHECKS
from app.ingest.checks.flight_checks import FLIGHT_CHECKS
from app.ingest.checks.identifier_checks import IDENTIFIER_CHECKS
from app.ingest.checks.plausibility_checks import PLAUSIBILITY_CHECKS
from app.ingest.checks.stay_checks import STAY_CHECKS
from app.ingest.claims.comparison import format_error
from app.ingest.claims.nested_lists import docking_fields
from app.ingest.claims.statements import SUMMARY, rule_of, served_fields
from app.ingest.files.read import Seed, SeedError
from app.ingest.files.row import Finding
from app.ingest.files.rows import Records
from app.ingest.files.tables import FILES, ids_in, references_of
from app.ingest.identifiers import names_of
from app.text import describe_unknown, fold, fold_damaged

ColumnError = tuple[str, str]
"""The column of a cell that is wrong, and the detail."""


def check_references(seed: Seed) -> Iterator[Finding]:
    """A cell refers to rows that exist."""
    known: dict[str, Any] = {"sources": seed.sources}
    known |= {name: Records(rows) for name, rows in seed.tables.items()}
    for name, file in FILES.items():
        references = references_of(file.row_type)
        for row in seed.tables[name]:
            for column, target in references.items():
                for record_id in ids_in(getattr(row, column)):
                    if record_id not in known[target]:
                        detail = describe_unknown(record_id, [*known[target]])
                        yield Finding(f"{name}.csv", row.line, column, detail)
    for name, column in _RECORD_COLUMNS:
        for row in seed.tables[name]:
            resource, record_id = getattr(row, column).split("/")
            if record_id not in known.get(resource, ()):
                detail = describe_unknown(record_id, [*known.get(resource, ())])
                yield Finding(f"{name}.csv", row.line, column, detail)


_RECORD_COLUMNS = (
    ("dockings", "target"),
    ("stays", "aboard"),
    ("external_ids", "record"),
)
"""Columns that name a record of several kinds as `type/id`, by file."""


def check_attributions(catalogue: Catalogue) -> Iterator[Finding]:
    """An attribution is about a filled field of an existing record."""
    for row in catalogue.seed.tables["attributions"]:
        for column, detail in _attribution_errors(catalogue, row):
            yield Finding("attributions.csv", row.line, column, detail)
        if row.otherwise and any(_earlier_contradictions(catalogue, row)):
            detail = "an earlier row gives the value of the record's source"
            yield Finding("attributions.csv", row.line, "otherwise", detail)


def _earlier_contradictions(catalogue: Catalogue, row: Any) -> Iterator[bool]:
    """Yields whether each attribution of a record contradicts the same field before."""
    for other in catalogue.rows_by("attributions", "record").get(row.record):
        is_earlier = other.line < row.line and other.field == row.field
        yield bool(is_earlier and other.otherwise)


def _attribution_errors(catalogue: Catalogue, row: Any) -> Iterator[ColumnError]:
    resource, _, record_id = row.record.partition("/")
    if resource not in catalogue.rows:
        yield "record", describe_unknown(resource, list(catalogue.rows))
    elif record_id not in catalogue.rows[resource]:
        yield "record", describe_unknown(record_id, list(catalogue.rows[resource]))
    elif error := _field_error(catalogue, row.record, row.field):
        yield "field", error
    elif row.otherwise:
        rule = rule_of(resource, row.field)
        if error := format_error(rule, row.otherwise):
            yield "otherwise", error


def _field_error(catalogue: Catalogue, record: str, field: str) -> str | None:
    """Returns why a field of an existing record cannot have a source of its own."""
    resource, _, record_id = record.partition("/")
    empty = f"{record} has no {field}; only a filled field can have a source"
    if resource == "missions" and field.startswith("dockings."):
        dockings = docking_fields(catalogue, record_id)
        if field in dockings:
            return None if dockings[field] else empty
    fields = served_fields(resource)
    if SUMMARY in FILES[resource].row_type.model_fields:
        fields.append(SUMMARY)
    if field not in fields:
        return describe_unknown(field, fields)
    value = getattr(catalogue.rows[resource][record_id], field)
    return empty if value in (None, []) else None


def check_claims(catalogue: Catalogue) -> Iterator[Finding]:
    """A claim is about an existing record and has the columns that its query needs."""
    for row in catalogue.seed.tables["claims"]:
        for column, detail in _claim_errors(catalogue, row):
            yield Finding("claims.csv", row.line, column, detail)


def _claim_errors(catalogue: Catalogue, row: Any) -> Iterator[ColumnError]:
    if row.start >= row.end:
        yield "end", f"{row.end} must be greater than start {row.start}"
    if row.record is not None:
        yield from _record_errors(catalogue, row.record)
    for column, is_broken, detail in CLAIM_RULES:
        if is_broken(row):
            yield column, detail
    value = row.compared_value or row.stated_value
    if row.compare and value and (error := format_error(row.compare, value)):
        yield "compared_value" if row.compared_value else "stated_value", error


def _record_errors(catalogue: Catalogue, record: str) -> Iterator[ColumnError]:
    resource, _, record_id = record.partition("/")
    known: dict[str, Any] = {**catalogue.rows, "sources": catalogue.sources}
    if resource not in known:
        yield "record", describe_unknown(resource, list(known))
    elif record_id not in known[resource]:
        yield "record", describe_unknown(record_id, list(known[resource]))


CLAIM_RULES: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    (
        "query",
        lambda row: bool(row.field and row.query),
        "a claim has `field` or `query`, not both",
    ),
    (
        "record",
        lambda row: bool(row.field and not row.record),
        "`field` needs `record`",
    ),
    (
        "pointer",
        lambda row: bool(row.query) != bool(row.pointer),
        "`query` and `pointer` need each other",
    ),
    (
        "compare",
        lambda row: bool(row.field or row.query) != bool(row.compare),
        "a claim with `field` or `query` needs `compare`, any other must not have it",
    ),
    (
        "stated_value",
        lambda row: bool(row.compare) and row.stated_value is None,
        "`compare` needs `stated_value`",
    ),
    (
        "compared_value",
        lambda row: bool(row.compared_value and not row.compare),
        "`compared_value` needs `compare`",
    ),
)
"""Column, test whether a row breaks the rule, and the rule."""


def check_aliases(catalogue: Catalogue) -> Iterator[Finding]:
    """An alias is a name as somebody writes it, not another one with lost letters.

    Search finds damaged spellings without an alias.
    """
    for name, rows in catalogue.rows.items():
        if "aliases" not in FILES[name].row_type.model_fields:
            continue
        for row in rows.values():
            for alias, intact in _damaged_spellings(names_of(catalogue, name, row.id)):
                if alias in row.aliases:
                    detail = f"{alias!r} is {intact!r} without some letters; remove it"
                    yield Finding(f"{name}.csv", row.line, "aliases", detail)


def _damaged_spellings(names: list[str]) -> Iterator[tuple[str, str]]:
    """Yields the names that are damaged spellings of others, each with the intact one.

    A name without marks (`Pham Tuan`) has all letters, and is not damaged.
    """
    lost = {
        fold_damaged(name): name for name in names if fold_damaged(name) != fold(name)
    }
    for name in names:
        if fold(name) in lost:
            yield name, lost[fold(name)]


def check_ancestors(catalogue: Catalogue) -> Iterator[Finding]:
    """A record is not its own parent, type or successor, directly or through others."""
    for name, column in _PARENTS:
        for row in catalogue.rows[name].values():
            seen, parent = {row.id}, getattr(row, column)
            while parent and parent not in seen:
                seen.add(parent)
                parent = getattr(catalogue.rows[name][parent], column)
            if parent == row.id:
                detail = f"{row.id} must not be its own ancestor"
                yield Finding(f"{name}.csv", row.line, column, detail)
    for row in catalogue.seed.tables["successions"]:
        if row.predecessor == row.successor:
            detail = f"{row.successor} must not be its own successor"
            yield Finding("successions.csv", row.line, "successor", detail)


_PARENTS = (("programmes", "parent"), ("spacecraft", "type"), ("sites", "parent"))


def check_order(catalogue: Catalogue) -> Iterator[Finding]:
    """The end of a span is not before its beginning."""
    for name, start_column, end_column in SPANS:
        for row in catalogue.seed.tables[name]:
            start, end = getattr(row, start_column), getattr(row, end_column)
            if start and end and parse_date(end).latest < parse_date(start).earliest:
                detail = f"{end} is before {start_column} {start}"
                yield Finding(f"{name}.csv", row.line, end_column, detail)


SPANS = (
    ("countries", "began", "ended"),
    ("organisations", "founded", "dissolved"),
    ("programmes", "began", "ended"),
    ("stations", "launched", "ended"),
    ("sites", "began", "ended"),
    ("people", "born", "died"),
    ("missions", "launched", "landed"),
    ("crew", "launched", "landed"),
    ("modules", "launched", "ended"),
    ("modules", "attached", "detached"),
    ("expeditions", "began", "ended"),
    ("dockings", "docked", "undocked"),
    ("stays", "began", "ended"),
    ("events", "at", "ended"),
)
"""Files with the columns that hold the beginning and the end of a span."""
CATALOGUE_CHECKS: tuple[Callable[[Catalogue], Iterator[Finding]], ...] = (
    check_attributions,
    check_claims,
    check_aliases,
    check_ancestors,
    check_order,
    check_coverage,
    *FLIGHT_CHECKS,
    *STAY_CHECKS,
    *AGREEMENT_CHECKS,
    *PLAUSIBILITY_CHECKS,
    *EXTERNAL_CHECKS,
    *IDENTIFIER_CHECKS,
)


def check_seed(seed: Seed) -> Catalogue:
    """Returns the joined rows; raises `SeedError` with all errors of all checks."""
    if not seed.faults:
        _add_findings(seed, check_references(seed))
    if seed.faults:
        raise SeedError(seed.faults)
    catalogue = Catalogue(seed)
    for check in CATALOGUE_CHECKS:
        _add_findings(seed, check(catalogue))
    if seed.faults:
        raise SeedError(seed.faults)
    return catalogue


def _add_findings(seed: Seed, findings: Iterator[Finding]) -> None:
    for finding in findings:
        seed.add(finding)
