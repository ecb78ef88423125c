"""Finds the record that a row of an external table is about.

A row is matched by our id, by an identifier, by the names of the records to which it
refers, or by its own names. Dates then tell namesakes apart. A name that is not known
is tried by its first and last word, then by its initial and last word; a person who is
one of a crew, by the last word.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from app.dates import parse_interval, utc_or_same
from app.ingest.catalogue import Catalogue
from app.ingest.files.external import Cells, ExternalTable
from app.ingest.files.tables import FILES, ids_in, references_of
from app.ingest.identifiers import names_of
from app.ingest.per_catalogue import once_per_catalogue
from app.text import fold

_DAY = 86_400
_TOLERANCES = {"near": 366 * _DAY, "on": _DAY}
"""How far dates of the same record may lie apart, in seconds."""
NameKey = Callable[[str], str]
_TITLES = {"jr", "sr", "ii", "iii", "iv", "dr"}
"""Words before or after a name that do not belong to it."""


class Matcher:
    """Matches the rows of one table with our records."""

    def __init__(self, catalogue: Catalogue, table: ExternalTable) -> None:
        mapping = table.mapping
        where = mapping.where.items()
        self._table, self._match = table, mapping.match
        self._rows = {
            row.id: row
            for row in catalogue.rows[mapping.resource].values()
            if all(str(getattr(row, key)) == text for key, text in where)
        }
        self._names = (
            _names(catalogue, mapping.resource) if mapping.match.names else None
        )
        self._values = {
            field: _by_value(self._rows, field) for field in mapping.match.equal
        }
        targets = references_of(FILES[mapping.resource].row_type)
        self._referenced = {
            field: _names(catalogue, targets[field])
            for field in mapping.match.references
        }

    def match(self, cells: Cells) -> str:
        """Returns the id of the record of a row; raises `ValueError` if unsure."""
        ids = sorted(self._ids(cells))
        if len(ids) != 1:
            found = f"several records: {', '.join(ids)}" if ids else "no record"
            raise ValueError(f"fits {found}")
        return ids[0]

    def _ids(self, cells: Cells) -> Iterable[str]:
        """Returns the ids of the records that a row fits, by the first rule for it."""
        record_id = cells[self._match.id] if self._match.id else ""
        if record_id:
            return self._rows.keys() & {record_id}
        for field, column in self._match.equal.items():
            if ids := self._values[field].get(fold(cells[column])):
                return ids
        if self._match.references:
            return self._closest(cells, self._by_references(cells))
        return self._closest(cells, self._by_names(cells))

    def _by_names(self, cells: Cells) -> set[str]:
        names = [
            name
            for column in self._match.names
            for name in self._names_in(
                column.format_map(cells) if "{" in column else cells[column]
            )
        ]
        return self._names.find_any(names) & self._rows.keys() if self._names else set()

    def _names_in(self, cell: str) -> list[str]:
        """Returns the names in a cell; `Leonov, Aleksei` is turned round."""
        names = map(str.strip, cell.split(self._match.separator))
        return [
            " ".join(reversed(name.split(", "))) if name.count(", ") == 1 else name
            for name in names
            if name
        ]

    def _by_references(self, cells: Cells) -> set[str]:
        """Returns the records that refer to exactly the records that a row names."""
        ids = set(self._rows)
        for field, names in self._referenced.items():
            named = self._names_in(cells[self._match.references[field]])
            theirs = [names.find_any([name], by_last_word=True) for name in named]
            ids = {
                record_id
                for record_id in ids
                if _are_the_same(ids_in(getattr(self._rows[record_id], field)), theirs)
            }
        return ids

    def _closest(self, cells: Cells, ids: Iterable[str]) -> Iterable[str]:
        """Returns the records whose dates fit a row, and of several the closest."""
        gaps = {record_id: self._gap(self._rows[record_id], cells) for record_id in ids}
        fitting = {key: gap for key, gap in gaps.items() if gap is not None}
        least = min(fitting.values(), default=0)
        return [key for key, gap in fitting.items() if gap == least]

    def _gap(self, row: Any, cells: Cells) -> int | None:
        """Returns how far dates lie apart, in seconds; `None` if that is too far."""
        total = 0
        for kind, tolerance in _TOLERANCES.items():
            for field, column in getattr(self._match, kind).items():
                ours, theirs = getattr(row, field), self._table.value(cells, column)
                gap = _seconds_apart(ours, theirs) if ours and theirs else 0
                if gap > tolerance:
                    return None
                total += gap
        return total


class _Names:
    """Records of a kind by name, and by names that are written otherwise."""

    def __init__(self, catalogue: Catalogue, resource: str) -> None:
        self._indexes: dict[NameKey, dict[str, set[str]]] = {}
        for key_of in (fold, _outer_words, _initial_and_last, _last_word):
            index: dict[str, set[str]] = defaultdict(set)
            for record_id in catalogue.rows[resource]:
                for name in names_of(catalogue, resource, record_id):
                    index[key_of(name)].add(record_id)
            index.pop("", None)
            self._indexes[key_of] = index

    def find_any(self, names: list[str], *, by_last_word: bool = False) -> set[str]:
        """Returns the records with one of the names, by the strictest key that fits."""
        keys = (fold, _outer_words, _last_word if by_last_word else _initial_and_last)
        for key_of in keys:
            index = self._indexes[key_of]
            ids = {key for name in names for key in index.get(key_of(name), ())}
            if ids:
                return ids
        return set()


@once_per_catalogue
def _names(catalogue: Catalogue, resource: str) -> _Names:
    return _Names(catalogue, resource)


def _by_value(rows: dict[str, Any], field: str) -> dict[str, set[str]]:
    """Returns the ids of rows by the folded values of a field."""
    index: dict[str, set[str]] = defaultdict(set)
    for record_id, row in rows.items():
        value = getattr(row, field)
        for text in value if isinstance(value, list) else [value]:
            if text is not None:
                index[fold(str(text))].add(record_id)
    return index


def _are_the_same(ours: list[str], theirs: list[set[str]]) -> bool:
    """Returns whether each of our ids is one that a name can mean, and no more."""
    return len(ours) == len(theirs) and all(
        any(record_id in ids for ids in theirs) for record_id in ours
    )


def _words(name: str) -> list[str]:
    return [word for word in fold(name).split() if word not in _TITLES]


def _outer_words(name: str) -> str:
    """Returns the first and the last word of a name: `john mckay` of John B. McKay."""
    words = _words(name)
    return " ".join(words[:1] + words[1:][-1:])


def _initial_and_last(name: str) -> str:
    """Returns the first letter and the last word: `m collins` of Mike Collins."""
    words = _words(name)
    return f"{words[0][0]} {words[-1]}" if len(words) > 1 else ""


def _last_word(name: str) -> str:
    return "".join(_words(name)[-1:])


def _seconds_apart(ours: str, theirs: str) -> int:
    """Returns the seconds between two dates, 0 if they overlap."""
    first, second = parse_interval(ours), parse_interval(utc_or_same(theirs))
    return max(0, second.earliest - first.latest, first.earliest - second.latest)
