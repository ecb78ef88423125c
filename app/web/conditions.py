"""The conditions of a query in words: `State: not Soviet Union`."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from app.dates import YEARLESS
from app.query.operators import (
    AT_LEAST,
    AT_MOST,
    CONTAINS,
    EACH,
    EXISTS,
    NOT,
    Operator,
    split_name,
)
from app.query.value_lists import split_values
from app.resources import BY_NAME, Resource
from app.resources.date_parts import PARTS
from app.resources.filters import Filter, singular
from app.services.snapshot import Snapshot
from app.web.layouts import LAYOUTS
from app.web.record_names import record_name
from app.web.wording import (
    CHANGES,
    capitalise,
    format_date,
    label,
    lower_first,
    pieces,
    vocabulary_word,
)

Names = Mapping[tuple[str, str], str]
"""Names of records by resource and by the text that a query has for them."""
PHRASES = {
    ("agreement", "agrees"): "that agree with our data",
    ("agreement", "disagrees"): "that disagree with our data",
    ("counted", "all"): "including those that did not lift off",
    ("counted", "false"): "that did not lift off",
    ("flown", "false"): "who did not fly in space",
    ("flown", "true"): "who flew in space",
    ("guest", "false"): "who never flew as guests",
    ("guest", "true"): "who flew as guests",
}
"""Conditions that follow the name of a list, by parameter and value."""
_OTHER_PARAMETERS = {
    "q": "Name or text: “{value}”",
    "date_match": "Dates: certain and possible matches",
    "group_by": "Counted by: {fields}",
    "facet": "Counted by: {fields}",
}
_BOUNDS = {AT_LEAST: ("or later", "or more"), AT_MOST: ("or earlier", "or less")}
"""Words after a bound: of a date, and of a number."""
_DATED = ("date", "span", "since")
_YEAR = "2000"
"""Stands for the year of a date that has none, while it is written out."""


class Term(NamedTuple):
    """A parameter of a query that filters a list, with its values."""

    resource: str
    name: str
    field: str
    operator: Operator
    declared: Filter
    texts: list[str]

    def reference(self, text: str) -> tuple[str, str] | None:
        """Returns the resource and the id that a value names; `None` for others."""
        if self.operator.suffix == EXISTS:
            return None
        if self.declared.kind == "record":
            resource, slash, record_id = text.partition("/")
            return (resource, record_id) if slash else None
        is_state = self.declared.kind == "country"
        target = "countries" if is_state else self.declared.target
        return (target, text) if target else None


def terms_of(resource: Resource, parameters: Mapping[str, str]) -> Iterator[Term]:
    """Yields the filters among the parameters of an answered query."""
    for name, value in parameters.items():
        field, operator = split_name(name)
        declared = resource.filters.get(field)
        if declared and operator:
            texts = split_values(value, declared, operator)
            yield Term(resource.name, name, field, operator, declared, texts)


async def names_in(
    snapshot: Snapshot, resource: Resource, parameters: Mapping[str, str]
) -> Names:
    """Returns the names of the records that a query names by any of their ids."""
    lookups = snapshot.for_request().lookups
    references = {
        reference
        for term in terms_of(resource, parameters)
        for text in term.texts
        if (reference := term.reference(text)) and reference[0] in BY_NAME
    }
    names: dict[tuple[str, str], str] = {}
    for target, text in sorted(references):
        # A change may be of a record that exists no more
        record_id = await lookups.record_id(target, text)
        known = await lookups.names(target, filter(None, [record_id]))
        names[target, text] = next(iter(known.values()), "")
    return names


def filter_label(name: str) -> str:
    """Returns the label of a filter, without its operator."""
    field = split_name(name)[0]
    whole, _, part = field.rpartition(".")
    if part in PARTS:
        return f"{label(whole)} ({part})"
    return label(singular(field))


def term_words(term: Term, names: Names) -> str:
    """Returns a filter in words: its label and its values."""
    if len(term.texts) == 1 and (phrase := PHRASES.get((term.name, term.texts[0]))):
        return capitalise(phrase)
    values = [value_words(term, text, names) for text in term.texts]
    joined = (" and " if term.operator is EACH else " or ").join(values)
    if term.operator is NOT:
        joined = f"not {joined}"
    return f"{_term_label(term)}: {joined}"


def _term_label(term: Term) -> str:
    if term.declared.kind == "since":
        return "Changed since"
    if term.field == "id":
        return capitalise(_LAYOUTS[term.resource].singular)
    return filter_label(term.field)


def parameter_words(name: str, value: str) -> str:
    """Returns a parameter that is no filter in words; empty if no condition."""
    if name == "lineage":
        return capitalise(CHANGES[name, value])
    fields = ", ".join(lower_first(filter_label(field)) for field in value.split(","))
    return _OTHER_PARAMETERS.get(name, "").format(value=value, fields=fields)


def value_words(term: Term, text: str, names: Names) -> str:
    """Returns one value of a filter in words."""
    suffix, kind = term.operator.suffix, term.declared.kind
    if suffix == EXISTS:
        return "recorded" if text == "true" else "not recorded"
    if suffix == CONTAINS:
        return f"contains “{text}”"
    reference = term.reference(text)
    if reference:
        words = names.get(reference) or record_name("/".join(reference))
    else:
        words = _plain_words(term, text)
    later, more = _BOUNDS.get(suffix, ("", ""))
    return " ".join(filter(None, (words, later if kind in _DATED else more)))


def _plain_words(term: Term, text: str) -> str:
    """Returns a value that is no id in words."""
    declared = term.declared
    if declared.kind in _DATED or declared.kind == "part":
        return _date_words(text)
    if declared.kind == "number":
        return next(pieces(term.field, float(text))).text
    if term.field == "field":
        return label(text)
    return option_words(term.field, declared, text)


def option_words(field: str, declared: Filter, text: str) -> str:
    """Returns a value of a list of options in words."""
    if declared.kind == "boolean":
        phrase = PHRASES.get((field, text), "yes" if text == "true" else "no")
        return capitalise(phrase.removeprefix("who "))
    if field == "resource":
        return resource_title(text)
    return capitalise(vocabulary_word(text)) if declared.values else text


def resource_title(name: str) -> str:
    """Returns the title of the list of a kind of record."""
    return _LAYOUTS[name].title if name in _LAYOUTS else capitalise(name)


def _date_words(text: str) -> str:
    if text.startswith(YEARLESS):
        date = format_date(text.replace(YEARLESS, f"{_YEAR}-"))
        return date.replace(f" {_YEAR}", "").removeprefix("from ") + " of any year"
    if text.endswith("X"):
        return f"{text[:3]}0s"
    words = format_date(text)
    return words.removeprefix("from ") if " to " in words else words


_LAYOUTS = {layout.name: layout for layout in LAYOUTS}
