"""Questions of readers, each answered by one or two requests."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.client import Client

Ask = Callable[[str], Any]


def ids(records: list[dict[str, Any]]) -> list[str]:
    return [record["id"] for record in records]


def people(records: list[dict[str, Any]]) -> set[str]:
    return {record["person"]["id"] for record in records}


@pytest.fixture
def data(quick_client: Client) -> Ask:
    """Requests a path and returns the data of the answer."""
    return lambda path: quick_client.json(path)["data"]


@pytest.fixture
def total(quick_client: Client) -> Ask:
    """Requests a path and returns the number of records."""
    return lambda path: quick_client.json(f"{path}&limit=0")["meta"]["total"]


def first(data: Ask, query: str) -> set[str]:
    return people(data(f"/v1/firsts?{query}")[0]["first"])


def test_which_station_did_soyuz_28_visit(data: Ask) -> None:
    assert data("/v1/missions/soyuz-28")["station"]["id"] == "salyut-6"
    wrong = data("/v1/claims?record=missions/soyuz-28&field=station&source=000-essay")
    assert [(claim["stated_value"], claim["agreement"]) for claim in wrong] == [
        ("Salyut 4", "disagrees")
    ]


def test_who_was_first_from_neither_the_usa_nor_the_ussr(data: Ask) -> None:
    assert first(data, "country__not=USA,SUN") == {"vladimir-remek"}


def test_who_was_the_first_german(data: Ask) -> None:
    assert first(data, "country=DEU&lineage=predecessors") == {"sigmund-jahn"}
    assert first(data, "country=DDR") == {"sigmund-jahn"}
    assert first(data, "country=DEU") == {"ulf-merbold"}


def test_who_was_the_first_asian(data: Ask) -> None:
    entry = data("/v1/firsts?region=Asia")[0]["first"][0]
    assert entry["person"]["id"] == "pham-tuan"
    assert entry["launched"].startswith("1980-07-23")


def test_did_interkosmos_fly_the_first_african(data: Ask, total: Ask) -> None:
    assert first(data, "region=Africa&boundary=orbit") == {"mark-shuttleworth"}
    assert total("/v1/crew?region=Africa&programme=interkosmos") == 0


def test_how_often_did_chretien_fly(data: Ask) -> None:
    flights = data("/v1/crew?person=jean-loup-chretien&sort=launched")
    assert [flight["mission"]["id"] for flight in flights] == [
        "soyuz-t-6",
        "soyuz-tm-7",
        "sts-86",
    ]


def test_which_guest_mission_failed_to_dock(data: Ask) -> None:
    path = "/v1/missions?programme=interkosmos&outcome=docking-failed"
    assert ids(data(path)) == ["soyuz-33"]


def test_who_were_the_fourteen_guests_of_thirteen_states(data: Ask) -> None:
    programme = data("/v1/programmes/interkosmos")
    assert programme["guests_count"] == 14
    assert programme["guest_countries_count"] == 13
    path = "/v1/crew?programme=interkosmos&country__not=soviet-union"
    guests = data(path)
    assert len(people(guests)) == 14
    assert len({guest["countries"][0]["id"] for guest in guests}) == 13


def test_for_whom_was_it_the_only_spaceflight(data: Ask) -> None:
    states = "POL,HUN,IND,VNM,CUB,MNG,ROU,SYR,AFG,BGR,FRA"
    by_id = {country["id"]: country for country in data(f"/v1/countries?id={states}")}
    only = {
        state
        for state, country in by_id.items()
        if country["citizens_flown_count"] == 1
    }
    assert only == {"vietnam", "cuba", "mongolia", "romania", "syria", "afghanistan"}


def test_the_first_british_and_japanese_were_no_interkosmos(data: Ask) -> None:
    for state, person, mission in (
        ("GBR", "helen-sharman", "soyuz-tm-12"),
        ("JPN", "toyohiro-akiyama", "soyuz-tm-11"),
    ):
        entry = data(f"/v1/firsts?country={state}")[0]["first"][0]
        assert (entry["person"]["id"], entry["mission"]["id"]) == (person, mission)
        programmes = data(f"/v1/missions/{mission}")["programmes"]
        assert "interkosmos" not in ids(programmes)


def test_when_was_interkosmos_created(data: Ask) -> None:
    assert data("/v1/programmes/interkosmos")["began"] == "1967-04"
    stated = data("/v1/claims?record=programmes/interkosmos&field=began")
    assert {"1967-04", "1968"} <= {claim["stated_value"] for claim in stated}


def test_when_did_the_first_interkosmos_satellite_fly(data: Ask) -> None:
    path = "/v1/missions?programme=interkosmos&kind=satellite&sort=launched&limit=1"
    assert data(path)[0]["launched"].startswith("1969-10-14")


def test_when_was_glavkosmos_founded(data: Ask) -> None:
    assert data("/v1/organisations/glavkosmos")["founded"] == "1985-02"


@pytest.mark.parametrize(
    ("state", "missions"),
    [
        (
            "CSK",
            {
                "interkosmos-18",
                "magion-1",
                "interkosmos-19",
                "interkosmos-20",
                "interkosmos-21",
                "interkosmos-23",
                "interkosmos-24",
                "magion-2",
                "interkosmos-25",
            },
        ),
        ("CZE,SVK", {"interkosmos-26"}),
        (
            "BGR",
            {
                "interkosmos-19",
                "interkosmos-22",
                "interkosmos-24",
                "interkosmos-25",
                "interkosmos-26",
            },
        ),
        ("FRA", {"signe-3", "oreol-3", "interkosmos-26"}),
    ],
)
def test_which_uncrewed_missions_had_a_state_in_them(
    data: Ask, state: str, missions: set[str]
) -> None:
    path = f"/v1/missions?country={state}&kind=satellite,sounding-rocket&limit=1000"
    assert missions <= set(ids(data(path)))


def test_when_was_interkosmos_9_launched_and_into_what_orbit(data: Ask) -> None:
    mission = data("/v1/missions/interkosmos-9")
    assert mission["launched"].startswith("1973-04-19")
    assert (round(mission["perigee_km"], -1), round(mission["apogee_km"], -1)) == (
        200,
        1550,
    )


def test_what_was_launched_on_29_march_1977(data: Ask) -> None:
    assert "kosmos-900" in ids(data("/v1/missions?launched=1977-03-29"))


def test_which_japanese_organisation_flew_the_halley_probes(data: Ask) -> None:
    claims = data(
        "/v1/claims?source=003-perestroika&stated_value=NASDA&agreement=disagrees"
    )
    assert claims
    assert "ISAS" in claims[0]["note"]


def test_who_signed_the_agreement_of_1972(data: Ask) -> None:
    event = data("/v1/events/space-cooperation-agreement-1972")
    assert event["at"].startswith("1972-05-24")
    assert {person["id"] for person in event["people"]} == {
        "richard-nixon",
        "alexei-kosygin",
    }
    assert "Moscow" in event["place"]


def test_when_did_apollo_and_soyuz_first_dock(data: Ask) -> None:
    event = data("/v1/events/apollo-soyuz-first-docking")
    assert event["at"].startswith("1975-07-17T16:09")
    docking = data("/v1/missions/apollo-astp")["dockings"][0]
    assert docking["docked"].startswith("1975-07-17T16:09")


def test_over_which_place_the_handshake_happened_is_contested(data: Ask) -> None:
    path = "/v1/claims?record=events/apollo-soyuz-handshake&agreement=disagrees"
    assert any("Elbe" in claim["stated_value"] for claim in data(path))


def test_when_did_each_ship_land(data: Ask) -> None:
    assert data("/v1/missions/soyuz-19")["landed"].startswith("1975-07-21")
    assert data("/v1/missions/apollo-astp")["landed"].startswith("1975-07-24")


def test_which_guest_flight_did_kubasov_command(data: Ask) -> None:
    path = "/v1/crew?person=valery-kubasov&role=commander&programme=interkosmos"
    assert [flight["mission"]["id"] for flight in data(path)] == ["soyuz-36"]


def test_who_led_the_talks_of_1962(data: Ask) -> None:
    events = data("/v1/events?person=hugh-dryden&at=1962")
    leaders = {person["id"] for event in events for person in event["people"]}
    assert {"hugh-dryden", "anatoly-blagonravov"} <= leaders


def test_how_many_shuttle_flights_belonged_to_shuttle_mir(data: Ask) -> None:
    path = "/v1/missions?programme=shuttle-mir&spacecraft=space-shuttle&limit=50"
    flights = data(path)
    docked = [
        flight["id"]
        for flight in flights
        if any(docking["outcome"] == "docked" for docking in flight["dockings"])
    ]
    assert (len(flights), len(docked)) == (11, 9)
    assert "sts-60" not in docked


def test_how_often_did_buran_fly(data: Ask) -> None:
    flights = data("/v1/missions?spacecraft=buran")
    assert [(flight["launched"][:10], flight["crew_size"]) for flight in flights] == [
        ("1988-11-15", 0)
    ]


def test_which_work_is_cited_by_two_documents(data: Ask) -> None:
    path = "/v1/sources?cited_by={}&limit=100"
    both = set(ids(data(path.format("000-essay")))) & set(
        ids(data(path.format("003-perestroika")))
    )
    assert both == {"burgess-2015-interkosmos"}


def test_what_air_each_ship_of_apollo_soyuz_had(data: Ask) -> None:
    ships = data("/v1/spacecraft?id=apollo-csm,soyuz-7k-tm&include=claims")
    assert [
        (ship["id"], ship["cabin_gas"], ship["cabin_pressure_kpa"]) for ship in ships
    ] == [("apollo-csm", "oxygen", 34), ("soyuz-7k-tm", "nitrogen and oxygen", 101)]
    said = {
        (claim["field"], claim["stated_value"], claim["agreement"])
        for ship in ships
        for claim in ship["claims"]
        if claim["source"]["id"] == "004-apollo-soyuz"
    }
    assert ("cabin_pressure_kpa", "5 PSI", "agrees") in said
    assert ("cabin_pressure_kpa", "14 PSI", "less-precise") in said
    [lowered] = data("/v1/events?mission=soyuz-19&name__contains=pressure")
    assert "10 pounds per square inch" in lowered["summary"]


def test_who_was_replaced_on_soyuz_11(data: Ask) -> None:
    assigned = data("/v1/missions/soyuz-11")["assigned"]
    assert {
        entry["person"]["id"] for entry in assigned if entry["kind"] == "replaced"
    } == {
        "alexei-leonov",
        "valery-kubasov",
        "pyotr-kolodin",
    }


def test_who_signed_for_shuttle_and_mir(data: Ask) -> None:
    [agreement] = data("/v1/events?kind=agreement&at=1992-10")
    assert people([{"person": person} for person in agreement["people"]]) == {
        "daniel-goldin",
        "yuri-koptev",
    }


def test_nobody_walked_where_only_the_hatch_was_opened(data: Ask) -> None:
    assert data("/v1/people/neil-armstrong")["spacewalks_count"] == 1
    opened = data("/v1/events?kind=hatch-opening")
    assert len(opened) == 6
