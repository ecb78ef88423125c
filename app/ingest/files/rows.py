"""The rows of a seed file, which may be too many for the memory."""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any

from app.ingest.files.row import Row
from app.ingest.files.tables import FILES, ids_in
from app.ingest.scratch import Groups, Scratch, Stored


class Rows(Stored[Any]):
    """The rows of a file in a temporary database, in the order of the file."""

    def __init__(self, scratch: Scratch, file: str, rows: Iterable[Row]) -> None:
        row_type = FILES[file].row_type
        names = tuple(row_type.model_fields)
        state = {
            "__pydantic_extra__": None,
            "__pydantic_fields_set__": set(names),
            "__pydantic_private__": None,
        }

        def unpack(values: tuple[Any, ...]) -> Row:
            row = row_type.__new__(row_type)
            cells = dict(zip(names, values, strict=True))
            row.__setstate__({"__dict__": cells, **state})
            return row

        super().__init__(scratch, attrgetter(*names), unpack)
        self.fill((getattr(row, "id", None), row) for row in rows)

    def by(self, column: str) -> Groups[Any]:
        """Returns the rows by the ids in one of the columns."""
        return self.group(column, lambda row: ids_in(getattr(row, column)))


class Records:
    """The rows of a file by their ids."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __getitem__(self, record_id: str) -> Any:
        number = self._rows.number_of(record_id)
        if number is None:
            raise KeyError(record_id)
        return self._rows.at(number)

    def __contains__(self, record_id: str) -> bool:
        return self._rows.number_of(record_id) is not None

    def __iter__(self) -> Iterator[str]:
        return self._rows.ids()

    def __len__(self) -> int:
        return len(self._rows)

    def values(self) -> Iterable[Any]:
        return self._rows
