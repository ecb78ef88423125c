"""The report of a comparison, as Markdown to read and as CSV to work with."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator

from app.ingest.compare import ComparedCell, Comparison
from app.schemas.vocabularies import Agreement, Certainty, values_of

AGREEMENTS = values_of(Agreement)
CERTAINTIES = values_of(Certainty)
_EXPLANATION = (
    "Certain: two or more independent sources state the value of Rendezvous, and only"
    " the table contradicts it. Probable: more sources state it than another value."
    " Open: all else; Rendezvous may be wrong."
)
_TITLES = {
    "agrees": "Agree",
    "less-precise": "Less precise",
    "disagrees": "Disagree",
    "not-comparable": "No value here",
}


def as_csv(comparison: Comparison) -> str:
    """Returns a line for each compared cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(ComparedCell._fields)
    writer.writerows(comparison.cells)
    return out.getvalue()


def as_markdown(comparison: Comparison) -> str:
    """Returns counts by field, the disagreements, and what could not be compared."""
    table, unusable = comparison.table, comparison.unusable
    matched = len(table.rows) - sum(not item.column for item in unusable)
    counted = (
        f"Rows about records of Rendezvous: {matched} of {len(table.rows)}."
        f" Cells compared: {len(comparison.cells)}."
    )
    lines = [
        f"# {table.name}, compared with Rendezvous",
        "",
        counted,
        "",
        *_table(("Field", *_TITLES.values()), _counts(comparison.cells)),
    ]
    disagreements = [cell for cell in comparison.cells if cell.certainty]
    if disagreements:
        disagreements.sort(key=lambda cell: CERTAINTIES.index(cell.certainty))
        lines += ["", "## Disagreements", "", _EXPLANATION, ""]
        titles = ("Row", "Record", "Field", "Table", "Rendezvous", "Sure", "Sources")
        lines += _table(titles, map(_disagreement, disagreements))
    if unusable:
        lines += ["", "## Not compared", ""]
        rows = [(item.row["row"], item.column, item.detail) for item in unusable]
        lines += _table(("Line", "Column", "Why"), rows)
    return "\n".join(lines) + "\n"


def _counts(cells: Iterable[ComparedCell]) -> Iterator[tuple[str, ...]]:
    """Yields for each field how many cells have each result."""
    counts = Counter((cell.field, cell.agreement) for cell in cells)
    for field in dict.fromkeys(field for field, _ in counts):
        yield field, *(str(counts[field, agreement]) for agreement in AGREEMENTS)


def _disagreement(cell: ComparedCell) -> tuple[str, ...]:
    sources = cell.supporting.replace(";", ", ")
    if cell.contradicting:
        sources += f"; against: {cell.contradicting.replace(';', ', ')}"
    return (
        cell.place,
        f"{cell.name} ({cell.record})",
        cell.field,
        cell.stated_value,
        cell.our_value,
        cell.certainty,
        sources,
    )


def _table(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yields the lines of a Markdown table."""
    header = [*titles]
    for cells in (header, ["---"] * len(header), *rows):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
