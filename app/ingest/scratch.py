"""What does not fit into memory, in a temporary database.

SQLite keeps the pages that exceed its cache in a file without a name, in the folder of
`SQLITE_TMPDIR`, and removes it when the connection is closed or the process ends.
"""

import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import count, islice
from sqlite3 import Connection, connect
from typing import Any, Generic, TypeVar
from weakref import finalize

CACHE = 16_384
"""Kilobytes of a temporary database that stay in memory."""
KEPT = 2048
"""Values of a table that are kept in memory after they were read."""
BATCH = 500
"""Rows that are read or written together."""
Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """Yields items in lists of a size; the last list may be shorter."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch


class Lookup(Generic[Item]):
    """Values that are computed when they are looked up; the last ones are kept.

    A value that is empty counts as missing.
    """

    def __init__(self, compute: Callable[[str], Item]) -> None:
        self._compute = lru_cache(KEPT)(compute)

    def __getitem__(self, key: str) -> Item:
        return self._compute(key)

    def __contains__(self, key: str) -> bool:
        return bool(self._compute(key))

    def get(self, key: str, default: Item) -> Item:
        return self._compute(key) or default


class Scratch:
    """A temporary database with tables that have numbers for names."""

    def __init__(self) -> None:
        self.connection: Connection = connect(
            "", isolation_level=None, check_same_thread=False
        )
        for pragma in ("journal_mode = OFF", f"cache_size = -{CACHE}"):
            self.connection.execute(f"PRAGMA {pragma}")
        # Ends with the connection; nothing is ever undone
        self.connection.execute("BEGIN")
        self._numbers = count()
        finalize(self, self.connection.close)

    def create(self, columns: str, options: str = "") -> str:
        """Creates a table and returns its name."""
        name = f"t{next(self._numbers)}"
        self.connection.execute(f"CREATE TABLE {name} ({columns}) {options}")
        return name

    def sort(self, rows: Iterable[tuple[Any, ...]], width: int) -> "Sorted":
        """Returns tuples of so many values in ascending order; equal ones are one.

        Texts are sorted by code points, as Python sorts them.
        """
        names = [f"c{place}" for place in range(width)]
        columns = [f"{name} NOT NULL" for name in names]
        key = f"PRIMARY KEY ({', '.join(names)})"
        table = self.create(", ".join([*columns, key]), "WITHOUT ROWID")
        values = ", ".join("?" * width)
        self.connection.executemany(
            f"INSERT OR IGNORE INTO {table} VALUES ({values})", rows
        )
        return Sorted(self, f"SELECT * FROM {table} ORDER BY {', '.join(names)}")

    def count_distinct(self, pairs: Iterable[tuple[str, str]]) -> Counter[str]:
        """Returns the number of different second values, by the first one."""
        return Counter(key for key, _ in self.sort(pairs, 2))


class Sorted:
    """Rows in order, which can be read several times."""

    def __init__(self, scratch: Scratch, statement: str) -> None:
        self._scratch, self._statement = scratch, statement

    def __iter__(self) -> Iterator[Any]:
        return self._scratch.connection.execute(self._statement)


class KeySet:
    """A set of texts."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self._table = scratch.create("key PRIMARY KEY", "WITHOUT ROWID")

    def __contains__(self, key: str) -> bool:
        statement = f"SELECT 1 FROM {self._table} WHERE key = ?"
        rows = self._scratch.connection.execute(statement, (key,))
        return rows.fetchone() is not None

    def update(self, keys: Iterable[str]) -> None:
        insert = f"INSERT OR IGNORE INTO {self._table} VALUES (?)"
        self._scratch.connection.executemany(insert, ((key,) for key in keys))


class Stored(Generic[Item]):
    """Values in a table, numbered in their order from 1; the last read ones are kept.

    Each may have an id. `pack` and `unpack` turn a value into what is stored, and back.
    """

    def __init__(
        self,
        scratch: Scratch,
        pack: Callable[[Item], Any],
        unpack: Callable[[Any], Item],
    ) -> None:
        self._execute = scratch.connection.execute
        self._executemany = scratch.connection.executemany
        self._scratch, self._pack, self._unpack = scratch, pack, unpack
        self._table = scratch.create("number INTEGER PRIMARY KEY, id, data")
        self._length = 0
        self._groups: dict[str, Groups[Item]] = {}
        self.at = lru_cache(KEPT)(self._read)
        self.number_of = lru_cache(KEPT)(self._find)

    def fill(self, items: Iterable[tuple[str | None, Item]]) -> None:
        """Stores values with their ids, after which no others may follow."""
        self._executemany(
            f"INSERT INTO {self._table} (id, data) VALUES (?, ?)",
            ((key, pickle.dumps(self._pack(item))) for key, item in items),
        )
        self._execute(f"CREATE INDEX {self._table}_id ON {self._table} (id)")
        [self._length] = self._execute(f"SELECT count(*) FROM {self._table}").fetchone()

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Item]:
        if self._length <= KEPT:
            return map(self.at, range(1, self._length + 1))
        rows = self._execute(f"SELECT data FROM {self._table} ORDER BY number")
        return (self._decode(data) for (data,) in rows)

    def ids(self) -> Iterator[str]:
        rows = self._execute(f"SELECT id FROM {self._table} ORDER BY number")
        return (key for (key,) in rows)

    def _decode(self, data: bytes) -> Item:
        return self._unpack(pickle.loads(data))  # noqa: S301 - written by `fill`

    def _read(self, number: int) -> Item:
        statement = f"SELECT data FROM {self._table} WHERE number = ?"
        [data] = self._execute(statement, (number,)).fetchone()
        return self._decode(data)

    def _find(self, key: str) -> int | None:
        """Returns the number of the last value with an id, `None` without any."""
        statement = f"SELECT max(number) FROM {self._table} WHERE id = ?"
        [number] = self._execute(statement, (key,)).fetchone()
        last: int | None = number
        return last

    def group(
        self, name: str, keys_of: Callable[[Item], Iterable[str]]
    ) -> "Groups[Item]":
        """Returns values by keys that each has; they are found once for a name."""
        if name not in self._groups:
            self._groups[name] = Groups(self._scratch, self, keys_of)
        return self._groups[name]


class Groups(Generic[Item]):
    """Values by key, in their order; a value with several keys is in several groups."""

    def __init__(
        self,
        scratch: Scratch,
        stored: Stored[Item],
        keys_of: Callable[[Item], Iterable[str]],
    ) -> None:
        self._execute, self._stored = scratch.connection.execute, stored
        self._table = scratch.create(
            "key, number, PRIMARY KEY (key, number)", "WITHOUT ROWID"
        )
        keys = (
            (key, number)
            for number, item in enumerate(stored, start=1)
            for key in keys_of(item)
        )
        insert = f"INSERT OR IGNORE INTO {self._table} VALUES (?, ?)"
        scratch.connection.executemany(insert, keys)
        self._numbers = lru_cache(KEPT)(self._read)

    def _read(self, key: str) -> list[int]:
        return [number for (number,) in self._select(key)]

    def _select(self, key: str) -> Iterator[tuple[int]]:
        statement = f"SELECT number FROM {self._table} WHERE key = ? ORDER BY number"
        return self._execute(statement, (key,))

    def get(self, key: str, default: list[Item] | tuple[()] = ()) -> list[Item]:
        """Returns the values with a key; the default is for those without any."""
        return [self._stored.at(number) for number in self._numbers(key)] or [*default]

    def each(self, key: str) -> Iterator[Item]:
        """Yields the values with a key that very many may have."""
        return (self._stored.at(number) for (number,) in self._select(key))

    def __contains__(self, key: str) -> bool:
        return bool(self._numbers(key))

    def keys(self) -> Iterator[str]:
        rows = self._execute(f"SELECT DISTINCT key FROM {self._table}")
        return (key for (key,) in rows)
