"""The head of the page of a record: its title, and a sentence that says what it is.

Most records have a summary. An opening is composed from the facts of the others, and of
those whose summary is only a remark, such as "Standing in an open hatch."
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.web.record_names import record_name
from app.web.statements import certainty, title_of_claim, verdict
from app.web.wording import (
    capitalise,
    format_date,
    format_number,
    label,
    lower_first,
    prose,
)

Json = dict[str, Any]
MAX_REMARK = 60
"""Characters of a summary that may need an opening before it."""
_KINDS = {
    "crewed-orbital": "Crewed flight in orbit",
    "crewed-suborbital": "Crewed flight to the edge of space",
    "uncrewed-orbital": "Flight without a crew",
    "cargo": "Cargo flight",
    "module": "Flight of a module",
    "test": "Test flight",
    "core": "Core module",
    "arm": "Robot arm",
    "other": "Part",
    "model": "Type of spacecraft",
    "vehicle": "Vehicle",
}
"""Kinds in words that can begin a sentence, where they differ from the value."""
_UNNAMED = {"claims": "claim ", "dataset": "the data set", "errata": "erratum "}
"""Words before the ids of records that have no names."""
_PARTS = {
    "assigned": ("assignment of", "people"),
    "claims": ("statement about", ""),
    "coverage": ("coverage of", "dataset"),
    "gaps": ("gap", "dataset"),
}
"""Parts of a record that change, in words, with the resource of their ids if any."""
_WITH_ARTICLE = (
    "International Space Station",
    "Netherlands",
    "Philippines",
    "Soviet",
    "United",
)
"""Beginnings of names that need an article in a sentence."""


def title_of(record: Json) -> str:
    """Returns the title of the page of a record."""
    if "mission" in record and "target" in record:
        return _docking_title(record)
    if "person" in record and "mission" in record:
        return f"{record['person']['name']} on {record['mission']['name']}"
    if "stated_value" in record:
        return title_of_claim(record)
    if "release" in record:
        return _changed(record)
    name = record.get("name") or record.get("title") or record["id"]
    return prose(name)


def _changed(change: Json) -> str:
    """Returns the name of the record that a release changed, and that of the fact.

    A change of a whole record has no fact.
    """
    record, field = change["record"], change["field"]
    resource = record.partition("/")[0]
    name = capitalise(_UNNAMED.get(resource, "") + record_name(record))
    return f"{name}, {fact_name(field)}" if field else name


def fact_name(field: str) -> str:
    """Returns the name of a changed fact in the middle of a sentence."""
    first, _, rest = field.partition(".")
    words, resource = _PARTS.get(first, ("", ""))
    second = rest.partition(".")[0]
    if resource:
        return f"{words} {record_name(f'{resource}/{second}')}"
    return f"{words} {lower_first(label(second if words else field))}".strip()


def _docking_title(docking: Json) -> str:
    """Returns the two sides of a docking and its day, if that is known."""
    title = f"{docking['mission']['name']} with {docking['target']['name']}"
    day = _day(docking["docked"])
    return f"{title}, {format_date(day)}" if day else title


def lead_of(resource: str, record: Json) -> str:
    """Returns the sentences that begin the page of a record; never an empty text."""
    summary = "" if "stated_value" in record else record.get("summary") or ""
    compose = _OPENINGS.get(resource)
    if compose is None or len(summary) > MAX_REMARK:
        return prose(summary or f"A record among the {resource} of the data.")
    return prose(f"{compose(record)} {summary}".strip())


def _day(edtf: str | None) -> str:
    return (edtf or "").partition("T")[0]


def _when(edtf: str | None) -> str:
    """Returns a date with its preposition: `on 2 March 1978`, `in 1978`."""
    day = _day(edtf)
    if not day:
        return ""
    is_day = len(day.rstrip("~?%")) > len("1978-03")
    return f"{'on' if is_day else 'in'} {format_date(day)}"


def _kind(record: Json) -> str:
    kind = record["kind"]
    return _KINDS.get(kind, capitalise(kind.replace("-", " ")))


def _names(records: Iterable[Json] | None) -> str:
    *names, last = [_name(record) for record in records or ()] or [""]
    return f"{', '.join(names)} and {last}" if names else last


def _joined(*parts: tuple[str, str | None]) -> str:
    """Returns a sentence of the parts whose value is known, each after its word."""
    words = (f"{word} {value}".strip() for word, value in parts if value)
    return f"{' '.join(words)}.".replace(" ,", ",")


def _name(record: Json | None) -> str:
    """Returns a name as it stands in a sentence; empty for no record."""
    name: str = record["name"] if record else ""
    return f"the {name}" if name.startswith(_WITH_ARTICLE) else name


def _mission(mission: Json) -> str:
    return _joined(
        ("", _kind(mission)),
        ("of", _names(mission["countries"])),
        ("to", _name(mission["destination"])),
        (", launched", _when(mission["launched"])),
        ("from", _name(mission["launch_site"])),
    )


def _event(event: Json) -> str:
    return _joined(
        ("", _kind(event)),
        ("of", _names(event["people"])),
        ("at", _names(event["stations"])),
        ("", _when(event["at"])),
        (", for", event["duration_text"]),
    )


def _docking(docking: Json) -> str:
    names = {"docked": "Docking", "failed": "Failed docking"}
    begin = names.get(docking["outcome"], "Planned docking")
    if docking["method"] == "berthing" and docking["outcome"] == "docked":
        begin = "Berthing by a robot arm"
    return _joined(
        (f"{begin} of", docking["mission"]["name"]),
        ("with", docking["target"]["name"]),
        ("", _when(docking["docked"])),
        ("for", docking["duration_text"]),
    )


def _flight(flight: Json) -> str:
    return _joined(
        ("", flight["person"]["name"]),
        ("flew on", flight["mission"]["name"]),
        ("as", (flight["role"] or "").replace("-", " ")),
        ("", _when(flight["launched"])),
        ("for", flight["duration_text"]),
        (", as a citizen of", _names(flight["countries"])),
        (", aged", flight["age_at_launch"]),
    )


def _site(site: Json) -> str:
    counts = [
        f"{format_number(count)} {word}{plural * (count != 1)}"
        for word, plural in (("launch", "es"), ("landing", "s"))
        if (count := site[f"{word}{plural}_count"])
    ]
    sentence = _joined(
        ("", _kind(site)),
        ("of", _name(site["parent"])),
        (", in", _names((site["countries"] or ())[-1:])),
    )
    return sentence + (f" {' and '.join(counts)} in the data." if counts else "")


def _country(country: Json) -> str:
    begin = _joined(("", "Country"), ("in", country["subregion"]))
    count = country["citizens_flown_count"]
    if not count:
        return f"{begin} None of its citizens has flown."
    flown = "One citizen has" if count == 1 else f"{format_number(count)} citizens have"
    flight = country["first_flight"]
    first = _joined(
        ("The first was", _names(country["first_citizens"])),
        ("on", _name(flight)),
        ("", _when(flight["launched"])),
    )
    return f"{begin} {flown} flown. {first}"


def _module(module: Json) -> str:
    return _joined(
        ("", _kind(module)),
        ("of", _name(module["station"])),
        (", launched", _when(module["launched"])),
    )


def _spacecraft(craft: Json) -> str:
    return _joined(
        ("", _kind(craft)),
        ("of", _names(craft["countries"])),
        (", first launched", _when(craft["first_launched"])),
    )


def _organisation(organisation: Json) -> str:
    return _joined(
        ("", _kind(organisation)),
        ("of", _name(organisation["country"])),
        (", founded", _when(organisation["founded"])),
    )


def _source(source: Json) -> str:
    score, csl = source["score"], source["csl"]
    count = score["claims_count"]
    begin = _joined(
        ("", _kind(source)),
        ("in", csl.get("container-title")),
        ("by", csl.get("publisher")),
        (",", format_date(source["issued"]) if source["issued"] else ""),
    )
    if not count:
        return f"{begin} No statement of it is in the data."
    statements = f"{format_number(count)} statement{'s' * (count != 1)}"
    against = score["disagreeing_count"]
    disagree = f"{format_number(against)} of them disagree{'s' * (against == 1)}"
    verb = "are" if count != 1 else "is"
    return f"{begin} {statements} of it {verb} in the data; {disagree} with our values."


def _change(change: Json) -> str:
    sentence = (
        f"Release {change['release']} of {format_date(change['released'])}"
        f" {change['kind']} {'the fact' if change['field'] else 'the record'}."
    )
    if change["field"]:
        return sentence
    facts = change["new"] or change["old"]
    return f"{sentence} {facts.get('says') or facts.get('summary') or ''}".strip()


_OPENINGS: Mapping[str, Callable[[Json], str]] = {
    "missions": _mission,
    "events": _event,
    "dockings": _docking,
    "crew": _flight,
    "sites": _site,
    "countries": _country,
    "modules": _module,
    "spacecraft": _spacecraft,
    "organisations": _organisation,
    "sources": _source,
    "claims": verdict,
    "errata": certainty,
    "changes": _change,
}
"""How the records of a list begin, by the name of the list."""
