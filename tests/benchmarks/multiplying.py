"""Multiplies a loaded database by SQL, instead of rendering millions of records.

Every mission, person, flight and event gets copies with other ids and earlier dates.
Rare words of names get other spellings in each copy, so that a search for one finds as
few records as before, and the vocabulary grows with the people. Bodies stay as they
are.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, create_engine, delete, select, text

from app import models as m
from app.db.urls import file_url
from app.ingest.completeness import count_missing_values
from app.ingest.list_counts import insert_list_counts
from app.ingest.search_documents import rebuild_index
from app.query.words import TYPE, stem, trigrams

COMMON = 100
"""Records with a word from which on it is common: copies keep it."""
COPIED = ("missions", "people", "crew", "events", "dockings")
STEP = 86_400
"""Seconds by which each copy was launched before the last."""
FAST = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1500000")
"""Settings for a file that is built again if something fails."""
WORDS = {
    ("names", "folded"): 0,
    ("search_documents", "tokens"): 1,
    ("search_documents", "text"): 0,
}
"""Columns with words, and the letters before each word."""
CODES = (
    "cospar",
    "cospar_folded",
    "gcat_id",
    "gcat_id_folded",
    "value",
    "value_folded",
)
"""Columns with ids of other catalogues, which differ between copies too."""
COMPUTED = (
    m.ListCount,
    m.MissingCount,
    m.SearchTrigram,
    m.VocabularyWord,
)
"""Tables that are computed from the others."""


def multiply(loaded: Path, path: Path, times: int) -> None:
    """Copies a loaded file, with every record that grows so many times."""
    shutil.copy(loaded, path)
    engine = create_engine(file_url(path))
    with engine.connect() as connection:
        for pragma in FAST:
            connection.exec_driver_sql(f"PRAGMA {pragma}")
        indexes = connection.execute(
            text(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql > ''"
            )
        ).all()
        for index in indexes:
            connection.exec_driver_sql(f'DROP INDEX "{index.name}"')
        vocabulary = _vocabulary(connection)
        _copy(connection, times, vocabulary)
        for index in indexes:
            connection.exec_driver_sql(index.sql)
        _compute(connection, times, vocabulary)
        connection.execute(text("ANALYZE"))
        connection.commit()
    engine.dispose()


class Vocabulary(NamedTuple):
    """The words of a catalogue with their numbers of records; rare words of names."""

    documents: dict[str, int]
    rare: frozenset[str]


def _vocabulary(connection: Connection) -> Vocabulary:
    table, name = m.VocabularyWord, m.Name
    rows = connection.execute(select(table.word, table.documents))
    documents = {word: count for word, count in rows}  # noqa: C416 - rows are typed
    names = connection.scalars(select(name.folded).where(name.resource == "people"))
    words = {word for folded in names for word in folded.split()}
    rare = {word for word in words if documents.get(word, COMMON) < COMMON}
    return Vocabulary(documents, frozenset(rare))


def _suffix(copy: int) -> str:
    """Returns two letters that end the rare words of a copy."""
    return chr(ord("a") + copy // 26) + chr(ord("a") + copy % 26)


def _respelt(rare: set[str]) -> Callable[[str, int, int], str]:
    """Returns a function that gives the rare words of a text the suffix of a copy.

    A token has a letter before its word, or several words that are joined by `_`.
    """

    def respelt(text: str, begin: int, copy: int) -> str:
        suffix = _suffix(copy)

        def word_of_copy(word: str) -> str:
            return word + suffix if word in rare else word

        words = (
            word
            if begin and word.startswith(TYPE)
            else word[:begin] + "_".join(map(word_of_copy, word[begin:].split("_")))
            for word in text.split(" ")
        )
        return " ".join(words)

    return respelt


def _copy(connection: Connection, times: int, vocabulary: Vocabulary) -> None:
    driver: Any = connection.connection.driver_connection
    respelt = _respelt({*vocabulary.rare, *map(stem, vocabulary.rare)})
    driver.create_function("respelt", 3, respelt, deterministic=True)
    last = connection.scalar(text("SELECT max(number) FROM search_documents"))
    driver.create_function("last_number", 0, lambda: last, deterministic=True)
    for table in m.Base.metadata.sorted_tables:
        expressions = dict(_expressions(table))
        if any(":copy" in expression for expression in expressions.values()):
            print(f"  {table.name} …", flush=True)
            names, values = ", ".join(expressions), ", ".join(expressions.values())
            order = ", ".join(column.name for column in table.primary_key)
            resources = ", ".join(f"'{name}'" for name in COPIED)
            where = f" WHERE resource IN ({resources})"
            named = where if "resource" in table.columns else ""
            original = (
                f"CREATE TEMP TABLE original AS SELECT * FROM {table.name}{named}"
            )
            connection.execute(text(f"{original} ORDER BY {order}"))
            for copy in range(1, times):
                statement = f"INSERT INTO {table.name} ({names}) SELECT {values}"
                copied = text(f"{statement} FROM original ORDER BY {order}")
                connection.execute(copied, {"copy": copy})
            connection.execute(text("DROP TABLE original"))


def _expressions(table: Table) -> Iterator[tuple[str, str]]:
    """Returns the value of each column in a copy."""
    if table.name in {model.__tablename__ for model in COMPUTED}:
        return
    grows = table.name in COPIED or any(
        key.column.table.name in COPIED for key in table.foreign_keys
    )
    for column in table.columns:
        name = f'"{column.name}"'
        owners = {key.column.table.name for key in column.foreign_keys}
        key_of_own = table.name in COPIED and column.primary_key
        is_code = (grows or table.name == "external_ids") and column.name in CODES
        if key_of_own or owners & set(COPIED) or column.name == "record_id" or is_code:
            yield name, f"{name} || '-c' || :copy"
        elif grows and column.name.endswith(("_earliest", "_latest")):
            yield name, f"{name} - {STEP} * :copy"
        elif (begin := WORDS.get((table.name, column.name))) is not None:
            yield name, f"respelt({name}, {begin}, :copy)"
        elif table.name == "search_documents" and column.primary_key:
            yield name, f"{name} + last_number() * :copy"
        else:
            yield name, name


def _compute(connection: Connection, times: int, vocabulary: Vocabulary) -> None:
    """Fills the tables and indexes that follow from the others."""
    print("  search and numbers …", flush=True)
    for model in COMPUTED:
        connection.execute(delete(model))
    rebuild_index(connection)
    words = dict(_all_words(vocabulary, times))
    _insert(connection, m.VocabularyWord, sorted(words.items()))
    pairs = ((part, word) for word in words for part in trigrams(word))
    _insert(connection, m.SearchTrigram, pairs)
    count_missing_values(connection)
    insert_list_counts(connection)


def _all_words(vocabulary: Vocabulary, times: int) -> Iterator[tuple[str, int]]:
    """Yields the words of all copies, with the number of records that have them."""
    for word, documents in vocabulary.documents.items():
        if word in vocabulary.rare:
            yield word, documents
            yield from ((word + _suffix(copy), documents) for copy in range(1, times))
        else:
            yield word, documents * times


def _insert(
    connection: Connection, model: Any, rows: Iterable[tuple[Any, ...]]
) -> None:
    driver: Any = connection.connection.driver_connection
    marks = ", ".join("?" for _ in model.__table__.columns)
    table = model.__tablename__
    driver.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
