"""Values of the API in words: dates, durations, names with links.

A value becomes pieces. HTML and Markdown only differ in how they write a piece, so both
say the same.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from app.dates import MONTHS
from app.durations import duration_text
from app.resources import RESOURCES
from app.schemas import ANSWERS
from app.schemas.fields import date_fields
from app.web.elsewhere import catalogue_address
from app.web.labels import LABELS, VALUES
from app.web.record_names import name_from_id, record_name

_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
    r"(?:T(?P<time>\d\d:\d\d(?::\d\d)?)Z)?(?P<doubt>[~?%]?)"
)
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:]+Z)?$")
_SECONDS = re.compile(r"(?<=T\d\d:\d\d):\d\d(?=Z)")
_DATE_IN_TEXT = re.compile(
    r"(?<![\w/-])\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?Z)?)?(?![\w/-])"
)
_DOUBTS = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}
_SCHEMAS = [resource.schema for resource in RESOURCES] + [*ANSWERS]
_DATES = frozenset(
    path.rpartition(".")[2] for schema in _SCHEMAS for path in date_fields(schema)
)
_VOCABULARIES = frozenset(
    ["kind", "outcome", "status", "role", "end_kind", "agreement", "sex", "boundary"]
)
"""Fields whose values are words of a fixed list, joined by hyphens."""
COORDINATES = {"latitude": "NS", "longitude": "EW"}
"""Fields in degrees, with the letters of a positive and a negative value."""
_CATALOGUES = {
    "wikidata": "Wikidata",
    "cospar": "COSPAR",
    "norad": "NORAD",
    "gcat": "GCAT",
}
_WITH_ARTICLE = re.compile("(United|Soviet) .*|Netherlands|Philippines|ISS|.* Station")
CHANGES = {
    ("boundary", "orbit"): "in orbit only",
    ("boundary", "100km"): "above 100 km",
    ("boundary", "80km"): "above 80 km",
    ("basis", "citizenship"): "by citizenship",
    ("basis", "birth"): "by place of birth",
    ("lineage", "none"): "the country alone",
    ("lineage", "predecessors"): "with its predecessors",
    ("lineage", "successors"): "with its successors",
    ("lineage", "all"): "with predecessors and successors",
}
"""Changes of a definition in words, by parameter and value."""
_PARTS = {
    "claims": "Statement on {0}",
    "gaps": "Gap in the data",
    "coverage": "Completeness of {0}",
    "assigned": "Assigned: {1}",
}
"""Words for what a release changed beside the fields of a record."""


class Piece(NamedTuple):
    """A piece of text."""

    text: str
    link: str | None = None
    """The page of the record that the text names."""
    date: str | None = None
    """The date that the text writes out, in EDTF; `None` if it is uncertain."""
    note: str | None = None
    full_text: str | None = None
    """The whole text, if `text` is shortened."""


def label(field: str) -> str:
    """Returns the name of a field for readers."""
    name = field.rpartition(".")[2].removesuffix("_count")
    return LABELS.get(field) or name.replace("_", " ").capitalize()


def changed_label(field: str) -> str:
    """Returns the name of what a release changed, such as a statement on a field."""
    part, _, rest = field.partition(".")
    if part in _PARTS:
        item = rest.partition(".")[0]
        return _PARTS[part].format(lower_first(label(item)), name_from_id(f"/{item}"))
    return label(field)


def page_path(url: str) -> str:
    """Returns the path of the page for a path of the API: the same without version."""
    return url.removeprefix("/v1") or "/"


def format_date(edtf: str) -> str:
    """Returns a date as in a sentence: `2 March 1978, 15:28:10 UTC`.

    Text that is not a date of year, month and day, such as `198X`, stays the same.
    """
    if "/" in edtf:
        return _format_interval(*edtf.split("/", 1))
    match = _DATE.fullmatch(edtf)
    if match is None or not 1 <= int(match["month"] or 1) <= len(MONTHS):
        return edtf
    month = MONTHS[int(match["month"]) - 1] if match["month"] else None
    day = str(int(match["day"])) if match["day"] else None
    date = " ".join(filter(None, (day, month, match["year"])))
    time = f", {match['time']} UTC" if match["time"] else ""
    return f"{_DOUBTS[match['doubt']]}{date}{time}"


def _format_interval(begin: str, end: str) -> str:
    if begin in ("", ".."):
        return f"until {format_date(end)}"
    until = "" if end in ("", "..") else f" to {format_date(end)}"
    return f"from {format_date(begin)}{until}"


def to_minute(edtf: str) -> str:
    """Returns a date without its seconds."""
    return _SECONDS.sub("", edtf)


def prose(text: str) -> str:
    """Returns a sentence of the API with its dates written out."""
    return _DATE_IN_TEXT.sub(lambda match: format_date(match[0]), text)


def capitalise(text: str) -> str:
    """Returns text with a capital first letter; the rest stays the same."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Returns a label for the middle of a sentence; abbreviations keep capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def with_article(name: str) -> str:
    """Returns a name for the middle of a sentence: `the United States`, `Mir`."""
    return f"the {name}" if _WITH_ARTICLE.fullmatch(name) else name


def format_number(value: float) -> str:
    """Returns a number with commas between thousands."""
    whole = int(value)
    return f"{whole:,}" if whole == value else f"{value:,}"


def vocabulary_word(value: str) -> str:
    """Returns a word of a fixed list as people write it, without hyphens."""
    return VALUES.get(value, value.replace("-", " "))


def pieces(field: str, value: Any) -> Iterator[Piece]:
    """Yields the value of a field in words, piece by piece; none if it is unknown."""
    name = field.rpartition(".")[2]
    if value is None or isinstance(value, list):
        for item in value or []:
            yield from pieces(field, item)
    elif isinstance(value, dict):
        write = _OBJECTS.get(name)
        yield from write(value) if write else [_record(name, value)]
    elif isinstance(value, bool):
        yield Piece("yes" if value else "no")
    elif isinstance(value, int | float):
        yield Piece(_number(name, value))
    else:
        yield _text(name, value)


def _number(name: str, value: float) -> str:
    """Returns a number with what it counts: a duration, a share, or only itself."""
    if name.endswith("_seconds"):
        return duration_text(int(value))
    if letters := COORDINATES.get(name):
        return f"{format_number(abs(value))}° {letters[value < 0]}"
    if name == "checked":
        share = f"{value:.0%}" if value else "none"
        return f"{share} of the facts have two independent sources"
    return format_number(value)


def _text(name: str, value: str) -> Piece:
    """Returns a text, which may be a date, an address or a word of a vocabulary."""
    if name in _DATES or _FULL_DATE.match(value):
        match = _DATE.fullmatch(value)
        is_certain = match is not None and not match["doubt"]
        return Piece(format_date(value), date=value if is_certain else None)
    if name == "record" and "/" in value:
        return Piece(record_name(value), link=f"/{value}")
    if name == "cospar":
        return Piece(value, link=catalogue_address(name, value))
    if name in ("query", "web_url"):
        return Piece(value, link=value)
    write = _TEXTS.get(name)
    return Piece(write(value) if write else value)


def _release(version: str) -> str:
    """Returns when a record changed, from the release in which it did."""
    return (
        "after the last release" if version == "unreleased" else f"in release {version}"
    )


_TEXTS: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(_VOCABULARIES, vocabulary_word),
    "changed_in": _release,
    "family": lambda value: name_from_id(f"sources/{value}"),
    "field": changed_label,
}
"""How texts are written that differ from their value, by field."""


_NAMES = ("name", "title", "text", "id")
"""Fields with the name of a related object, the best first."""
_WITH_ROW = frozenset(("source", "locator"))
_WITH_CHANGE = frozenset(("source", "record", "field"))
"""Fields of an object that its row has in other columns; a change names the record."""


def _record(field: str, value: dict[str, Any]) -> Piece:
    """Returns the name of a related record; details of the reference are a note.

    An object without a name becomes a list of its values.
    """
    text = next((value[name] for name in _NAMES if value.get(name)), None)
    if text is None:
        others = _WITH_CHANGE if "record" in value else _WITH_ROW
        values = [
            f"{lower_first(label(name))} {item}"
            for name, item in value.items()
            if item is not None and name not in others
        ]
        return Piece("; ".join(values))
    notes = [value.get("role"), value.get("kind"), value.get("date")]
    if field in ("first_flight", "last_flight"):
        notes.append((value["launched"] or "").partition("T")[0])
    if value.get("began") or value.get("ended"):
        notes.append(f"{value['began'] or '..'}/{value['ended'] or '..'}")
    words = [
        format_date(note.replace("-", " ") if note[0].isalpha() else note)
        for note in notes
        if note
    ]
    url = value.get("url")
    return Piece(text, page_path(url) if url else None, note=", ".join(words) or None)


def _landing_place(place: dict[str, Any]) -> Iterator[Piece]:
    """Yields a place of landing as one line, with its coordinates if known.

    What the craft landed on, and the note about the place, are a note. A runway with a
    record links to it.
    """
    parts = [place["name"]]
    parts += [
        _number(name, place[name]) for name in COORDINATES if place[name] is not None
    ]
    notes = [place["kind"], (place["note"] or "").removesuffix(".")]
    yield Piece(
        ", ".join(filter(None, parts)),
        link=page_path(place["site"]["url"]) if place["site"] else None,
        note="; ".join(filter(None, notes)) or None,
    )


def _external_ids(ids: dict[str, str | None]) -> Iterator[Piece]:
    """Yields the id in each other catalogue, with a link if it has a page there."""
    for scheme, value in ids.items():
        if value:
            link = catalogue_address(scheme, value)
            yield Piece(f"{_CATALOGUES[scheme]} {value}", link=link)


def _locator(locator: dict[str, Any]) -> Iterator[Piece]:
    """Yields the position of a claim in its source."""
    if locator["place"]:
        yield Piece(locator["place"])
        return
    yield Piece(
        f"paragraph {locator['paragraph']}, characters {locator['start']} to"
        f" {locator['end']}"
    )


_OBJECTS: dict[str, Callable[[dict[str, Any]], Iterator[Piece]]] = {
    "external_ids": _external_ids,
    "landing_place": _landing_place,
    "locator": _locator,
}
"""How objects are written that are not references to a record, by field."""
