"""Where people were, when, and which missions docked with a station.

Times are those of NASA and RKA chronologies, of D. S. F. Portree, "Mir Hardware
Heritage" (1995), and of GCAT.
"""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.support.client import Client

Json = dict[str, Any]


def present(client: Client, at: str) -> dict[str, Json]:
    """Everybody in space at an instant, by id of the person."""
    data = client.json(f"/v1/in-space?at={at}")["data"]
    return {entry["person"]["id"]: entry for entry in data}


def aboard(client: Client, at: str) -> dict[str, set[str]]:
    """The people in each craft and station, by its path without `/v1/`."""
    places: dict[str, set[str]] = {}
    for person, entry in present(client, at).items():
        place = entry["aboard"]["url"].removeprefix("/v1/")
        places.setdefault(place, set()).add(person)
    return places


KIZIM_AND_SOLOVYOV = {"leonid-kizim", "vladimir-solovyov"}


@pytest.mark.parametrize(
    ("at", "place"),
    [
        ("1986-03-14T12:00Z", "missions/soyuz-t-15"),
        ("1986-03-16", "stations/mir"),
        ("1986-05-06T00:00:00Z", "missions/soyuz-t-15"),
        ("1986-05-20", "stations/salyut-7"),
        ("1986-06-24", "stations/salyut-7"),
        ("1986-06-26T12:00Z", "missions/soyuz-t-15"),
        ("1986-07-01", "stations/mir"),
        ("1986-07-16T12:00Z", "missions/soyuz-t-15"),
    ],
)
def test_crew_of_soyuz_t_15_went_from_mir_to_salyut_7_and_back(
    quick_client: Client, at: str, place: str
) -> None:
    assert aboard(quick_client, at) == {place: KIZIM_AND_SOLOVYOV}


FIRST_EXPEDITION = {"william-shepherd", "yuri-gidzenko", "sergei-krikalev"}


@pytest.mark.parametrize(
    ("at", "place"),
    [
        # Launch at 07:52:47
        ("2000-10-31T07:54:47Z", "missions/soyuz-tm-31"),
        # Docking at 09:21
        ("2000-11-02T09:20Z", "missions/soyuz-tm-31"),
        ("2000-11-02T09:22Z", "stations/iss"),
    ],
)
def test_first_expedition_is_aboard_its_ship_until_it_docks(
    quick_client: Client, at: str, place: str
) -> None:
    assert aboard(quick_client, at) == {place: FIRST_EXPEDITION}


RESIDENTS = {"vladimir-kovalyonok", "aleksandr-ivanchenkov"}
GUESTS = {"valery-bykovsky", "sigmund-jahn"}


@pytest.mark.parametrize(
    ("at", "places"),
    [
        (
            "1978-08-27T12:00Z",
            {"stations/salyut-6": RESIDENTS, "missions/soyuz-31": GUESTS},
        ),
        ("1978-08-30", {"stations/salyut-6": RESIDENTS | GUESTS}),
        (
            "1978-09-03T10:00Z",
            {"stations/salyut-6": RESIDENTS, "missions/soyuz-29": GUESTS},
        ),
        # Soyuz 31 moves to another port on 7 September, with both aboard
        ("1978-09-07T11:30Z", {"missions/soyuz-31": RESIDENTS}),
        ("1978-09-08", {"stations/salyut-6": RESIDENTS}),
        ("1978-11-02T10:00Z", {"missions/soyuz-31": RESIDENTS}),
    ],
)
def test_guests_leave_in_the_ship_of_their_hosts(
    quick_client: Client, at: str, places: dict[str, set[str]]
) -> None:
    assert aboard(quick_client, at) == places


@pytest.mark.parametrize(
    ("at", "places"),
    [
        (
            "1969-01-16T09:00Z",
            {
                "missions/soyuz-4": {"vladimir-shatalov"},
                "missions/soyuz-5": {
                    "boris-volynov",
                    "alexei-yeliseyev",
                    "yevgeny-khrunov",
                },
            },
        ),
        (
            "1969-01-16T14:00Z",
            {
                "missions/soyuz-4": {
                    "vladimir-shatalov",
                    "alexei-yeliseyev",
                    "yevgeny-khrunov",
                },
                "missions/soyuz-5": {"boris-volynov"},
            },
        ),
    ],
)
def test_two_people_went_over_from_soyuz_5_to_soyuz_4(
    quick_client: Client, at: str, places: dict[str, set[str]]
) -> None:
    assert aboard(quick_client, at) == places


def test_craft_is_that_of_the_ship_in_which_the_person_is(quick_client: Client) -> None:
    """Wolf went to Mir on STS-86, Thomas on STS-89; Wolf came back on STS-89."""
    people = present(quick_client, "1998-01-30T12:00Z")
    assert people["david-wolf"]["aboard"]["id"] == "sts-89"
    assert people["david-wolf"]["spacecraft"]["id"] == "space-shuttle"
    assert people["david-wolf"]["station"] is None
    assert people["andy-thomas"]["station"]["id"] == "mir"
    assert people["andy-thomas"]["spacecraft"]["id"] == "space-shuttle"
    # Thagard was launched in Soyuz TM-21
    thagard = present(quick_client, "1995-07-06")["norman-thagard"]
    assert thagard["mission"]["id"] == "soyuz-tm-21"
    assert thagard["spacecraft"]["id"] == "space-shuttle"


def test_soyuz_tm_27_flies_to_mir_while_sts_89_has_left_it(
    quick_client: Client,
) -> None:
    """STS-89 undocked on 29 January 1998, and Soyuz TM-27 docked on the 31st."""
    places = aboard(quick_client, "1998-01-30T12:00Z")
    assert places["stations/mir"] == {
        "anatoly-solovyov",
        "pavel-vinogradov",
        "andy-thomas",
    }
    assert places["missions/soyuz-tm-27"] == {
        "talgat-musabayev",
        "nikolai-budarin",
        "leopold-eyharts",
    }
    assert len(places["missions/sts-89"]) == 7
    assert len(places) == 3


@pytest.mark.parametrize(
    ("at", "place", "number"),
    [
        # STS-63 passed Mir at eleven metres; STS-71 was the first to dock
        ("1995-02-06T19:30Z", "stations/mir", 3),
        ("1995-02-06T19:30Z", "missions/sts-63", 6),
        ("1995-07-01", "stations/mir", 10),
        ("1995-07-06", "missions/sts-71", 8),
        ("1995-07-06", "stations/mir", 2),
        # STS-127 docked at 17:47
        ("2009-07-17T17:00Z", "stations/iss", 6),
        ("2009-07-17T18:00Z", "stations/iss", 13),
        ("2009-07-29", "missions/sts-127", 7),
        # The crew of the Starliner stayed after its ship had left
        ("2024-09-01", "stations/iss", 9),
        ("2025-01-01", "stations/iss", 7),
    ],
)
def test_station_has_as_many_people_as_are_known_from_literature(
    quick_client: Client, at: str, place: str, number: int
) -> None:
    assert len(aboard(quick_client, at)[place]) == number


def steps(client: Client, query: str, group: str) -> list[tuple[str, int]]:
    """The steps of one group of the history."""
    series = client.json(f"/v1/in-space/history?{query}")["data"]
    [found] = [
        entry["steps"]
        for entry in series
        if group in [record["id"] for record in entry["group"].values()]
    ]
    return [(step["at"], step["count"]) for step in found]


def test_thirteen_are_aboard_the_iss_for_the_first_time_with_sts_127(
    quick_client: Client,
) -> None:
    counts = steps(quick_client, "by=station", "iss")
    assert max(count for _, count in counts) == 13
    first = next(at for at, count in counts if count == 13)
    assert first.startswith("2009-07-17T17:47")


def test_people_are_aboard_a_station_from_docking_to_undocking(
    quick_client: Client,
) -> None:
    def days(station: str) -> list[tuple[str, int]]:
        found = steps(quick_client, "by=station&at=1986", station)
        return [(at[:10], count) for at, count in found]

    assert days("mir") == [
        ("1986-01-01", 0),
        ("1986-03-15", 2),
        ("1986-05-05", 0),
        ("1986-06-26", 2),
        ("1986-07-16", 0),
    ]
    assert days("salyut-7") == [
        ("1986-01-01", 0),
        ("1986-05-06", 2),
        ("1986-06-25", 0),
    ]


@pytest.mark.parametrize(
    ("station", "time"),
    [("iss", "2009/2010"), ("mir", "1995-06/1996"), ("salyut-6", "1978")],
)
def test_number_at_a_station_equals_that_of_the_listed_people(
    quick_client: Client, station: str, time: str
) -> None:
    for at, count in steps(quick_client, f"by=station&at={time}", station):
        # Some times are known to the minute
        after = datetime.fromisoformat(at) + timedelta(seconds=60)
        people = aboard(quick_client, f"{after:%Y-%m-%dT%H:%M:%S}Z")
        assert len(people.get(f"stations/{station}", ())) == count, at


@pytest.mark.parametrize(
    ("at", "people", "place"),
    [
        # Soyuz TM-21 flew around Mir to film the departure of Atlantis
        (
            "1995-07-04T11:20:00Z",
            {"anatoly-solovyov", "nikolai-budarin"},
            "missions/soyuz-tm-21",
        ),
        (
            "1995-07-04T12:00:00Z",
            {"anatoly-solovyov", "nikolai-budarin"},
            "stations/mir",
        ),
        # Shenzhou 9 undocked to dock again by hand
        (
            "2012-06-24T04:00:00Z",
            {"jing-haipeng", "liu-wang", "liu-yang"},
            "missions/shenzhou-9",
        ),
        # Soyuz MS-23 moved from Poisk to Prichal
        (
            "2023-04-06T09:00:00Z",
            {"sergei-prokopyev", "dmitry-petelin", "frank-rubio"},
            "missions/soyuz-ms-23",
        ),
        # Docked at 21:42, by the China Manned Space Agency
        (
            "2022-11-29T19:00:00Z",
            {"fei-junlong", "deng-qingming", "zhang-lu"},
            "missions/shenzhou-15",
        ),
    ],
)
def test_crew_of_a_ship_that_is_not_docked_is_aboard_the_ship(
    quick_client: Client, at: str, people: set[str], place: str
) -> None:
    assert people <= aboard(quick_client, at)[place]


def test_ships_launched_without_a_crew_are_no_crewed_flights(
    quick_client: Client,
) -> None:
    """Soyuz 34, Soyuz MS-23 and Shenzhou 22 were sent to bring crews home."""
    path = "/v1/missions?station=salyut-6&kind=crewed-orbital&limit=0"
    assert quick_client.json(path)["meta"]["total"] == 16
    path = "/v1/missions?kind=uncrewed-orbital&fields=id"
    ids = [mission["id"] for mission in quick_client.json(path)["data"]]
    assert ids == ["soyuz-34", "soyuz-ms-23", "shenzhou-22"]
