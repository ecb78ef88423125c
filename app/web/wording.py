"""Values of the API as readers know them: dates, spans of time, names with links.

A value becomes pieces, and a form (HTML, Markdown) only decides how a piece is written;
so both forms say the same.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from app.resources import RESOURCES
from app.schemas import ANSWERS
from app.schemas.fields import date_fields

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
    r"(?:T(?P<time>\d\d:\d\d(?::\d\d)?)Z)?(?P<doubt>[~?%]?)"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:]+Z)?$")
_SECONDS = re.compile(r"(?<=T\d\d:\d\d):\d\d(?=Z)")
_IN_TEXT = re.compile(
    r"(?<![\w/-])\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?Z)?)?(?![\w/-])"
)
_DOUBTS = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}
_SCHEMAS = [resource.schema for resource in RESOURCES] + [*ANSWERS]
_DATES = frozenset(
    path.rpartition(".")[2] for schema in _SCHEMAS for path in date_fields(schema)
)
_WORDS = frozenset(
    ["kind", "outcome", "status", "role", "end_kind", "agreement", "sex", "boundary"]
)
_LABELS = {
    "actual": "We hold",
    "aliases": "Other names",
    "at": "When",
    "boundary": "Boundary crossed",
    "citizens_flown": "Citizens flown",
    "csl.url": "Address",
    "cospar": "COSPAR designation",
    "crew_size": "Crew size",
    "duration_seconds": "Duration",
    "end_kind": "Manner of end",
    "gcat_code": "Code in GCAT",
    "gcat_id": "Id in GCAT",
    "id": "Id",
    "iso_alpha2": "ISO 3166 alpha-2",
    "iso_alpha3": "ISO 3166 alpha-3",
    "iso_alpha4": "ISO 3166-3",
    "iso_numeric": "ISO 3166 numeric",
    "cabin_pressure_kpa": "Cabin pressure (kPa)",
    "mass_kg": "Mass (kg)",
    "perigee_km": "Perigee (km)",
    "apogee_km": "Apogee (km)",
    "altitude_km": "Height (km)",
    "inclination_deg": "Inclination (degrees)",
    "place": "Where",
    "role_title": "In the source",
    "score.claims": "Claims",
    "score.disagrees": "Disagree",
    "stated": "Source says",
    "old": "Was",
    "new": "Is",
    "spacewalk_count": "Spacewalks",
    "time_in_space_seconds": "Time in space",
    "countries": "States",
    "country": "State",
    "birth_country": "Born in what is now",
    "partners": "Launched together with",
}

CHANGES = {
    ("boundary", "orbit"): "in orbit only",
    ("boundary", "100km"): "above 100 km",
    ("boundary", "80km"): "above 80 km",
    ("basis", "citizenship"): "by citizenship",
    ("basis", "birth"): "by place of birth",
    ("lineage", "none"): "the state alone",
    ("lineage", "predecessors"): "with its predecessors",
    ("lineage", "successors"): "with its successors",
    ("lineage", "all"): "with predecessors and successors",
}
"""Changes of a definition in words."""
OPTIONS = {
    "100km": "100 km",
    "80km": "80 km",
    "all": "predecessors and successors",
    "birth": "place of birth",
    "country": "state",
    "none": "nothing else",
}
"""Values in words, where these are not those of the API."""


class Piece(NamedTuple):
    """A piece of text, with the page that it leads to or the date that it is."""

    text: str
    page: str | None = None
    at: str | None = None
    note: str | None = None
    exact: str | None = None
    """The whole of what the text tells in short."""


def label(field: str) -> str:
    """What a field is called."""
    known = _LABELS.get(field)
    name = field.rpartition(".")[2]
    return known or name.removesuffix("_count").replace("_", " ").capitalize()


def page_of(url: str) -> str:
    """The page of an address of the API: the same path, without its version."""
    return url.removeprefix("/v1") or "/"


def format_date(edtf: str) -> str:
    """A date as written in a sentence: 2 March 1978, 15:28:10 UTC."""
    if "/" in edtf:
        begin, end = edtf.split("/", 1)
        if begin in ("", ".."):
            return f"until {format_date(end)}"
        return f"from {format_date(begin)}" + (
            "" if end in ("", "..") else f" to {format_date(end)}"
        )
    found = _DATE.fullmatch(edtf)
    if found is None or not 1 <= int(found["month"] or 1) <= len(_MONTHS):
        return edtf
    month = _MONTHS[int(found["month"]) - 1] if found["month"] else None
    number = str(int(found["day"])) if found["day"] else None
    told = " ".join(filter(None, (number, month, found["year"])))
    time = f", {found['time']} UTC" if found["time"] else ""
    return f"{_DOUBTS[found['doubt']]}{told}{time}"


def to_minute(edtf: str) -> str:
    """A date without its seconds."""
    return _SECONDS.sub("", edtf)


def prose(text: str) -> str:
    """A sentence of the API with its dates as readers write them."""
    return _IN_TEXT.sub(lambda found: format_date(found[0]), text)


def capitalise(text: str) -> str:
    """A phrase as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """A label in the middle of a sentence; abbreviations keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def format_duration(seconds: int, most: int = 4) -> str:
    """A span of time in days, hours, minutes and seconds, without what is nought; of
    these at most so many, beginning with the largest.
    """
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    parts = [(days, "d"), (hour, "h"), (minute, "min"), (second, "s")]
    while len(parts) > 1 and not parts[0][0]:
        del parts[0]
    told = " ".join(f"{value} {unit}" for value, unit in parts[:most] if value)
    return told or "0 s"


def number(value: float) -> str:
    """A number with its thousands set apart."""
    whole = int(value)
    return f"{whole:,}" if whole == value else f"{value:,}"


def pieces(field: str, value: Any) -> Iterator[Piece]:
    """What a value of a field says, piece by piece."""
    name = field.rpartition(".")[2]
    if value is None or isinstance(value, list):
        for one in value or []:
            yield from pieces(field, one)
    elif isinstance(value, dict):
        yield _place(value) if name == "locator" else _record(name, value)
    elif isinstance(value, bool):
        yield Piece("yes" if value else "no")
    elif isinstance(value, int | float):
        is_span = name.endswith("_seconds")
        yield Piece(format_duration(int(value)) if is_span else number(value))
    elif name in _DATES or _DAY.match(value):
        found = _DATE.fullmatch(value)
        yield Piece(
            format_date(value), at=value if found and not found["doubt"] else None
        )
    elif name == "record" and "/" in value:
        yield Piece(value, page=f"/{value}")
    elif name == "asks":
        yield Piece(value, page=value)
    elif name in _WORDS:
        yield Piece(OPTIONS.get(value, value.replace("-", " ")))
    else:
        yield Piece(value)


def _record(field: str, value: dict[str, Any]) -> Piece:
    """A record in brief, with what it adds to a name; other values one by one."""
    text = value.get("name") or value.get("title") or value.get("id")
    if text is None:
        held = [
            f"{lower_first(label(name))} {one}"
            for name, one in value.items()
            if one is not None and name not in ("source", "locator")
        ]
        return Piece("; ".join(held))
    notes = [value.get("role"), value.get("kind"), value.get("date")]
    if field in ("first_flight", "last_flight"):
        notes.append((value["launched"] or "").partition("T")[0])
    told = [
        format_date(note.replace("-", " ") if note[0].isalpha() else note)
        for note in notes
        if note
    ]
    url = value.get("url")
    return Piece(text, page_of(url) if url else None, note=", ".join(told) or None)


def _place(locator: dict[str, Any]) -> Piece:
    """Where in a source."""
    if locator["place"]:
        return Piece(locator["place"])
    return Piece(
        f"paragraph {locator['paragraph']}, characters {locator['start']} to"
        f" {locator['end']}; SHA-256 of the passage {locator['sha256']}"
    )
