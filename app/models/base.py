"""What every table shares: constraint names, column types, references.

A date is three columns: the EDTF text that is served, and the earliest and latest
second that it can mean, by which it is filtered and sorted. `body` is the record's JSON
as it is served, rendered once when the data is loaded; answering joins bodies.
"""

from typing import Annotated

from sqlalchemy import BigInteger, ForeignKey, Index, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# Byte order, so that both databases sort and page alike
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


# Such a table is its key: SQLite need not keep it a second time
KEY_ONLY = {"sqlite_with_rowid": False}

# A column by which lists are sorted
SORTED = {"sorted": True}

Id = Annotated[str, mapped_column(primary_key=True)]
Body = Annotated[str, mapped_column(Text)]
Sorted = Annotated[int, mapped_column(info=SORTED)]
SortedOptional = Annotated[int | None, mapped_column(info=SORTED)]
SortedMeasure = Annotated[float | None, mapped_column(info=SORTED)]
SortedText = Annotated[str, mapped_column(info=SORTED)]
SortedOptionalText = Annotated[str | None, mapped_column(info=SORTED)]


def index_sorted(metadata: MetaData) -> None:
    """Index every column that lists are sorted by, with the id that breaks ties.

    Ids rise whichever way the column is read, so each direction is an index.
    """
    for table in metadata.tables.values():
        for column in table.columns:
            if column.info.get("sorted"):
                name = f"ix_{table.name}_{column.name}"
                Index(name, column, table.c.id)
                Index(f"{name}_down", column.desc(), table.c.id)


def leads(target: str) -> Mapped[str]:
    """A reference that leads the key, which then is its index."""
    return mapped_column(ForeignKey(target), primary_key=True)


def refers(target: str, *, part_of_key: bool = False) -> Mapped[str]:
    """A required reference."""
    return mapped_column(ForeignKey(target), primary_key=part_of_key, index=True)


def may_refer(target: str) -> Mapped[str | None]:
    return mapped_column(ForeignKey(target), index=True)
