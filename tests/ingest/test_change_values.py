"""The values of changed cells have the types of their fields."""

import pytest

from app.ingest.files.change_values import old_and_new, typed_value
from app.ingest.files.release_log import Change


@pytest.mark.parametrize(
    ("file", "column", "cell", "value"),
    [
        ("missions", "mass_kg", "6800", 6800.0),
        ("missions", "crew_size", "2", 2),
        ("missions", "launched", "1978-03", "1978-03"),
        ("missions", "programmes", "a;b", ["a", "b"]),
        (
            *("missions", "countries", "a:operator;b:partner"),
            [{"id": "a", "role": "operator"}, {"id": "b", "role": "partner"}],
        ),
        ("events", "people", "a", [{"id": "a", "role": None}]),
        (
            *("sites", "names", "X@1956/"),
            [{"name": "X", "began": "1956", "ended": None}],
        ),
        ("people", "aliases", "One", ["One"]),
        ("sources", "issued", '{"date-parts":[[2021]]}', {"date-parts": [[2021]]}),
        ("sources", "title", "[Interview]", "[Interview]"),
        ("sources", "volume", "12", "12"),
        # What the field accepts no more, or what is no field, stays text
        ("missions", "crew_size", "two", "two"),
        ("missions", "crew_sise", "2", "2"),
        ("astronauts", "flights", "2", "2"),
    ],
)
def test_cell_becomes_a_json_value(
    file: str, column: str, cell: str, value: object
) -> None:
    assert typed_value(file, column, cell) == value


def test_added_row_is_an_object_of_typed_values() -> None:
    row = '{"id":"x","duration_seconds":"60","missions":"soyuz-28"}'
    cells = {"release": "2026.12.1", "file": "events", "key": "x", "field": ""}
    change = Change(line=2, **cells, old="", new=row, source="")
    new = {"id": "x", "duration_seconds": 60, "missions": ["soyuz-28"]}
    assert old_and_new(change) == (None, new)
