"""The fields of the form of a list, derived from the declared filters."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.query.limits import MAX_FACETS
from app.query.operators import EQUALS, NOT, split_name
from app.resources import Resource
from app.resources.filters import Filter
from app.web.conditions import (
    Names,
    filter_label,
    option_words,
    term_words,
    terms_of,
)
from app.web.layout_types import Layout
from app.web.wording import CHANGES, format_number, lower_first

_COUNTED_KINDS = ("option", "id", "country")
_DATED = ("date", "span")
_NO_CHOICE = {
    "cites": "any work",
    "flown": "everyone in the data",
    "guest": "guests and others",
    "parent": "any",
    "resource": "any kind",
}
"""The option of no condition, if it is not `any` and the label."""
MAX_CHOICES = 300
"""A field with more values is a line of text, which keeps the page small."""
_LINEAGES = ("predecessors", "successors", "all")


class Option(NamedTuple):
    """An option of a select element: the value sent, and its label."""

    value: str
    label: str
    is_selected: bool = False


@dataclass(frozen=True)
class Field:
    """A field of a form: a select element, or a line of text if it has no options."""

    name: str
    label: str
    value: str
    options: tuple[Option, ...] = ()
    placeholder: str = ""


def counted_fields(layout: Layout, resource: Resource) -> list[str]:
    """Returns the filters whose values are counted, so that each can be chosen."""
    names = [*layout.options, *layout.more_options]
    known = {name: resource.filters[name] for name in names if name in resource.filters}
    counted = [name for name in known if known[name].kind in _COUNTED_KINDS]
    return counted[:MAX_FACETS]


@dataclass(frozen=True)
class FieldBuilder:
    """Builds the fields of a form from a query and its answer."""

    resource: Resource
    parameters: Mapping[str, str]
    facets: Mapping[str, list[dict[str, Any]]]
    """The values that occur, by filter."""
    names: Names

    def fields(self, filters: Iterable[str]) -> list[Field]:
        """Returns the fields for some filters, which may have operators."""
        return [self._field(name) for name in filters]

    def _field(self, name: str) -> Field:
        value = self.parameters.get(name, "")
        if name == "lineage":
            return Field(
                name, "Predecessors and successors", value, self._lineages(value)
            )
        field, operator = split_name(name)
        declared = self.resource.filters[field]
        text = filter_label(field)
        if operator is NOT:
            text = f"Not {lower_first(text)}"
        elif operator is not EQUALS:
            text = f"{text}, at least"
        if declared.kind in _DATED:
            return Field(name, text, value, placeholder="e.g. 1978/1981")
        choices = list(self._choices(field, declared))
        if not 0 < len(choices) <= MAX_CHOICES:
            return Field(name, text, value)
        return Field(name, text, value, self._options(name, text, value, choices))

    def _lineages(self, value: str) -> tuple[Option, ...]:
        options = (
            Option(each, CHANGES["lineage", each], each == value) for each in _LINEAGES
        )
        return (Option("", "not included"), *options)

    def _choices(self, field: str, declared: Filter) -> Iterator[tuple[str, str]]:
        """Yields the values to choose from, each with its label."""
        buckets = [each for each in self.facets.get(field, ()) if each["value"]]
        for bucket in buckets:
            words = option_words(field, declared, bucket["label"])
            yield bucket["value"], f"{words} ({format_number(bucket['count'])})"
        if not buckets:
            values = ("true", "false") if declared.kind == "boolean" else ()
            for value in values or declared.values:
                yield value, option_words(field, declared, value)

    def _options(
        self, name: str, text: str, value: str, choices: list[tuple[str, str]]
    ) -> tuple[Option, ...]:
        """Returns the options; a value of the query that is none of them is added."""
        options = [Option("", _NO_CHOICE.get(name, f"any {lower_first(text)}"))]
        if value and value not in dict(choices):
            [term] = terms_of(self.resource, {name: value})
            words = term_words(term, self.names).partition(": ")[2]
            options.append(Option(value, words, is_selected=True))
        options += [Option(each, words, each == value) for each, words in choices]
        return tuple(options)
