"""The conventions of all tables: names of constraints, column types, references.

A date is three columns: the EDTF text that is served, and the earliest and latest
second that it can mean, by which it is filtered and sorted. `body` is the JSON of a
record as it is served; it is rendered once, when the data is loaded.
"""

from typing import Annotated

from sqlalchemy import BigInteger, ForeignKey, Index, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# Sorts by bytes in both databases, so that pages are alike
Bytewise = String().with_variant(String(collation="C"), "postgresql")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: Bytewise, int: BigInteger}  # noqa: RUF012 - read once


# SQLite stores a table whose columns are its key once instead of twice
KEY_ONLY = {"sqlite_with_rowid": False}

# Marks a column that lists are sorted by
SORTED = {"sorted": True}
# Marks a column with a text in which only case is folded (`fold_case`)
CASE_FOLDED = {"case_folded": True}

Id = Annotated[str, mapped_column(primary_key=True)]
Body = Annotated[str, mapped_column(Text)]
Sorted = Annotated[int, mapped_column(info=SORTED)]
SortedOptional = Annotated[int | None, mapped_column(info=SORTED)]
SortedMeasure = Annotated[float | None, mapped_column(info=SORTED)]
Checked = Annotated[float, mapped_column(info=SORTED)]
"""Share of the facts of a record that two independent sources state, 0 to 1."""
ChangedIn = Annotated[int, mapped_column(info=SORTED)]
"""Number of the release, from 1, in which a record last changed.

A record that has changed since the last release has the number of the next one.
"""
FoldedText = Annotated[str | None, mapped_column(info=CASE_FOLDED, index=True)]
"""The text of the column without `_folded`, by which lists are filtered."""
SortedText = Annotated[str, mapped_column(info=SORTED)]
SortedOptionalText = Annotated[str | None, mapped_column(info=SORTED)]


def index_sorted(metadata: MetaData) -> None:
    """Adds indexes on every column that lists are sorted by, with the id as tie-break.

    Ids ascend in both directions of the column, so each direction is an index.
    """
    for table in metadata.tables.values():
        for column in table.columns:
            if column.info.get("sorted"):
                name = f"ix_{table.name}_{column.name}"
                Index(name, column, table.c.id)
                Index(f"{name}_down", column.desc(), table.c.id)


def key_reference(target: str) -> Mapped[str]:
    """Declares a reference that is the first column of the key, which indexes it."""
    return mapped_column(ForeignKey(target), primary_key=True)


def reference(target: str, *, part_of_key: bool = False) -> Mapped[str]:
    """Declares a required reference with an index."""
    return mapped_column(ForeignKey(target), primary_key=part_of_key, index=True)


def optional_reference(target: str) -> Mapped[str | None]:
    """Declares a reference that may be NULL, with an index."""
    return mapped_column(ForeignKey(target), index=True)
