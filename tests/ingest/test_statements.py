"""Every filled cell is a claim of a source, compared with the answer of the API.

The source of a row states its cells unless an attribution names another one.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from app.ingest.catalogue import RECORDS
from app.ingest.claims.statements import rule_of, served_fields
from app.ingest.files.cell_types import Date
from app.ingest.files.tables import FILES
from app.ingest.rows_to_tables import TABLES
from app.main import app_for
from tests.support.client import Client, client_of
from tests.support.factories import ESSAY, GCAT, ISO, changed, load_seed, rows_of

SOYUZ = {"record": "missions/soyuz-28"}
REMEK = {"record": "people/vladimir-remek"}
SALYUT = {"record": "stations/salyut-6"}
SEED: dict[str, Any] = {
    "dockings": [
        *changed("dockings", "soyuz-28/1", undocked=""),
        {
            "mission": "soyuz-28",
            "target": "missions/soyuz-17",
            "sequence": "2",
            "method": "docking",
            "outcome": "failed",
            **GCAT,
        },
    ],
    "attributions": [
        SOYUZ | {"field": "call_sign"} | ESSAY,
        SOYUZ | {"field": "launch_site"} | ESSAY,
        SOYUZ | {"field": "launch_site", "note": "A standard?"} | ISO,
        SOYUZ | {"field": "landed", "otherwise": "1978-03-11", "note": "Slip."} | ESSAY,
        SOYUZ | {"field": "mass_kg", "otherwise": "7000"} | GCAT,
        SOYUZ | {"field": "dockings.0.docked"} | ESSAY,
        SOYUZ | {"field": "dockings.1.target", "otherwise": "Salyut 6"} | ESSAY,
        REMEK | {"field": "summary", "note": "Its second page."} | ESSAY,
        SALYUT | {"field": "countries", "otherwise": "Russia"} | ESSAY,
    ],
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    url = load_seed(tmp_path_factory.mktemp("statements"), **SEED)
    with client_of(app_for(str(url))) as client:
        yield client


@pytest.fixture(scope="module")
def claims(client: Client) -> dict[str, Any]:
    data = client.json("/v1/claims?limit=1000")["data"]
    return {claim["id"]: claim for claim in data}


def about(claims: dict[str, Any], record: str, field: str) -> dict[str, str]:
    """Returns the stated value of a field and its agreement, by source."""
    return {
        claim["source"]["id"]: f"{claim['stated_value']}: {claim['agreement']}"
        for claim in claims.values()
        if (claim["record"], claim["field"]) == (record, field)
    }


# -- Rows

CELLS: list[tuple[str, str, str, str]] = [
    ("missions.soyuz-28.name.gcat", "text", "Soyuz 28", "Soyuz 28"),
    ("missions.soyuz-28.launched.gcat", "date", "1978-03-02T15:28:10Z", "1978-03-02T1"),
    ("missions.soyuz-28.crew_size.gcat", "number", "2", "2"),
    ("missions.soyuz-28.apogee_km.gcat", "number", "275.6", "275.6"),
    ("missions.soyuz-28.destination.gcat", "name", "Salyut 6", "{'id': 'salyut-6'"),
    ("missions.soyuz-28.aliases.gcat", "set", "Soyuz-28", "['Soyuz-28']"),
    (
        "missions.soyuz-28.countries.gcat",
        "set",
        "Czechoslovakia;Soviet Union",
        "[{'id': 'czechoslovakia'",
    ),
    (
        "crew.soyuz-28-vladimir-remek.mission.gcat",
        "name",
        "Soyuz 28",
        "{'id': 'soyuz-28'",
    ),
    ("spacecraft.soyuz-7k-t.crew_capacity.gcat", "number", "3", "3"),
    ("events.salyut-6-welcome.duration_seconds.gcat", "number", "14400", "14400"),
    ("countries.czechia.iso_numeric.iso-3166", "text", "203", "203"),
    (
        "countries.soviet-union.successors.russia.essay",
        "member",
        "Russia",
        "[{'id': 'russia'",
    ),
    (
        "missions.soyuz-28.assigned.person.oldrich-pelcak.essay",
        "member",
        "Oldřich Pelčák",
        "[{'id': 'oldrich-pelcak'",
    ),
]


@pytest.mark.parametrize(("claim_id", "rule", "stated_value", "our_value"), CELLS)
def test_filled_cell_is_a_claim_that_agrees(
    claims: dict[str, Any], claim_id: str, rule: str, stated_value: str, our_value: str
) -> None:
    claim = claims[claim_id]
    assert (claim["compare"], claim["stated_value"]) == (rule, stated_value)
    assert str(claim["our_value"]).startswith(our_value)
    assert claim["agreement"] == "agrees"
    assert claim["locator"]["place"]


@pytest.mark.parametrize("resource", RECORDS)
def test_dates_are_recognised_by_their_type(resource: str) -> None:
    """A date needs its cell type, schema type and columns, and no list of names."""
    is_date = get_args(Date)[-1]
    columns = FILES[resource].row_type.model_fields
    for field in served_fields(resource):
        has_span = hasattr(TABLES[resource], f"{field}_earliest")
        kinds = {is_date in columns[field].metadata, has_span}
        assert kinds == {rule_of(resource, field) == "date"}, field


@pytest.mark.parametrize(
    ("resource", "field", "rule"),
    [
        ("missions", "dockings.0.docked", "date"),
        ("missions", "dockings.12.undocked", "date"),
        ("missions", "dockings.0.target", "name"),
        ("missions", "dockings.0.outcome", "text"),
        ("missions", "assigned.0.role", "text"),
        ("countries", "successors.0.date", "date"),
        ("countries", "predecessors.0.kind", "text"),
    ],
)
def test_field_of_a_list_entry_is_compared_by_its_type(
    resource: str, field: str, rule: str
) -> None:
    assert rule_of(resource, field) == rule


def test_claim_is_summarised_in_words(claims: dict[str, Any]) -> None:
    summary = claims["spacecraft.soyuz-7k-t.crew_capacity.gcat"]["summary"]
    assert summary == "Soyuz 7K-T, crew capacity: 3"


@pytest.mark.parametrize(
    ("claim_id", "stated_value"),
    [
        ("missions.soyuz-28.mass_kg.gcat", "6800"),
        ("missions.soyuz-28.inclination_deg.gcat", "51.65"),
        ("events.salyut-6-welcome.altitude_km.gcat", "350.5"),
    ],
)
def test_number_is_stated_as_written_in_its_cell(
    claims: dict[str, Any], claim_id: str, stated_value: str
) -> None:
    assert claims[claim_id]["stated_value"] == stated_value


@pytest.mark.parametrize(
    ("record", "field"),
    [
        ("missions/soyuz-17", "cospar"),
        ("missions/soyuz-17", "programmes"),
        ("missions/soyuz-28", "summary"),
        ("missions/soyuz-28", "id"),
        ("countries/czechia", "note"),
        ("stations/salyut-6", "gcat_name"),
    ],
)
def test_empty_cells_and_our_own_texts_are_not_claims(
    claims: dict[str, Any], record: str, field: str
) -> None:
    assert about(claims, record, field) == {}


# -- Attributions

LANDED = "1978-03-10T13:44:10Z"
ATTRIBUTED: list[tuple[str, str, dict[str, str]]] = [
    ("missions/soyuz-28", "call_sign", {"essay": "Zenit: agrees"}),
    (
        "missions/soyuz-28",
        "launch_site",
        {
            "essay": "Baikonur Cosmodrome: agrees",
            "iso-3166": "Baikonur Cosmodrome: agrees",
        },
    ),
    (
        "missions/soyuz-28",
        "landed",
        {"essay": f"{LANDED}: agrees", "gcat": "1978-03-11: disagrees"},
    ),
    (
        "stations/salyut-6",
        "countries",
        {"essay": "Soviet Union: agrees", "gcat": "Russia: disagrees"},
    ),
    (
        "missions/soyuz-28",
        "dockings.0.docked",
        {"essay": "1978-03-03T17:09Z: agrees"},
    ),
    (
        "missions/soyuz-28",
        "dockings.1.target",
        {"essay": "Soyuz 17: agrees", "gcat": "Salyut 6: disagrees"},
    ),
    ("people/vladimir-remek", "summary", {"essay": "None: not-comparable"}),
]


@pytest.mark.parametrize(("record", "field", "stated"), ATTRIBUTED)
def test_attribution_replaces_the_source_of_the_row(
    claims: dict[str, Any], record: str, field: str, stated: dict[str, str]
) -> None:
    assert about(claims, record, field) == stated


def test_note_of_an_attribution_belongs_to_the_other_value(
    claims: dict[str, Any],
) -> None:
    assert claims["missions.soyuz-28.landed.gcat"]["note"] == "Slip."
    assert claims["missions.soyuz-28.landed.essay"]["note"] is None


def test_source_may_contradict_its_own_row(claims: dict[str, Any]) -> None:
    ids = ["missions.soyuz-28.mass_kg.gcat", "missions.soyuz-28.mass_kg.row.gcat"]
    agreements = [claims[claim_id]["agreement"] for claim_id in ids]
    assert agreements == ["agrees", "disagrees"]


def test_source_of_a_summary_is_a_claim(claims: dict[str, Any]) -> None:
    claim = claims["people.vladimir-remek.summary.essay"]
    assert claim["summary"] == "What the summary of Vladimír Remek tells"
    assert claim["note"] == "Its second page."
    assert claim["compare"] is None


# -- Dockings


@pytest.mark.parametrize(
    ("field", "stated"),
    [
        ("dockings.0.target", {"gcat": "Salyut 6: agrees"}),
        ("dockings.0.outcome", {"gcat": "docked: agrees"}),
        ("dockings.0.undocked", {}),
        ("dockings.1.docked", {}),
        ("dockings.1.outcome", {"gcat": "failed: agrees"}),
    ],
)
def test_docking_is_stated_by_its_position(
    claims: dict[str, Any], field: str, stated: dict[str, str]
) -> None:
    assert about(claims, "missions/soyuz-28", field) == stated


def test_ten_dockings_are_listed_by_sequence(tmp_path: Path) -> None:
    first = rows_of("dockings")[0]
    days = {
        str(number): {
            "sequence": str(number),
            "docked": f"1978-03-{number:02}",
            "undocked": f"1978-03-{number:02}",
        }
        for number in range(3, 13)
    }
    rows = [first | day for day in days.values()]
    missions = changed("missions", "soyuz-28", landed="1978-03-13")
    crew = [
        row | {"landed": "1978-03-13"} if row["mission"] == "soyuz-28" else row
        for row in rows_of("crew")
    ]
    url = load_seed(tmp_path, dockings=rows, missions=missions, crew=crew)
    with client_of(app_for(str(url))) as client:
        shown = client.json("/v1/missions/soyuz-28")["data"]["dockings"]
    dates = [docking["docked"] for docking in shown]
    assert dates == [day["docked"] for day in days.values()]
