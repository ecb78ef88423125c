"""Ids, names and values that are looked up in a small catalogue."""

from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

import anyio
import pytest

from app import models as m
from app.query.lookups import Lookups
from app.services.snapshot import Snapshot
from tests.support.recorded_statements import sent
from tests.support.snapshots import loaded_snapshot

T = TypeVar("T")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with loaded_snapshot(tmp_path_factory.mktemp("lookups")) as snapshot:
        yield snapshot


@pytest.fixture
def lookups(snapshot: Snapshot) -> Lookups:
    return snapshot.lookups


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Returns the result of a coroutine."""

    async def result() -> T:
        return await coroutine

    return anyio.run(result)


@pytest.mark.parametrize(
    ("resource", "text", "record_id"),
    [
        ("people", "vladimir-remek", "vladimir-remek"),
        ("people", "Q314324", "vladimir-remek"),
        ("people", "q314324", "vladimir-remek"),
        ("people", "AS-00082", "alexei-gubarev"),
        ("people", "Vladimir-Remek", None),
        ("people", "vladimir-remek\x00", None),
        ("people", "", None),
        ("missions", "1978-023a", "soyuz-28"),
        ("missions", "Q314324", None),
        ("stations", "1977-097A", "salyut-6"),
        # Both codes of Baikonur, of which one was given up
        ("sites", "GIK-5", "baikonur"),
        ("sites", "NIIP-5", "baikonur"),
        # No programme has an id in another catalogue
        ("programmes", "Q1", None),
        ("countries", "czechoslovakia", "czechoslovakia"),
        ("countries", "csk", "czechoslovakia"),
        ("countries", "Československo", "czechoslovakia"),
        ("countries", "atlantis", None),
    ],
)
def test_record_is_found_by_its_id_or_one_in_another_catalogue(
    lookups: Lookups, resource: str, text: str, record_id: str | None
) -> None:
    assert run(lookups.record_id(resource, text)) == record_id


def test_ids_are_looked_up_together_and_once(lookups: Lookups) -> None:
    texts = ["1978-023A", "soyuz-29", "soyuz-17"]
    with sent() as statements:
        run(lookups.look_up_ids("missions", texts))
    assert len(statements) == 2
    with sent() as statements:
        run(lookups.look_up_ids("missions", texts))
        ids = [run(lookups.record_id("missions", text)) for text in texts]
    assert ids == ["soyuz-28", None, "soyuz-17"]
    assert statements == []


def test_external_ids_are_looked_for_only_of_unknown_ids(lookups: Lookups) -> None:
    with sent() as statements:
        run(lookups.look_up_ids("missions", ["soyuz-28", "soyuz-17"]))
    assert len(statements) == 1


def test_ids_of_states_take_no_statement(lookups: Lookups) -> None:
    with sent() as statements:
        run(lookups.look_up_ids("countries", ["CSK", "atlantis"]))
        run(lookups.names("countries", ["czechia"]))
    assert statements == []


def test_every_record_has_its_name_or_else_its_id(lookups: Lookups) -> None:
    def names(resource: str, *ids: str) -> dict[str, str]:
        return run(lookups.names(resource, ids))

    missions = {"soyuz-17": "Soyuz 17", "soyuz-28": "Soyuz 28"}
    with sent() as statements:
        assert names("missions", "soyuz-28", "soyuz-17", "soyuz-28") == missions
    assert len(statements) == 1
    assert names("sources", "essay") == {"essay": "Guests in Orbit"}
    crew = "soyuz-28-vladimir-remek"
    assert names("crew", crew) == {crew: crew}
    assert names("countries", "czechia") == {"czechia": "Czechia"}


def test_names_of_nothing_take_no_statement(lookups: Lookups) -> None:
    with sent() as statements:
        assert run(lookups.names("missions", [])) == {}
    assert statements == []


@pytest.mark.parametrize(
    ("column", "values"),
    [
        (m.Mission.kind, ["crewed-orbital"]),
        (m.Spacecraft.cabin_gas, []),
        (m.Spacecraft.kind, ["launch-vehicle", "model", "vehicle"]),
        (m.Country.subregion, ["Eastern Europe"]),
        (m.Change.record, ["dataset", "missions/soyuz-28"]),
        (m.MissionRocket.spacecraft_id, ["soyuz-rocket", "soyuz-u"]),
    ],
)
def test_values_of_a_column_are_those_that_occur(
    lookups: Lookups, column: Any, values: list[str]
) -> None:
    assert run(lookups.distinct(column)) == values
    others = ["", "a", "crewed", "vehicle2", "zond"]
    assert run(lookups.present(column, [*values, *others])) == set(values)


def test_values_are_looked_up_together_and_once(lookups: Lookups) -> None:
    values = ["vehicle", "model", "tug"]
    with sent() as statements:
        assert run(lookups.present(m.Spacecraft.kind, values)) == {"vehicle", "model"}
        for value in values:
            found = run(lookups.present(m.Spacecraft.kind, [value]))
            assert bool(found) == (value != "tug")
    assert len(statements) == 1


def test_a_limited_number_of_values_is_read(
    lookups: Lookups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.query.lookups.MAX_LISTED", 2)
    assert run(lookups.distinct(m.Spacecraft.kind)) == ["launch-vehicle", "model"]
    ids = ["soyuz-7k-t", "soyuz-no-45", "soyuz-rocket"]
    assert run(lookups.first_ids("spacecraft")) == ids


def test_first_ids_are_read_once(lookups: Lookups) -> None:
    with sent() as statements:
        for _ in range(2):
            assert run(lookups.first_ids("missions")) == ["soyuz-17", "soyuz-28"]
    assert len(statements) == 1


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("soyuz-7", ["soyuz-7k-t", "soyuz-no-45"]),
        ("soyuz-7k-t", ["soyuz-7k-t", "soyuz-no-45"]),
        ("soyuz-7k-t2", ["soyuz-7k-t", "soyuz-no-45", "soyuz-rocket"]),
        ("soyuz-7k-t\x002", ["soyuz-7k-t", "soyuz-no-45"]),
        ("zond", ["soyuz-u", "soyuz-rocket"]),
    ],
)
def test_ids_around_a_text_are_the_nearest_in_order(
    lookups: Lookups, monkeypatch: pytest.MonkeyPatch, text: str, ids: list[str]
) -> None:
    monkeypatch.setattr("app.query.lookups.MAX_AROUND", 2)
    assert run(lookups.ids_around("spacecraft", text)) == ids
