"""Coverage decides whether an empty field means none, unknown or incomplete."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from app.ingest.catalogue import Catalogue
from app.ingest.completeness import NONE, PARTIAL, UNKNOWN, reason_of, with_unknowns
from app.ingest.files.read import read_seed
from tests.support.factories import GCAT, Cells, changed, rows_of, write_seed

MISSIONS: list[Cells] = [
    *rows_of("missions"),
    {"id": "magion", "name": "Magion", "kind": "satellite", "outcome": "success"}
    | {"launched": "1978-10-24", **GCAT},
    {"id": "soyuz-0", "name": "Soyuz 0", "kind": "crewed-orbital"}
    | {"outcome": "pad-abort", "launched": "1975-01-09", **GCAT},
    {"id": "vertikal", "name": "Vertikal", "kind": "sounding-rocket"}
    | {"outcome": "unknown", **GCAT},
]
"""Also a launch known to the day, a pad abort, and a flight of an unknown date."""


def catalogue_of(folder: Path, *coverage: Cells, **files: Any) -> Catalogue:
    """Returns the catalogue of the small seed with these rows of `coverage.csv`."""
    rows = [
        {"part": f"part {number}", **cells} for number, cells in enumerate(coverage)
    ]
    write_seed(folder, coverage=rows, **({"missions": MISSIONS} | files))
    seed = read_seed(folder)
    assert seed.faults == []
    return Catalogue(seed)


def reason(catalogue: Catalogue, record: str) -> str:
    """Returns what no countries of a record such as `people/vladimir-remek` mean."""
    resource, _, record_id = record.partition("/")
    row = catalogue.rows[resource][record_id]
    return reason_of(catalogue, resource, "countries", row)


def coverage_of(resource: str, **cells: str) -> Cells:
    return {"resource": resource, "fields": "countries;stations", **cells}


# -- Which coverage is about a field


@pytest.mark.parametrize(
    ("coverage", "expected"),
    [
        ([coverage_of("missions", complete_to="1978")], NONE),
        ([coverage_of("missions")], PARTIAL),
        (
            [coverage_of("missions"), coverage_of("missions", complete_to="1978")],
            PARTIAL,
        ),
        ([], UNKNOWN),
        ([coverage_of("missions", fields="crew", complete_to="1978")], UNKNOWN),
        ([coverage_of("people", complete_to="1978")], UNKNOWN),
        # Complete records may have empty fields
        ([coverage_of("missions", fields="", complete_to="1978")], UNKNOWN),
    ],
)
def test_empty_field_means_none_only_if_a_coverage_names_it_and_has_an_end(
    tmp_path: Path, coverage: list[Cells], expected: str
) -> None:
    catalogue = catalogue_of(tmp_path, *coverage)
    assert reason(catalogue, "missions/soyuz-28") == expected


def test_coverage_of_sources_is_about_every_source(tmp_path: Path) -> None:
    coverage = coverage_of("sources", fields="cites", complete_to="1978")
    catalogue = catalogue_of(tmp_path, coverage)
    assert reason_of(catalogue, "sources", "cites", None) == NONE
    assert reason_of(catalogue, "sources", "issued", None) == UNKNOWN


# -- Kinds


@pytest.mark.parametrize(
    ("record", "kinds", "expected"),
    [
        ("missions/soyuz-28", "crewed-orbital", NONE),
        ("missions/soyuz-28", "satellite", UNKNOWN),
        ("missions/soyuz-28", "crewed-orbital;satellite", NONE),
        ("missions/soyuz-28", "soyuz-7k-t", NONE),
        ("missions/magion", "soyuz-7k-t", UNKNOWN),
        ("missions/soyuz-28", "not-counted", UNKNOWN),
        ("missions/soyuz-0", "not-counted", NONE),
        ("missions/soyuz-0", "crewed-orbital", NONE),
        ("stations/salyut-6", "ended", NONE),
        ("stations/salyut-6", "operational", UNKNOWN),
        ("stations/salyut-6", "not-counted", UNKNOWN),
        ("spacecraft/soyuz-7k-t", "model", NONE),
        ("spacecraft/soyuz-no-45", "model", UNKNOWN),
        ("countries/czechia", "ended", UNKNOWN),
        ("people/vladimir-remek", "flown", NONE),
        ("people/vladimir-remek", "not-flown", UNKNOWN),
        ("people/oldrich-pelcak", "not-flown", NONE),
        ("people/oldrich-pelcak", "flown", UNKNOWN),
        ("crew/soyuz-28-vladimir-remek", "crewed-orbital", NONE),
        ("crew/soyuz-28-vladimir-remek", "soyuz-7k-t", NONE),
        ("crew/soyuz-28-vladimir-remek", "satellite", UNKNOWN),
        ("crew/soyuz-28-vladimir-remek", "flown", UNKNOWN),
    ],
)
def test_coverage_is_about_records_of_its_kinds(
    tmp_path: Path, record: str, kinds: str, expected: str
) -> None:
    resource = record.partition("/")[0]
    coverage = coverage_of(resource, kinds=kinds, complete_to="1999")
    assert reason(catalogue_of(tmp_path, coverage), record) == expected


def test_coverage_of_another_kind_does_not_make_a_field_partial(tmp_path: Path) -> None:
    catalogue = catalogue_of(
        tmp_path,
        coverage_of("missions", kinds="crewed-orbital", complete_to="1978"),
        coverage_of("missions", kinds="satellite"),
    )
    assert reason(catalogue, "missions/soyuz-28") == NONE
    assert reason(catalogue, "missions/magion") == PARTIAL


# -- Times


@pytest.mark.parametrize(
    ("record", "time", "expected"),
    [
        # A mission by its launch on 1978-03-02T15:28:10Z
        ("missions/soyuz-28", "/1978-03-02T15:28:10Z", NONE),
        ("missions/soyuz-28", "/1978-03-02T15:28:09Z", UNKNOWN),
        ("missions/soyuz-28", "/1978-03-02", NONE),
        ("missions/soyuz-28", "/1978-03-01", UNKNOWN),
        ("missions/soyuz-28", "1978-03-02T15:28:10Z/", PARTIAL),
        ("missions/soyuz-28", "1978-03-02T15:28:11Z/", UNKNOWN),
        ("missions/soyuz-28", "1978-03-02/", PARTIAL),
        ("missions/soyuz-28", "1978-03-03/", UNKNOWN),
        ("missions/soyuz-28", "1978-03-02/1978-03-02", NONE),
        ("missions/soyuz-28", "1978-03-03/1989", UNKNOWN),
        ("missions/soyuz-28", "1975/1978-03-01", UNKNOWN),
        # All seconds of a launch known to the day
        ("missions/magion", "/1978-10-24T23:59:59Z", NONE),
        ("missions/magion", "/1978-10-24T23:59:58Z", UNKNOWN),
        ("missions/magion", "1978-10-24T00:00:00Z/", PARTIAL),
        ("missions/magion", "1978-10-24T00:00:01Z/", UNKNOWN),
        # A crew entry by the launch of its mission
        ("crew/soyuz-28-vladimir-remek", "/1978-03-02T15:28:10Z", NONE),
        ("crew/soyuz-28-vladimir-remek", "/1978-03-02T15:28:09Z", UNKNOWN),
        ("crew/soyuz-17-alexei-gubarev", "1975-01-10/1975-01-10", NONE),
        ("crew/soyuz-17-alexei-gubarev", "1975-01-11/", UNKNOWN),
        # An event by its own time, here known to the minute
        ("events/salyut-6-welcome", "/1978-03-03T20:00Z", NONE),
        ("events/salyut-6-welcome", "/1978-03-03T20:00:58Z", UNKNOWN),
        ("events/salyut-6-welcome", "1978-03-04/", UNKNOWN),
        # A person by the last landing
        ("people/vladimir-remek", "/1978-03-10T13:44:10Z", NONE),
        ("people/vladimir-remek", "/1978-03-10T13:44:09Z", UNKNOWN),
        ("people/alexei-gubarev", "/1978-03-10T13:44:10Z", NONE),
        ("people/alexei-gubarev", "/1978-03-10T13:44:09Z", UNKNOWN),
        ("people/alexei-gubarev", "1978-03-10/", PARTIAL),
        ("people/alexei-gubarev", "1978-03-11/", UNKNOWN),
        # A record without a time, at any time
        ("missions/vertikal", "/1900", NONE),
        ("missions/vertikal", "1999/", PARTIAL),
        ("people/oldrich-pelcak", "/1900", NONE),
        ("countries/czechia", "/1900", NONE),
    ],
)
def test_coverage_is_about_records_from_its_begin_to_its_end(
    tmp_path: Path, record: str, time: str, expected: str
) -> None:
    begin, _, end = time.partition("/")
    resource = record.partition("/")[0]
    coverage = coverage_of(resource, complete_from=begin, complete_to=end)
    assert reason(catalogue_of(tmp_path, coverage), record) == expected


@pytest.mark.parametrize("flight", ["soyuz-17", "soyuz-28"])
@pytest.mark.parametrize(("end", "expected"), [("1999", UNKNOWN), ("", PARTIAL)])
def test_person_without_a_landing_is_later_than_any_end(
    tmp_path: Path, flight: str, end: str, expected: str
) -> None:
    crew = changed("crew", f"{flight}/alexei-gubarev", landed="")
    coverage = coverage_of("people", complete_from="1970", complete_to=end)
    catalogue = catalogue_of(tmp_path, coverage, crew=crew)
    assert reason(catalogue, "people/alexei-gubarev") == expected


# -- Bodies


class Card(BaseModel):
    """A body with fields of each kind."""

    programmes: list[str] | None = None
    stations: list[str] | None = None
    missions_count: int | None = None
    aliases: list[str] = []
    guests_count: int = 0
    crew_size: int | None = None
    summary: str | None = None


def with_unknowns_of(folder: Path, body: Card, **cells: str) -> Card:
    coverage = coverage_of("missions", fields="stations", kinds="crewed-orbital")
    catalogue = catalogue_of(folder, coverage | cells)
    mission = catalogue.rows["missions"]["soyuz-28"]
    return with_unknowns(catalogue, "missions", mission, body)


EMPTY: dict[str, Any] = {
    "programmes": [],
    "stations": [],
    "missions_count": 0,
    "aliases": [],
    "guests_count": 0,
    "crew_size": 0,
    "summary": "",
}


def test_empty_list_or_count_is_null_if_the_field_is_nullable_and_not_complete(
    tmp_path: Path,
) -> None:
    body = with_unknowns_of(tmp_path, Card(**EMPTY), complete_to="1978")
    unknown = {"programmes": None, "missions_count": None}
    assert body.model_dump() == EMPTY | unknown


def test_empty_list_is_null_if_its_coverage_is_partial(tmp_path: Path) -> None:
    body = with_unknowns_of(tmp_path, Card(**EMPTY), complete_to="")
    assert body.stations is None


def test_filled_list_or_count_is_not_changed(tmp_path: Path) -> None:
    filled = {"programmes": ["interkosmos"], "missions_count": 1}
    body = Card(**(EMPTY | filled))
    assert with_unknowns_of(tmp_path, body, complete_to="1978") is body
