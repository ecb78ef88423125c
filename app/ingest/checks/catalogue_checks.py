"""What must be true of the rows together: one function a rule, its docstring the rule.

Each check yields where a row breaks it; all of them are told at once.
"""

from collections.abc import Callable, Iterator
from typing import Any

from app.dates import parse_date
from app.ingest.catalogue import Catalogue
from app.ingest.checks.flight_checks import FLIGHT_CHECKS, Finding
from app.ingest.claims.comparison import fits
from app.ingest.claims.statements import SUMMARY, docking_fields, rule_of, served_fields
from app.ingest.files.read import Seed, SeedError
from app.ingest.files.tables import FILES, ids_in, refers_to
from app.text import describe_unknown


def check_references(seed: Seed) -> Iterator[Finding]:
    """What a cell refers to exists."""
    known = {
        name: [row.id for row in rows if hasattr(row, "id")]
        for name, rows in seed.tables.items()
    }
    known["sources"] = list(seed.sources)
    sets = {name: set(ids) for name, ids in known.items()}
    for name, file in FILES.items():
        references = refers_to(file.shape)
        for row in seed.tables[name]:
            for column, to in references.items():
                for one in ids_in(getattr(row, column)):
                    if one not in sets[to]:
                        yield name, row.line, column, describe_unknown(one, known[to])
    for row in seed.tables["dockings"]:
        kind, target = row.target.split("/")
        if target not in sets[kind]:
            yield "dockings", row.line, "target", describe_unknown(target, known[kind])


def check_attributions(catalogue: Catalogue) -> Iterator[Finding]:
    """An attribution is about a filled field of a record that exists."""
    told: set[tuple[str, str]] = set()
    for row in catalogue.seed.tables["attributions"]:
        finding = _field_of(catalogue, row.record, row.field)
        if finding:
            yield "attributions", row.line, finding[0], finding[1]
        elif row.otherwise and (misfit := fits(_rule_of(row), row.otherwise)):
            yield "attributions", row.line, "otherwise", misfit
        if row.otherwise and (row.record, row.field) in told:
            detail = "what the row's source says instead is told once"
            yield "attributions", row.line, "otherwise", detail
        if row.otherwise:
            told.add((row.record, row.field))


def _rule_of(row: Any) -> str:
    resource = row.record.partition("/")[0]
    if row.field in served_fields(resource):
        return rule_of(resource, row.field)
    return "date" if row.field.endswith("docked") else "text"


def _field_of(catalogue: Catalogue, record: str, field: str) -> tuple[str, str] | None:
    resource, _, record_id = record.partition("/")
    if resource not in catalogue.rows:
        return "record", describe_unknown(resource, list(catalogue.rows))
    rows = catalogue.rows[resource]
    if record_id not in rows:
        return "record", describe_unknown(record_id, list(rows))
    empty = f"{record} has no {field}; only a filled field has a source"
    if resource == "missions" and field.startswith("dockings."):
        known = docking_fields(catalogue, record_id)
        if field in known:
            return None if known[field] else ("field", empty)
    fields = [*served_fields(resource)]
    if SUMMARY in FILES[resource].shape.model_fields:
        fields.append(SUMMARY)
    if field not in fields:
        return "field", describe_unknown(field, fields)
    if getattr(rows[record_id], field) in (None, []):
        return "field", empty
    return None


def check_claims(catalogue: Catalogue) -> Iterator[Finding]:
    """A claim asks one question, of something that exists, in the form of its rule."""
    for row in catalogue.seed.tables["claims"]:
        for column, detail in _claim_faults(catalogue, row):
            yield "claims", row.line, column, detail


def _claim_faults(catalogue: Catalogue, row: Any) -> Iterator[tuple[str, str]]:
    if row.start >= row.end:
        yield "end", f"the passage ends at {row.end}, before it starts at {row.start}"
    if row.record is not None:
        yield from _record_faults(catalogue, row.record)
    for column, broken, rule in QUESTION_RULES:
        if broken(row):
            yield column, rule
    misfit = fits(row.compare, row.stated) if row.compare and row.stated else None
    if misfit:
        yield "stated", misfit


def _record_faults(catalogue: Catalogue, record: str) -> Iterator[tuple[str, str]]:
    resource, _, record_id = record.partition("/")
    known = {**catalogue.rows, "sources": catalogue.sources}
    if resource not in known:
        yield "record", describe_unknown(resource, list(known))
    elif record_id not in known[resource]:
        yield "record", describe_unknown(record_id, list(known[resource]))


QUESTION_RULES: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    (
        "asks",
        lambda row: bool(row.field and row.asks),
        "a claim has a field or asks a path, not both",
    ),
    (
        "record",
        lambda row: bool(row.field and not row.record),
        "a field is a field of a record",
    ),
    (
        "pointer",
        lambda row: bool(row.asks) != bool(row.pointer),
        "a path is asked together with a pointer into its answer",
    ),
    (
        "compare",
        lambda row: bool(row.field or row.asks) != bool(row.compare),
        "a question has a rule of comparison, and only a question",
    ),
    (
        "stated",
        lambda row: bool(row.compare) and row.stated is None,
        "a question has the source's answer",
    ),
)


def check_families(catalogue: Catalogue) -> Iterator[Finding]:
    """Nothing comes from itself, by however many steps."""
    for name, column in (("programmes", "parent"), ("spacecraft", "type")):
        for row in catalogue.rows[name].values():
            seen, above = {row.id}, getattr(row, column)
            while above and above not in seen:
                seen.add(above)
                above = getattr(catalogue.rows[name][above], column)
            if above == row.id:
                yield name, row.line, column, f"{row.id} comes from itself"
    for row in catalogue.seed.tables["successions"]:
        if row.predecessor == row.successor:
            detail = f"{row.successor} comes from itself"
            yield "successions", row.line, "successor", detail


def check_order(catalogue: Catalogue) -> Iterator[Finding]:
    """Nothing ends before it begins."""
    for name, pairs in SPANS.items():
        for row in catalogue.seed.tables[name]:
            for begins, ends in pairs:
                begin, end = getattr(row, begins), getattr(row, ends)
                if begin and end:
                    first, last = parse_date(begin), parse_date(end)
                    if last.latest < first.earliest:
                        detail = f"{end} is before {begins} {begin}"
                        yield name, row.line, ends, detail


SPANS: dict[str, tuple[tuple[str, str], ...]] = {
    "countries": (("began", "ended"),),
    "organisations": (("founded", "dissolved"),),
    "programmes": (("began", "ended"),),
    "stations": (("launched", "ended"),),
    "people": (("born", "died"),),
    "missions": (("launched", "landed"),),
    "crew": (("launched", "landed"),),
    "dockings": (("docked", "undocked"),),
    "events": (("at", "ended"),),
}
CATALOGUE_CHECKS: tuple[Callable[[Catalogue], Iterator[Finding]], ...] = (
    check_attributions,
    check_claims,
    check_families,
    check_order,
    *FLIGHT_CHECKS,
)


def check_seed(seed: Seed) -> Catalogue:
    """The joined catalogue; raises SeedError with everything that is wrong."""
    if not seed.faults:
        _record(seed, check_references(seed))
    if seed.faults:
        raise SeedError(seed.faults)
    catalogue = Catalogue(seed)
    for check in CATALOGUE_CHECKS:
        _record(seed, check(catalogue))
    if seed.faults:
        raise SeedError(seed.faults)
    return catalogue


def _record(seed: Seed, findings: Iterator[Finding]) -> None:
    for name, line, column, detail in findings:
        seed.fault(f"{name}.csv", line, column, detail)
