"""The query of a list: its form, its conditions in words, and links that change it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.resources import BY_NAME, Resource
from app.resources.filters import Default
from app.web import facts
from app.web.conditions import (
    PHRASES,
    Names,
    filter_label,
    option_words,
    parameter_words,
    term_words,
    terms_of,
)
from app.web.form_fields import Field, FieldBuilder
from app.web.forms import Form, without
from app.web.layout_types import Layout
from app.web.tables import Column, sort_key, with_sorted
from app.web.wording import capitalise, page_path

MAX_GROUPS = 300
"""Groups of two fields that a page lists; the CSV has all of them."""
_DESCENDING_FIRST = ("number",)
"""Kinds of columns of which the largest values are looked for first."""


class Chip(NamedTuple):
    """A condition of the query in words, with the list without it."""

    name: str
    text: str
    address: str


class Hint(NamedTuple):
    """A hint in words, with the list under another choice and the link to it."""

    text: str
    address: str = ""
    action: str = ""


class Count(NamedTuple):
    """The number of records that have a value, with their list."""

    label: str
    records: int
    address: str


@dataclass(frozen=True, kw_only=True)
class ListForm(Form):
    """The query of a list."""

    layout: Layout
    names: Names
    facets: Mapping[str, list[dict[str, Any]]]
    """The values that the form offers, by filter."""

    @property
    def resource(self) -> Resource:
        return BY_NAME[self.layout.name]

    @property
    def sort(self) -> str:
        """The first sort key, with its sign."""
        return self._sorts[0]

    @property
    def _sorts(self) -> list[str]:
        return self.parameters.get("sort", self.layout.sorts[0][0]).split(",")

    @property
    def noun(self) -> str:
        """The name of the records, in the number in which there are."""
        is_single = self.answer["meta"]["total"] == 1
        noun = self.layout.singular if is_single else self.layout.plural
        return " ".join(filter(None, [noun, " and ".join(self._phrases)]))

    @property
    def _phrases(self) -> list[str]:
        """The conditions that follow the name of the records."""
        words = (PHRASES.get(pair) for pair in self.parameters.items())
        return [phrase for phrase in words if phrase]

    @property
    def summary(self) -> str:
        """The query in words: `missions · Programme: Interkosmos`."""
        texts = [
            chip.text
            for chip in self.chips
            if (chip.name, self.parameters[chip.name]) not in PHRASES
        ]
        return " · ".join([self.noun, *texts])

    @property
    def chips(self) -> list[Chip]:
        """The conditions of the query; each can be removed."""
        terms = {term.name: term for term in terms_of(self.resource, self.parameters)}
        chips = []
        for name, value in self.parameters.items():
            if name in terms:
                text = term_words(terms[name], self.names)
            else:
                text = parameter_words(name, value)
            if text:
                chips.append(Chip(name, text, self.without(name)))
        return chips

    def without(self, name: str) -> str:
        """Returns the address of the list without a parameter, from its first page."""
        kept = {
            other: value
            for other, value in self.parameters.items()
            if other not in (name, "cursor")
        }
        if not kept and self.page.default_query:
            # An address without a query has the default one
            kept = {"sort": self.layout.sorts[0][0]}
        return self._address(kept)

    def _address(self, parameters: dict[str, str]) -> str:
        form = Form(self.page, parameters, self.answer, is_empty=not parameters)
        return form.address

    @property
    def columns(self) -> Iterator[Column]:
        """The columns of the table, with that of the sort key."""
        sorts = self.resource.sorts
        current = self.sort.removeprefix("-")
        names = with_sorted(self.layout.columns, current, sorts)
        card = {*self.layout.card, *names[:1]} if self.layout.card else {*names}
        for name in names:
            key = sort_key(name, sorts)
            order = ""
            if key and key == current:
                order = "descending" if self.sort.startswith("-") else "ascending"
            address = self._sorted_by(key, order) if key else ""
            is_in_card = name in card or name not in self.layout.columns
            yield Column(name, address, order, is_in_card)

    def _sorted_by(self, key: str, order: str) -> str:
        """Returns the list sorted by a key; another click turns the order round."""
        declared = self.resource.filters.get(key)
        falls = order == "ascending"
        if not order:
            falls = declared is not None and declared.kind in _DESCENDING_FIRST
        sorted_list = self.parameters | {"sort": f"-{key}" if falls else key}
        sorted_list.pop("cursor", None)
        return self._address(sorted_list)

    @property
    def sort_options(self) -> list[tuple[str, str, bool]]:
        """The sort orders to choose from: value, words, and whether it is chosen."""
        chosen = ",".join(self._sorts)
        return [(value, text, value == chosen) for value, text in self.layout.sorts]

    @property
    def _builder(self) -> FieldBuilder:
        return FieldBuilder(self.resource, self.parameters, self.facets, self.names)

    @property
    def fields(self) -> list[Field]:
        """The fields of the form that are always shown."""
        return self._builder.fields(self.layout.options)

    @property
    def more_fields(self) -> list[Field]:
        """The fields of the form that are needed rarely."""
        return self._builder.fields(self.layout.more_options)

    @property
    def has_more_values(self) -> bool:
        """Whether a field that is needed rarely has a value."""
        return any(name in self.parameters for name in self.layout.more_options)

    @property
    def visible(self) -> set[str]:
        return {"q", "sort", *self.layout.options, *self.layout.more_options}

    @property
    def hints(self) -> list[Hint]:
        """The hints of the answer, with labels and links instead of parameters."""
        return [self._hint(hint) for hint in facts.hints(self.answer)]

    def _hint(self, hint: str) -> Hint:
        for name, default in self._defaults.items():
            if hint.endswith(advice := default.advice(name)):
                changed = self.parameters | {name: default.other_value}
                changed.pop("cursor", None)
                action = "Include these" if default.applies else "Leave these out"
                text = hint.removesuffix(advice)
                return Hint(text, self._address(changed), action)
        return Hint(capitalise(self._labelled(hint)))

    @property
    def _defaults(self) -> dict[str, Default]:
        """The filters of which a list says what a query without them does."""
        filters = self.resource.filters.items()
        return {
            name: declared.default for name, declared in filters if declared.default
        }

    def _labelled(self, hint: str) -> str:
        name, blank, rest = hint.partition(" ")
        if name in self.resource.filters or name in self.resource.sorts:
            # A label may be a plural: "Missions: not known for 19 records"
            return f"{filter_label(name)}: {rest.removeprefix('is ')}"
        return f"{name}{blank}{rest}"

    @property
    def json(self) -> str:
        """The address of this page of the list as JSON."""
        return f"/v1{self._address(self.parameters)}"

    @property
    def csv(self) -> str:
        """The address of the whole list as CSV, which has no counts."""
        url = f"/v1{self.page.address}?{self._query(format='csv')}"
        return without(url, ("group_by", "cursor"))

    @property
    def counts(self) -> list[tuple[str, list[Count]]]:
        """The counts of values that the query asks for, by the label of the fields."""
        fields = self.parameters.get("group_by") or self.parameters.get("facet") or ""
        names = fields.split(",")
        meta = self.answer["meta"]
        counts = [
            (filter_label(name), [self._count([name], each) for each in buckets])
            for name, buckets in (meta.get("facets") or {}).items()
        ]
        if groups := meta.get("groups"):
            title = ", ".join(map(filter_label, names))
            shown = groups[:MAX_GROUPS]
            counts.append((title, [self._count(names, each) for each in shown]))
        return counts

    def _count(self, names: list[str], group: dict[str, Any]) -> Count:
        values = group.get("values") or {names[0]: group["value"]}
        labels = group.get("labels") or {names[0]: group["label"]}
        words = " · ".join(
            self._value_words(name, values[name], labels[name]) for name in names
        )
        return Count(words, group["count"], page_path(group["url"]))

    def _value_words(self, name: str, value: str | None, text: str) -> str:
        declared = self.resource.filters.get(name)
        if declared is None or value is None:
            return text
        return option_words(name, declared, text)
