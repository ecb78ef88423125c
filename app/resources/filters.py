"""Declarations of filters: the compared column and the kind of its values."""

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


ALL = "all"


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
    latest_column: Any = None
    """The latest second of a date or a span; `None` for other kinds."""
    through: Select[Any] | None = None
    """Selects ids of records by rows of a related table, which has `column`.

    `None` if `column` belongs to the record itself.
    """
    target: str = ""
    """The resource that an `id` refers to."""
    has_past: bool = False
    """Whether a `record` may be one that exists no more."""
    default: Default | None = None

    @property
    def can_be_lifted(self) -> bool:
        """Whether lists leave records out by this field, until it is `ALL`."""
        return self.default is not None and self.default.applies
