"""Suggestions for mistyped ids in a small catalogue."""

from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

import anyio
import pytest

from app import models as m
from app.query.closest_ids import closest_id, closest_record
from app.query.lookups import Lookups
from app.services.snapshot import Snapshot
from tests.support.factories import GCAT, added
from tests.support.recorded_statements import sent
from tests.support.snapshots import loaded_snapshot

SEED: dict[str, Any] = {
    # A name that a programme has too
    "spacecraft": added(
        "spacecraft", id="interkosmos", name="Interkosmos", kind="model", **GCAT
    ),
}
T = TypeVar("T")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with loaded_snapshot(tmp_path_factory.mktemp("closest"), **SEED) as snapshot:
        yield snapshot


@pytest.fixture
def lookups(snapshot: Snapshot) -> Lookups:
    return snapshot.lookups


@pytest.fixture(params=["few", "many"])
def any_number(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records are few, so that all are compared, or so many that some are chosen."""
    if request.param == "many":
        monkeypatch.setattr("app.query.closest_ids.MAX_LISTED", 1)
        monkeypatch.setattr("app.query.lookups.MAX_LISTED", 1)


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Returns the result of a coroutine."""

    async def result() -> T:
        return await coroutine

    return anyio.run(result)


@pytest.mark.usefixtures("any_number")
@pytest.mark.parametrize(
    ("resource", "text", "near"),
    [
        ("missions", "soyuz28", "soyuz-28"),
        ("missions", "soyus-28", "soyuz-28"),
        ("people", "vladimir-remec", "vladimir-remek"),
        ("people", "remek", "vladimir-remek"),
        # Crew entries have no names
        ("crew", "soyuz-28-vladimir-remec", "soyuz-28-vladimir-remek"),
        ("crew", "sojuz-28-vladimir-remek", "soyuz-28-vladimir-remek"),
        ("people", "remek\x00", "vladimir-remek"),
        ("people", "nobody-at-all", None),
        ("people", "", None),
        ("countries", "czechja", "czechia"),
        ("countries", "atlantis", None),
    ],
)
def test_id_is_suggested(
    lookups: Lookups, resource: str, text: str, near: str | None
) -> None:
    assert run(closest_id(lookups, resource, text)) == near


def test_id_that_occurs_in_a_filter_is_suggested_first(lookups: Lookups) -> None:
    def near(text: str, column: Any = None) -> str | None:
        return run(closest_id(lookups, "spacecraft", text, column))

    rocket = m.MissionRocket.spacecraft_id
    assert near("soyuz-t") == "soyuz-7k-t"
    assert near("soyuz-t", rocket) == "soyuz-u"
    assert near("soyuz-t", m.Spacecraft.type_id) == "soyuz-7k-t"
    # No record has it in the column
    assert near("interkosmoss", rocket) == "interkosmos"
    assert near("moon", rocket) is None


def test_column_matters_only_where_records_are_of_several_kinds(
    lookups: Lookups,
) -> None:
    with sent() as statements:
        run(closest_id(lookups, "missions", "soyuz28", m.Crew.mission_id))
    assert len(statements) == 1


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("missions/soyuz28", "missions/soyuz-28"),
        ("mission/soyuz-28", "missions/soyuz-28"),
        ("/v1/missions/soyuz-17", "missions/soyuz-17"),
        ("countries/soyuz-28", None),
        ("soyuz-17", "missions/soyuz-17"),
        ("czechja", "countries/czechia"),
        ("atlantis", None),
        # The type of a suggested record is the closest one
        ("programme/interkosmos", "programmes/interkosmos"),
        ("programme/interkosmoss", "programmes/interkosmos"),
        ("moon/interkosmos", "spacecraft/interkosmos"),
    ],
)
def test_record_is_suggested_by_type_and_id(
    lookups: Lookups, text: str, near: str | None
) -> None:
    assert run(closest_record(lookups, text)) == near
