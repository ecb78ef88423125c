"""Declarations of filters: the compared column and the kind of its values."""

import json
from collections.abc import Container
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Select

Kind = Literal[
    "text",
    "name",
    "option",
    "id",
    "country",
    "number",
    "date",
    "span",
    "part",
    "boolean",
    "since",
    "record",
    "field",
]


@dataclass(frozen=True)
class Default:
    """What a list says of a boolean field that its query has no condition on."""

    hint: str
    """Says that there are `{count}` records without the value."""
    value: bool = True
    applies: bool = True
    """Whether the list leaves them out, until the parameter is `ALL`."""
    unless: tuple[str, ...] = ("id",)
    """Other fields whose values replace the default: they name what is meant."""

    @property
    def other_value(self) -> str:
        """The value of the parameter with which these records change sides."""
        return ALL if self.applies else json.dumps(self.value)

    def advice(self, name: str) -> str:
        """Returns how a request with the parameter changes the default."""
        verb = "Include them" if self.applies else "Leave them out"
        return f" {verb} with `{name}={self.other_value}`."


ALL = "all"
SINGULARS = {
    "agencies": "agency",
    "countries": "country",
    "employers": "employer",
    "missions": "mission",
    "organisations": "organisation",
    "people": "person",
    "programmes": "programme",
    "stations": "station",
}
"""Words by which a request may name a filter that has the name of a list."""
_PLURALS = {singular: plural for plural, singular in SINGULARS.items()}


@dataclass(frozen=True)
class Filter:
    """A field that lists can be filtered by.

    Operators follow from `kind`: see `OPERATORS` in `app.query.operators`.
    """

    kind: Kind
    column: Any
    """The compared column; of a date or a span its earliest second."""
    about: str
    """Description in the OpenAPI document."""
    example: str
    """A value that matches at least one record."""
    shown_column: Any = None
    """The column with the text as written, if `column` holds it folded."""
    searched_column: Any = None
    """The column that a part of a text is looked for in, if not `column`."""
    earliest_column: Any = None
    """The earliest second of the date that a `part` is of."""
    latest_column: Any = None
    """The latest second of a date, a part or a span; `None` for other kinds."""
    through: Select[Any] | None = None
    """Selects ids of records by rows of a related table, which has `column`.

    `None` if `column` belongs to the record itself.
    """
    target: str = ""
    """The resource that an `id` refers to."""
    whole: str = ""
    """The filter by the whole date that a `part` is of."""
    part: str = ""
    """Which part of the date: `year`, `decade` or `month`."""
    is_single: bool = False
    """Whether a record has one value at most, although it is `through` a table."""
    has_past: bool = False
    """Whether a `record` may be one that exists no more."""
    default: Default | None = None
    values: tuple[str, ...] = ()
    """The accepted values of an `option`; empty if they are those of the data."""

    @property
    def has_many(self) -> bool:
        """Returns whether a record can have several values."""
        return self.through is not None and not self.is_single

    @property
    def can_be_lifted(self) -> bool:
        """Whether lists leave records out by this field, until it is `ALL`."""
        return self.default is not None and self.default.applies


def singular(name: str) -> str:
    """Returns the name of a filter for a sentence about one value: `crew.country`."""
    before, dot, last = name.rpartition(".")
    return f"{before}{dot}{SINGULARS.get(last, last)}"


def filter_name(name: str, filters: Container[str]) -> str:
    """Returns the name of the filter that a request means: `country` is `countries`.

    Returns an unknown name as it is.
    """
    before, dot, last = name.rpartition(".")
    plural = f"{before}{dot}{_PLURALS.get(last, last)}"
    return plural if name not in filters and plural in filters else name
