"""The columns of tables, with the links that sort a list by them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.web import facts
from app.web.wording import label

_PLAIN = frozenset(
    (
        *("agreement", "aboard", "countries", "country", "crew", "kind", "mission"),
        *("organisations", "outcome", "people", "person", "place"),
        *("region", "role", "spacecraft", "station", "status", "summary", "target"),
    )
)
"""Columns whose values need no label in a card."""


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    name: str
    address: str = ""
    """The list sorted by the column; empty if it cannot be."""
    order: str = ""
    """`ascending` or `descending` if the list is sorted by the column."""
    is_in_card: bool = True
    """Whether a card, which stands for a row on a phone, has the value."""

    @property
    def label(self) -> str:
        return label(self.name)

    @property
    def is_number(self) -> bool:
        return facts.is_number(self.name)

    @property
    def classes(self) -> str:
        """The classes of a cell, separated by blanks."""
        names = {
            "number": self.is_number,
            "labelled": self.name.rpartition(".")[2] not in _PLAIN,
            "extra": not self.is_in_card,
        }
        return " ".join(name for name, has_it in names.items() if has_it)


def as_columns(columns: Iterable[Column | str]) -> list[Column]:
    """Returns columns; a name alone is a column that cannot be sorted."""
    return [Column(each) if isinstance(each, str) else each for each in columns]


def sort_key(column: str, sorts: Collection[str]) -> str:
    """Returns the key that sorts by a column; empty if there is none.

    A mission in the column `first_flight` has the key `first_flight.launched`.
    """
    keys = (key for key in sorts if key == column or key.startswith(f"{column}."))
    return next(keys, "")


def with_sorted(
    columns: tuple[str, ...], key: str, sorts: Collection[str]
) -> tuple[str, ...]:
    """Returns columns with the one that the list is sorted by.

    Ids are not shown, and the name of a statement begins with its record.
    """
    shown = {sort_key(column, sorts) for column in columns}
    return columns if key in (*shown, "id", "record") else (*columns, key)
