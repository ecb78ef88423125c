"""What values are checked against, as read from a small catalogue."""

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import anyio
import pytest

from app.query.reference_data import (
    MAX_SUGGESTED_IDS,
    Coverage,
    Missing,
    ReferenceData,
    read_reference_data,
)
from app.resources import RESOURCES
from tests.support.compiling import DATA
from tests.support.factories import changed
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


def test_every_record_has_its_name_or_else_its_id(data: ReferenceData) -> None:
    assert set(data.ids) == {resource.name for resource in RESOURCES}
    assert data.ids["missions"] == {"soyuz-17": "Soyuz 17", "soyuz-28": "Soyuz 28"}
    assert data.ids["sources"]["essay"] == "Guests in Orbit"
    crew = ["soyuz-17-alexei-gubarev", "soyuz-28-alexei-gubarev"]
    assert data.ids["crew"] == {
        name: name for name in [*crew, "soyuz-28-vladimir-remek"]
    }


@pytest.mark.parametrize(
    "text",
    ["czechoslovakia", "CSK", "csk", "CSHH", "200", "CSSR", "Československo", "čssr"],
)
def test_state_has_its_codes_and_names(data: ReferenceData, text: str) -> None:
    assert data.country(text) == "czechoslovakia"
    assert data.country(f"{text}x") is None


@pytest.mark.parametrize(
    ("resource", "text", "record_id"),
    [
        ("people", "vladimir-remek", "vladimir-remek"),
        ("people", "Q314324", "vladimir-remek"),
        ("people", "q314324", "vladimir-remek"),
        ("people", "AS-00082", "alexei-gubarev"),
        ("people", "Vladimir-Remek", None),
        ("missions", "1978-023a", "soyuz-28"),
        ("missions", "Q314324", None),
        ("stations", "1977-097A", "salyut-6"),
        # Both codes of Baikonur, of which one was given up
        ("sites", "GIK-5", "baikonur"),
        ("sites", "NIIP-5", "baikonur"),
        # No programme has an id in another catalogue
        ("programmes", "Q1", None),
    ],
)
def test_record_is_found_by_its_id_or_one_in_another_catalogue(
    data: ReferenceData, resource: str, text: str, record_id: str | None
) -> None:
    assert data.record_id(resource, text) == record_id


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
    assert data.missing["missions", "programme"] == Missing(none=1, unknown=0)
    assert data.missing["missions", "cospar"] == Missing(none=0, unknown=1)
    assert data.missing["people", "died"] == Missing(none=0, unknown=2)
    # The data states that it has only some masses, so that a filled one counts as well
    assert data.missing["missions", "mass_kg"] == Missing(none=0, unknown=2)
    assert ("missions", "name") not in data.missing


def test_words_of_names_are_sorted_and_unique(data: ReferenceData) -> None:
    assert list(data.words) == sorted(set(data.words))
    assert {"17", "28", "soyuz", "remek", "pelcak", "sovetskiy"} <= set(data.words)


def test_options_are_the_values_that_occur(data: ReferenceData) -> None:
    expected = {
        "Crew.role": ("commander", "research-cosmonaut"),
        "Mission.kind": ("crewed-orbital",),
        "Spacecraft.cabin_gas": (),
        "Spacecraft.kind": ("launch-vehicle", "type", "vehicle"),
        "Country.subregion": ("Eastern Europe",),
        "Erratum.field": ("ended",),
        "Change.record": ("dataset", "missions/soyuz-28"),
    }
    assert {name: data.options[name] for name in expected} == expected
    assert {"Mission.name_folded", "Mission.id", "Claim.record"}.isdisjoint(
        data.options
    )


def test_longest_flight_is_that_of_a_crew(data: ReferenceData, tmp_path: Path) -> None:
    # Soyuz 17: 29 days, 13:19:45
    assert data.longest_flight == 2_553_585
    missions = changed("missions", "soyuz-28", crew_size="")
    nobody: dict[str, Any] = {
        name: []
        for name in ("crew", "assignments", "stays", "events", "claims", "attributions")
    }
    unflown = read(tmp_path / "nobody", missions=missions, **nobody)
    assert unflown.longest_flight == 0


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


def test_no_id_is_suggested_of_too_many() -> None:
    numbers = range(10_000, 10_000 + MAX_SUGGESTED_IDS)
    many = {f"soyuz-{number}": "" for number in numbers}
    data = ReferenceData(ids={"missions": many})
    assert data.closest_id("missions", "soyuz10028") is None
    del many["soyuz-10001"]
    assert data.closest_id("missions", "soyuz10028") == "soyuz-10028"


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("missions/soyuz28", "missions/soyuz-28"),
        ("mission/soyuz-28", "missions/soyuz-28"),
        ("/v1/missions/soyuz-30", "missions/soyuz-30"),
        ("countries/soyuz-28", None),
        ("soyuz-30", "missions/soyuz-30"),
        ("czechja", "countries/czechia"),
        ("atlantis", None),
    ],
)
def test_record_is_suggested_by_type_and_id(text: str, near: str | None) -> None:
    assert DATA.closest_record(text) == near


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("programme/interkosmos", "programmes/interkosmos"),
        ("programme/interkosmoss", "programmes/interkosmos"),
        ("moon/interkosmos", "missions/interkosmos"),
    ],
)
def test_type_of_a_suggested_record_is_the_closest(text: str, near: str) -> None:
    same = {"interkosmos": "Interkosmos"}
    data = ReferenceData(ids={"missions": same, "programmes": same})
    assert data.closest_record(text) == near
