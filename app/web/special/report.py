"""`/report`: a text that reports an error in a record, ready to be sent."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from app.query.synonyms import suggest
from app.resources import BY_NAME
from app.web.headings import title_of
from app.web.special.plans import Pairs, Plan, check_names, reject
from app.web.statements import claims_by_field, source_value
from app.web.wording import label, lower_first, pieces

PARAMETERS = ("record", "field")
EXAMPLE = "people/yuri-gagarin"
_NOT_REPORTED = frozenset(
    ("id", "url", "changed_in", "checked", "claims", "score", "our_value", "agreement")
)
"""Fields that are computed, or that name the record."""
MAX_SOURCES = 12
"""Sources that the text lists."""


def plan(pairs: Pairs) -> Plan:
    """Returns the request for the record; none for the form of the page."""
    check_names(pairs, PARAMETERS)
    values = dict(pairs)
    record = values.get("record", "").strip(" /")
    field = values.get("field", "")
    if not record:
        if field:
            reject("record", None, "`field` needs a `record`, as in " + EXAMPLE)
        return Plan(query="")
    resource, _, record_id = record.partition("/")
    _check_record(record, resource, record_id)
    names = fields_of(resource)
    if field and field.partition(".")[0] not in names:
        detail = f"{resource} have no field {field[:100]!r}"
        near = suggest(field, names)
        reject("field", field[:100], detail, near=near, allowed=names)
    claims = "?include=claims" if BY_NAME[resource].has_claims else ""
    query = urlencode([("record", record)] + [("field", field)] * bool(field), safe="/")
    return Plan(
        f"/v1/{resource}/{quote(record_id, '')}{claims}",
        {"dataset": "/v1/dataset"},
        {"record": record, "field": field},
        query,
        parameter="record",
        folder=f"{resource}/",
    )


def _check_record(record: str, resource: str, record_id: str) -> None:
    """Raises InvalidQuery if this is not the name of a list, a slash and an id."""
    if resource not in BY_NAME or not record_id.strip("."):
        near = suggest(resource, list(BY_NAME))
        reject(
            "record",
            record[:100],
            f"{record[:100]!r} is not a record; write a list and an id, as in"
            f" {EXAMPLE}",
            near=near and record_id and f"{near}/{record_id}",
            allowed=list(BY_NAME),
        )


def fields_of(resource: str) -> list[str]:
    """Returns the fields of a record that a reader can report, in their order."""
    names = BY_NAME[resource].schema.model_fields
    return [name for name in names if name not in _NOT_REPORTED]


def options(resource: str) -> list[tuple[str, str]]:
    """Returns the fields of a record with their labels, by label."""
    fields = [(name, label(name)) for name in fields_of(resource)]
    return sorted(fields, key=lambda field: field[1])


def our_value(record: dict[str, Any], field: str) -> str:
    """Returns our value of a field in words, as `not known` if there is none."""
    value: Any = record
    for part in field.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    words = ", ".join(piece.text for piece in pieces(field, value))
    return words or "not known"


def claims_about(record: dict[str, Any], field: str) -> list[dict[str, Any]]:
    """Returns what sources state about a field, disagreements first."""
    claims = claims_by_field(record).get(field.partition(".")[0], [])
    return [claim for claim in claims if claim["field"] == field or "." not in field]


def text(main: dict[str, Any], values: dict[str, Any], address: str) -> str:
    """Returns the report: our value and its sources, with blanks for corrections."""
    record, field, dataset = main["data"], values["field"], main["meta"]["dataset"]
    lines = [
        f"Record: {values['record']} ({title_of(record)})",
        f"Page: {address}",
        f"Field: {field}" if field else "Field: …",
    ]
    if field:
        lines += [f"Our value: {our_value(record, field)}", *_sources(record, field)]
    lines += [
        f"Release: {dataset['version']}, revision {dataset['revision'][:19]}",
        "",
        "Right value: …",
        "Source of the right value (title, page or address): …",
        "Remarks: …",
    ]
    return "\n".join(lines)


def _sources(record: dict[str, Any], field: str) -> Iterator[str]:
    """Yields a line for each source of a field."""
    claims = claims_about(record, field)
    for claim in claims[:MAX_SOURCES]:
        stated = ", ".join(piece.text for piece in source_value(claim))
        agreement = claim["agreement"].replace("-", " ")
        yield f"- {claim['source']['name']}: {stated or claim['summary']} ({agreement})"


def subject(main: dict[str, Any], values: dict[str, Any]) -> str:
    """Returns the title of the report."""
    field = f", {lower_first(label(values['field']))}" if values["field"] else ""
    return f"Error in {title_of(main['data'])}{field}"


def mail_link(contact: str, title: str, body: str) -> str:
    """Returns the address of a contact; that of a mailbox has the report in it."""
    if not contact.startswith("mailto:"):
        return contact
    return f"{contact}?subject={quote(title)}&body={quote(body)}"
