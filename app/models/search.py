"""Tables of the search: documents, and the words of all of them.

SQLite searches the documents through the FTS5 table `search_index`, PostgreSQL through
an index on their tokens. Neither is part of the models: the migration creates them.
"""

from typing import Any

from sqlalchemy import Integer, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import KEY_ONLY, Base, Body, Id

INDEXES = ("search_index", "ix_search_documents_tokens")
"""The full-text indexes, one of SQLite with its tables and one of PostgreSQL."""

FIRST_CLAIM = 1_000_000_000
"""The number of the first claim; all other records have smaller ones."""


class SearchDocument(Base):
    """The tokens and texts by which a record is found.

    `number` is its static rank: of two records that match equally well, the one with
    the smaller number is the better result.
    """

    __tablename__ = "search_documents"
    # An integer of SQLite's own size, so that it is the key of the table
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    resource: Mapped[str]
    record_id: Mapped[str]
    tokens: Mapped[str] = mapped_column(Text().with_variant(TSVECTOR(), "postgresql"))
    """Each token once; `app/query/words.py` makes them."""
    text: Mapped[Body]
    """Its stems in the order of its texts, in which phrases are looked for."""


class VocabularyWord(Base):
    """A word without digits, and in how many documents of records it is."""

    __tablename__ = "search_vocabulary"
    __table_args__ = KEY_ONLY
    word: Mapped[Id]
    documents: Mapped[int]


class SearchTrigram(Base):
    """Three letters in a row of a word, by which near words are found."""

    __tablename__ = "search_trigrams"
    __table_args__ = KEY_ONLY
    trigram: Mapped[Id]
    word: Mapped[Id]


def is_portable(_item: Any, name: str | None, *_others: Any) -> bool:
    """Returns whether both databases have a table or an index.

    Alembic compares only these with the models.
    """
    return name is None or not name.startswith(INDEXES)
