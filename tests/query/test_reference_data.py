"""What values are checked against, as read from a small catalogue."""

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import anyio
import pytest

from app.db.reader import Reader, Rows
from app.query.reference_data import (
    Coverage,
    Missing,
    ReferenceData,
    read_reference_data,
)
from tests.services.test_firsts import mission
from tests.support.compiling import DATA
from tests.support.factories import rows_of
from tests.support.snapshots import loaded_snapshot

MISSIONS = Coverage(
    part="missions",
    resource="missions",
    kinds=frozenset(),
    fields=frozenset(),
    complete_from=None,
    complete_to="1978-03",
    note="Two flights.",
)
PROBES = MISSIONS._replace(
    part="probes",
    kinds=frozenset({"probe", "satellite"}),
    complete_from="1957",
    complete_to="1976",
    note=None,
)
PROGRAMMES = MISSIONS._replace(
    part="programmes",
    fields=frozenset({"programmes", "vehicle"}),
    complete_to="1976",
    note="Two programmes.",
)
MASSES = PROGRAMMES._replace(
    part="masses", fields=frozenset({"mass_kg"}), complete_to=None, note="Some masses."
)
ROWS: list[dict[str, str]] = [
    {"part": "masses", "fields": "mass_kg", "note": "Some masses."},
    {"part": "missions", "complete_to": "1978-03", "note": "Two flights."},
    {
        "part": "probes",
        "kinds": "probe;satellite",
        "complete_from": "1957",
        "complete_to": "1976",
    },
    {
        "part": "programmes",
        "fields": "programmes;vehicle",
        "complete_to": "1976",
        "note": "Two programmes.",
    },
]
"""The same as rows of a file."""


def read(folder: Path, **files: Any) -> ReferenceData:
    """Loads a catalogue and reads its reference data."""
    with loaded_snapshot(folder, **files) as snapshot:
        return anyio.run(read_reference_data, snapshot.data)


@pytest.fixture
def data(tmp_path: Path) -> ReferenceData:
    """The reference data of a small catalogue, in which programmes are complete."""
    return read(tmp_path, coverage=[{"resource": "missions"} | row for row in ROWS])


def test_release_is_the_one_that_was_loaded(data: ReferenceData) -> None:
    assert data.version == "1978.3.10"
    assert len(bytes.fromhex(data.revision)) == 32
    assert json.loads(data.about)["counts"]["missions"] == 2
    releases = {"1978.3.9": "1978-03-10", "1978.3.10": "1978-03-11"}
    assert list(data.releases.items()) == list(releases.items())


@pytest.mark.parametrize(
    "text",
    ["czechoslovakia", "CSK", "csk", "CSHH", "200", "CSSR", "Československo", "čssr"],
)
def test_state_has_its_codes_and_names(data: ReferenceData, text: str) -> None:
    assert data.country(text) == "czechoslovakia"
    assert data.country(f"{text}x") is None


def test_states_are_followed_in_both_directions(data: ReferenceData) -> None:
    pairs = {"czechoslovakia": "czechia", "soviet-union": "russia"}
    assert data.successors == {
        earlier: frozenset({later}) for earlier, later in pairs.items()
    }
    assert data.predecessors == {
        later: frozenset({earlier}) for earlier, later in pairs.items()
    }


def test_coverage_is_read(data: ReferenceData) -> None:
    assert set(data.coverage) == {MISSIONS, PROBES, PROGRAMMES, MASSES}
    assert len(data.coverage) == 4


def test_records_without_a_value_are_counted_by_reason(data: ReferenceData) -> None:
    assert data.missing["missions", "programmes"] == Missing(none=1, unknown=0)
    assert data.missing["missions", "cospar"] == Missing(none=0, unknown=1)
    assert data.missing["people", "died"] == Missing(none=0, unknown=2)
    # The data states that it has only some masses, so that a filled one counts as well
    assert data.missing["missions", "mass_kg"] == Missing(none=0, unknown=2)
    assert ("missions", "name") not in data.missing


class CountedRows:
    """A reader that counts the rows that it returns."""

    def __init__(self, data: Reader) -> None:
        self.data = data
        self.count = 0

    async def rows(self, *arguments: Any) -> Rows:
        rows = await self.data.rows(*arguments)
        self.count += len(rows)
        return rows

    long_rows = rows


def test_start_reads_as_many_rows_whatever_the_number_of_records(
    tmp_path: Path,
) -> None:
    def count(number: int) -> int:
        launches = [
            mission(f"Test {day}", f"1976-01-{day}") for day in range(10, 10 + number)
        ]
        missions = [*rows_of("missions"), *launches]
        with loaded_snapshot(tmp_path / str(number), missions=missions) as snapshot:
            reader = CountedRows(snapshot.data)
            anyio.run(read_reference_data, reader)
            return reader.count

    assert count(1) == count(20) > 0


def test_reference_data_is_empty_until_it_is_read() -> None:
    empty = ReferenceData()
    values = {one.name: getattr(empty, one.name) for one in fields(empty)}
    assert values.pop("about") == "{}"
    assert not any(values.values())


@pytest.mark.parametrize(
    ("resource", "kinds", "coverage"),
    [
        ("missions", [], MISSIONS),
        ("missions", ["probe"], PROBES),
        ("missions", ["probe", "satellite"], PROBES),
        ("missions", ["probe", "crewed-orbital"], MISSIONS),
        ("stations", [], None),
        ("stations", ["probe"], None),
    ],
)
def test_coverage_of_kinds_precedes_that_of_all_records(
    resource: str, kinds: list[str], coverage: Coverage | None
) -> None:
    for rows in ((MASSES, PROBES, MISSIONS), (MISSIONS, PROBES, PROGRAMMES)):
        data = replace(DATA, coverage=rows)
        assert data.coverage_of(resource, kinds) == coverage


@pytest.mark.parametrize(
    ("resource", "body_field", "note"),
    [
        ("missions", "mass_kg", "Some masses."),
        ("missions", "programmes", ""),
        ("missions", "name", ""),
        ("spacecraft", "mass_kg", ""),
    ],
)
def test_note_on_a_field_is_shown_if_it_may_lack_values(
    resource: str, body_field: str, note: str
) -> None:
    silent = MASSES._replace(note=None)
    data = replace(DATA, coverage=(MISSIONS, PROGRAMMES, silent, MASSES))
    assert data.partial_note(resource, body_field) == note
    assert replace(DATA, coverage=(silent,)).partial_note("missions", "mass_kg") == ""


@pytest.mark.parametrize(
    ("which", "states"),
    [
        ("none", {"b"}),
        ("predecessors", {"a", "b"}),
        ("successors", {"b", "c", "d"}),
        ("all", {"a", "b", "c", "d", "e"}),
    ],
)
def test_lineage_follows_states_to_their_ends(which: str, states: set[str]) -> None:
    successors = {"a": {"b", "e"}, "b": {"c"}, "c": {"d"}, "d": {"c"}}
    predecessors = {"b": {"a"}, "e": {"a"}, "c": {"b", "d"}, "d": {"c"}}
    data = ReferenceData(
        successors={state: frozenset(others) for state, others in successors.items()},
        predecessors={
            state: frozenset(others) for state, others in predecessors.items()
        },
    )
    assert data.lineage(["b"], which) == states


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("czechja", "czechia"),
        ("Čekoslovakia", "czechoslovakia"),
        ("Ceskoslovensk", "czechoslovakia"),
        ("cz", None),
        ("atlantis", None),
    ],
)
def test_state_is_suggested_by_id_or_name(
    data: ReferenceData, text: str, near: str | None
) -> None:
    assert data.closest_country(text) == near
