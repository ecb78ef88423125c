"""Types of the layouts: the pages of a resource as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Part = Literal["people", "events"]
"""A part of the page of a record. Facts and sources follow all of them."""
PARTS: tuple[Part, ...] = ("people", "events")
"""The parts in the order in which a reader wants them."""


@dataclass(frozen=True)
class Related:
    """A table of related records on the page of a record."""

    title: str
    request: str
    """Request for the rows; `{id}` stands for the id of the record."""
    columns: tuple[str, ...]
    part: Part = "events"
    are_disputes: bool = False
    """Whether the rows are claims, to be compared with our values."""


@dataclass(frozen=True)
class Layout:
    """The pages of a resource: its list, and each record."""

    name: str
    singular: str
    title: str
    lead: str
    columns: tuple[str, ...]
    options: tuple[str, ...]
    """Filters of the form, which may have operators."""
    sorts: tuple[tuple[str, str], ...]
    """Sort orders of the form, each with its name; the first is the default."""
    related: tuple[Related, ...] = ()
    requests: Mapping[str, str] = field(default_factory=dict)
    """Further requests behind the page of a record, by the names of their answers."""
    hidden_fields: tuple[str, ...] = ()
    """Fields that the list of facts leaves out, because another part shows them."""
    has_words: bool = True
    """Whether the form has a field for words."""
    more_options: tuple[str, ...] = ()
    """Filters of the form that are needed rarely."""
    card: tuple[str, ...] = ()
    """Columns that a phone shows beside the first; all if empty."""
    name_in_sentence: str = ""
    """The name of the records in a sentence, if not the title in lower case."""
    default_query: str = ""
    """The query of the list if its address has none."""
    opening_requests: Mapping[str, str] = field(default_factory=dict)
    """Further requests of the list, while its address has no query."""
    others: tuple[str, str] | None = None
    """Address and name of the records that the list leaves out at first."""

    @property
    def plural(self) -> str:
        """The name of the records in a sentence."""
        return self.name_in_sentence or self.title.lower()
