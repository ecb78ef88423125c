"""The statements of external tables: one for each cell that a mapping compares."""

from typing import NamedTuple

from app.dates import utc_or_same
from app.ingest.catalogue import Catalogue
from app.ingest.claims.comparison import format_error
from app.ingest.claims.matching import Matcher
from app.ingest.claims.statements import (
    Fact,
    SourceStatement,
    comparable_fields,
    place_locator,
    rule_of,
    summary_of,
)
from app.ingest.files.external import Cells, ExternalTable, MappingError
from app.text import describe_unknown


class Unusable(NamedTuple):
    """A row or a cell that cannot be compared, and why; `column` is empty for a row."""

    row: Cells
    column: str
    detail: str


def statements_of(
    catalogue: Catalogue, table: ExternalTable
) -> tuple[list[SourceStatement], list[Unusable]]:
    """Returns what a table states of our records, and what cannot be compared.

    Raises `MappingError` if the mapping compares a column with a field that we lack.
    """
    matcher, mapping = Matcher(catalogue, table), table.mapping
    rules = _rules(table)
    statements, unusable = [], []
    for row in table.rows:
        try:
            record = f"{mapping.resource}/{matcher.match(row)}"
        except ValueError as error:
            unusable.append(Unusable(row, "", str(error)))
            continue
        for field, column in mapping.values.items():
            try:
                value = _value(table, row, column, rules[field])
            except ValueError as error:
                unusable.append(Unusable(row, column, str(error)))
                continue
            if value is not None:
                fact = Fact(record, field, rules[field], value)
                statements.append(_statement(catalogue, table, row, fact))
    return statements, unusable


def _rules(table: ExternalTable) -> dict[str, str]:
    """Returns the rules by which the fields of a mapping are compared."""
    resource, fields = table.mapping.resource, table.mapping.values
    known = comparable_fields(resource)
    errors = [
        f"{table.name}: values: {describe_unknown(field, known)}"
        for field in fields
        if ".".join(part for part in field.split(".") if not part.isdigit())
        not in known
    ]
    if errors:
        raise MappingError("\n".join(errors))
    rules = {field: rule_of(resource, field) for field in fields}
    for field in table.mapping.tolerances:
        if rules.get(field) not in ("date", "number"):
            detail = f"tolerances: {field!r} is no date or number of `values`"
            raise MappingError(f"{table.name}: {detail}")
    return rules


def _value(table: ExternalTable, row: Cells, column: str, rule: str) -> str | None:
    """Returns the value of a cell; raises `ValueError` if it cannot be compared."""
    value = table.value(row, column)
    if value is None:
        return None
    if rule == "date":
        value = utc_or_same(value)
    if error := format_error(rule, value):
        raise ValueError(error)
    return value


def _statement(
    catalogue: Catalogue, table: ExternalTable, row: Cells, fact: Fact
) -> SourceStatement:
    source = table.source(row)
    return SourceStatement(
        id=f"{fact.record.replace('/', '.')}.{fact.field}.{source}",
        source=source,
        locator=place_locator(table.locator(row)),
        record=fact.record,
        field=fact.field,
        compare=fact.rule,
        stated_value=fact.value,
        tolerance=table.mapping.tolerances.get(fact.field),
        summary=summary_of(catalogue, fact),
    )
