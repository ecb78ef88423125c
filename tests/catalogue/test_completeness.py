"""What the catalogue knows to be none, what it does not know, and what it counts."""

from typing import Any

import pytest

from tests.support.client import Client


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        # The first docking of all was that of Gemini 8 on 16 March 1966
        ("missions/vostok-1", "dockings", []),
        ("missions/gemini-7", "dockings", []),
        ("missions/sts-1", "dockings", []),
        ("missions/soyuz-t-10-1", "dockings", []),
        ("missions/interkosmos-1", "dockings", []),
        # There was no station to dock with before 1971
        ("missions/soyuz-3", "stations", []),
        # Backups of Shuttle flights are not held
        ("missions/sts-1", "assigned", None),
        ("missions/interkosmos-1", "assigned", []),
        ("spacecraft/apas-75", "missions_count", None),
        ("spacecraft/hermes", "missions_count", None),
        ("spacecraft/energia", "missions_count", 1),
        ("programmes/finnish-offer", "missions_count", 0),
        ("people/yuri-gagarin", "occupations", None),
        ("people/yuri-gagarin", "stations", []),
        ("people/yuri-gagarin", "spacewalks_count", 0),
        ("people/al-gore", "spacewalks_count", 0),
        ("countries/finland", "partners", []),
    ],
)
def test_empty_value_means_none_only_where_the_data_is_complete(
    quick_client: Client, record: str, field: str, value: Any
) -> None:
    assert quick_client.json(f"/v1/{record}")["data"][field] == value


def test_both_ships_of_apollo_soyuz_list_their_dockings(quick_client: Client) -> None:
    for mission, other in (("soyuz-19", "apollo-astp"), ("apollo-astp", "soyuz-19")):
        dockings = quick_client.json(f"/v1/missions/{mission}")["data"]["dockings"]
        assert [docking["target"]["id"] for docking in dockings] == [other, other]
        # NASA SP-4012, volume III, table 2-54
        assert [docking["docked"][:13] for docking in dockings] == [
            "1975-07-17T16",
            "1975-07-19T12",
        ]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        # All flights of Shenzhou began at Jiuquan: Shenzhou 5 to 23 without 8
        ("launch_site=jiuquan&kind=crewed-orbital,uncrewed-orbital", 18),
        # GCAT, launch log to September 2026, and Crew-13
        ("launch_vehicle=falcon-9&kind=crewed-orbital", 21),
    ],
)
def test_launch_data_of_later_flights_is_found(
    client: Client, query: str, number: int
) -> None:
    assert client.json(f"/v1/missions?{query}")["meta"]["total"] == number


def test_guests_of_salyut_6_are_as_many_as_their_missions(client: Client) -> None:
    # Remek, Hermaszewski, Jähn, Farkas, Phạm Tuân, Tamayo, Gürragchaa, Prunariu
    crew = client.json("/v1/crew?guest=true&station=salyut-6")
    missions = client.json("/v1/missions?guests_count__gte=1&station=salyut-6")
    assert crew["meta"]["total"] == missions["meta"]["total"] == 8


@pytest.mark.parametrize(
    "path",
    [
        "missions?spacecraft=space-shuttle",
        "missions?station=mir",
        "missions?vehicle=columbia",
        "crew?station=salyut-7",
        "people?country=POL&flown=true",
        "people?first_flight.launched=1978",
        "stations?sort=launched",
        "countries?ended=1990/1992",
        "firsts?country=UKR",
        "firsts?by=country",
    ],
)
def test_query_on_complete_fields_is_complete(quick_client: Client, path: str) -> None:
    meta = quick_client.json(f"/v1/{path}")["meta"]
    assert meta["complete"], meta["hints"]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("missions?launch_pad=baikonur-lc1", "launch_pad"),
        ("missions?country=POL&kind=satellite", "country"),
        ("missions?sort=-mass_kg", "mass_kg"),
        ("people?birth_country=UKR", "birth_country"),
        ("people?sort=-spacewalks_count", "spacewalks_count"),
        ("events?group_by=country", "country"),
        ("firsts?country=UKR&basis=birth", "birth_country"),
        ("firsts?by=sex", "sex"),
        ("superlatives?category=youngest&sex=female", "sex"),
    ],
)
def test_query_on_incomplete_fields_names_them(
    client: Client, path: str, field: str
) -> None:
    meta = client.json(f"/v1/{path}")["meta"]
    assert not meta["complete"]
    assert [hint for hint in meta["hints"] if hint.startswith(f"{field} is not known")]


@pytest.mark.parametrize(
    "resource", ["missions", "crew", "people", "stations", "missions?kind=satellite"]
)
def test_list_that_grows_says_up_to_when_it_is_complete(
    quick_client: Client, resource: str
) -> None:
    assert quick_client.json(f"/v1/{resource}")["meta"]["complete_to"]
