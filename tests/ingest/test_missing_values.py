"""Every record without a value of a filter is listed with the reason."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from app.db.engines import reading
from app.ingest.catalogue import Catalogue
from app.ingest.completeness import NONE, PARTIAL, UNKNOWN, missing_values
from app.ingest.files.read import read_seed
from tests.support.factories import GCAT, Cells, added, load_seed

Loaded = tuple[Connection, Catalogue]
COVERAGE: list[Cells] = [
    {"resource": "missions", "fields": "programmes", "complete_to": "1976"},
    {"resource": "missions", "fields": "countries", "kinds": "satellite"},
    # No value of these is ever missing, even if a coverage has no end
    {"resource": "missions", "fields": "id;name;counted"},
    {"resource": "people", "fields": "first_flight", "kinds": "not-flown"}
    | {"complete_to": "1978"},
    {"resource": "crew", "fields": "stations", "complete_to": "1975"},
    {"resource": "sources", "fields": "cites", "complete_to": "1978"},
    {"resource": "claims", "fields": "record"},
    {"resource": "changes", "fields": "field"},
]
MAGION = {"id": "magion", "name": "Magion", "kind": "satellite", "outcome": "success"}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """A connection to the loaded seed, and its catalogue."""
    folder = tmp_path_factory.mktemp("missing")
    coverage = [{"part": str(number)} | row for number, row in enumerate(COVERAGE)]
    magion = MAGION | {"launched": "1978-10-24", **GCAT}
    magion |= {"countries": "czechoslovakia:operator"}
    url = load_seed(folder, coverage=coverage, missions=added("missions", **magion))
    with reading(url) as connection:
        yield connection, Catalogue(read_seed(folder / "seed"))


@pytest.mark.parametrize(
    ("resource", "field", "missing"),
    [
        ("missions", "call_sign", {"magion": UNKNOWN, "soyuz-17": UNKNOWN}),
        ("missions", "programmes", {"magion": UNKNOWN, "soyuz-17": NONE}),
        # The state of Magion is filled, and others may be missing
        ("missions", "countries", {"magion": PARTIAL}),
        ("missions", "spacecraft", {"magion": UNKNOWN}),
        ("people", "born", {"oldrich-pelcak": UNKNOWN}),
        # The filter is about a part of the field
        ("people", "first_flight.launched", {"oldrich-pelcak": NONE}),
        ("crew", "stations", {"soyuz-17-alexei-gubarev": NONE}),
        ("countries", "ended", {"czechia": UNKNOWN, "russia": UNKNOWN}),
        ("events", "ended", {"remek-launch": UNKNOWN}),
        ("sources", "issued", {"gcat": UNKNOWN, "iso-3166": UNKNOWN}),
        ("sources", "cites", {"gcat": NONE, "iso-3166": NONE}),
        ("stations", "ended", {}),
    ],
)
def test_record_without_a_value_is_listed_with_the_reason(
    loaded: Loaded, resource: str, field: str, missing: dict[str, str]
) -> None:
    rows = [
        row
        for row in missing_values(*loaded)
        if (row["resource"], row["field"]) == (resource, field)
    ]
    common = {"resource": resource, "field": field}
    assert sorted(rows, key=lambda row: row["record_id"]) == [
        common | {"record_id": record_id, "reason": reason}
        for record_id, reason in missing.items()
    ]


def test_ids_names_and_booleans_are_never_missing(loaded: Loaded) -> None:
    fields = {row["field"] for row in missing_values(*loaded)}
    assert "call_sign" in fields
    assert not fields & {"id", "name", "title", "counted", "flown", "guest"}


def test_claims_and_changes_have_no_missing_values(loaded: Loaded) -> None:
    resources = {row["resource"] for row in missing_values(*loaded)}
    assert "missions" in resources
    assert not resources & {"claims", "changes"}
