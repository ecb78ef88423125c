"""Missions that lifted off are counted, and no others; numbers from literature."""

from typing import Any

import pytest

from tests.support.client import Client

SHUTTLE = "spacecraft=space-shuttle"
NUMBERS = [
    # NASA, Space Shuttle Era: 135 missions, STS-51-L among them, by orbiter and year
    (SHUTTLE, 135),
    ("programme=space-shuttle", 135),
    ("vehicle=atlantis", 33),
    ("vehicle=challenger", 10),
    ("vehicle=columbia", 28),
    ("vehicle=discovery", 39),
    ("vehicle=endeavour", 25),
    (f"{SHUTTLE}&launched=1984", 5),
    (f"{SHUTTLE}&launched=1985", 9),
    (f"{SHUTTLE}&launched=1986", 2),
    (f"{SHUTTLE}&launched=1993", 7),
    (f"{SHUTTLE}&launched=1994", 7),
    # NASA SP-4203: ten crewed flights of Gemini
    ("spacecraft=gemini&kind=crewed-orbital", 10),
    ("spacecraft=gemini&kind=crewed-orbital&launched=1965", 5),
    # Gemini 1 and 2 without a crew, and Gemini 2 again in 1966
    ("spacecraft=gemini&kind=test", 3),
    # NASA, X-15 flight log: thirteen flights above 80 km, two of them above 100 km
    ("spacecraft=x-15", 13),
    ("spacecraft=x-15&boundary=100km", 2),
    # Virgin Galactic: Unity 15, 16, 21, 22 and 25, and Galactic 01 to 07
    ("spacecraft=spaceshiptwo", 12),
    # Soyuz T-2 to T-15; before them Soyuz T and two ships called Kosmos
    ("spacecraft=soyuz-t&kind=crewed-orbital", 14),
    ("spacecraft=soyuz-t&kind=test", 3),
    # Soyuz 10 to 40 of this type, Soyuz 18-1 among them
    ("spacecraft=soyuz-7k-t&kind=crewed-orbital&launched=1975", 3),
    # D. S. F. Portree, "Mir Hardware Heritage" (1995), tables of Progress
    ("spacecraft=progress&station=salyut-6", 12),
    ("spacecraft=progress&station=mir", 18),
    ("spacecraft=progress", 43),
    ("spacecraft=progress-m&kind=cargo", 67),
    ("spacecraft=progress-m1", 11),
    ("spacecraft=atv", 5),
    ("spacecraft=htv", 9),
]


@pytest.mark.parametrize(("query", "number"), NUMBERS)
def test_number_of_missions_is_that_of_literature(
    quick_client: Client, query: str, number: int
) -> None:
    answer = quick_client.json(f"/v1/missions?{query}&limit=0")
    assert answer["meta"]["total"] == number


@pytest.mark.parametrize(
    ("record", "number"),
    [
        ("spacecraft/discovery", 39),
        ("spacecraft/space-shuttle", 135),
        ("spacecraft/gemini", 13),
        ("spacecraft/x-15", 13),
        ("spacecraft/x-15-3", 11),
        ("spacecraft/spaceshiptwo", 12),
        ("programmes/space-shuttle", 135),
        # Twelve flights, and four Agena targets that they docked with
        ("programmes/gemini", 16),
        ("programmes/x-15", 13),
    ],
)
def test_missions_count_of_a_record_is_that_of_literature(
    quick_client: Client, record: str, number: int
) -> None:
    assert quick_client.json(f"/v1/{record}")["data"]["missions_count"] == number


@pytest.mark.parametrize(
    ("resource", "field"), [("programmes", "programme"), ("spacecraft", "vehicle")]
)
def test_missions_count_is_the_total_of_the_list(
    client: Client, resource: str, field: str
) -> None:
    counts = {
        record["id"]: record["missions_count"]
        for record in client.json(f"/v1/{resource}?limit=1000")["data"]
    }
    path = f"/v1/missions?group_by={field}"
    for bucket in client.json(path)["meta"]["facets"][field]:
        if bucket["value"]:
            assert counts[bucket["value"]] == bucket["count"], bucket


NOT_COUNTED = {
    "gemini-6a-pad-abort": "pad-abort",
    "little-joe-1": "pad-abort",
    "shenzhou-24": "planned",
    "soyuz-7k-ok-1": "pad-abort",
    "soyuz-ms-30": "planned",
    "soyuz-t-10-1": "pad-abort",
    "sts-41-d-pad-abort": "pad-abort",
    "sts-51-f-pad-abort": "pad-abort",
    "sts-51-pad-abort": "pad-abort",
    "sts-55-pad-abort": "pad-abort",
    "sts-68-pad-abort": "pad-abort",
    "unity-20": "not-ignited",
    "x-15-3-a-11": "captive",
    "x-15-3-a-12": "captive",
    "x-15-3-a-13": "captive",
    "x-15-3-a-33": "captive",
    "x-15-3-a-34": "captive",
    "x-15-3-a-35": "captive",
}


def outcomes(answer: Any) -> dict[str, str]:
    return {mission["id"]: mission["outcome"] for mission in answer["data"]}


@pytest.mark.parametrize(
    "query",
    [
        "counted=false",
        "outcome=pad-abort,captive,not-ignited,planned",
        f"id={','.join(NOT_COUNTED)}",
    ],
)
def test_missions_without_lift_off_are_found_by_asking_for_them(
    client: Client, query: str
) -> None:
    answer = client.json(f"/v1/missions?{query}&limit=1000")
    assert outcomes(answer) == NOT_COUNTED
    assert not any(mission["counted"] for mission in answer["data"])
    assert not [hint for hint in answer["meta"]["hints"] if "Left out" in hint]


def test_list_says_how_many_missions_it_leaves_out(client: Client) -> None:
    path = "/v1/missions?spacecraft=x-15"
    counted, both = client.json(path), client.json(f"{path}&counted=all")
    hint = (
        "Missions that did not lift off are left out: 6. Include them"
        " with `counted=all`."
    )
    assert hint in counted["meta"]["hints"]
    assert hint not in both["meta"]["hints"]
    assert (counted["meta"]["total"], both["meta"]["total"]) == (13, 19)
    only = client.json(f"{path}&counted=true")
    assert only["data"] == counted["data"]


def test_gcat_id_finds_a_mission_without_lift_off(client: Client) -> None:
    answer = client.json("/v1/missions?gcat_id=HA0008")
    assert outcomes(answer) == {"soyuz-t-10-1": "pad-abort"}


def test_crew_of_a_pad_abort_is_found_in_its_record(quick_client: Client) -> None:
    record = quick_client.json("/v1/missions/soyuz-t-10-1")["data"]
    people = {entry["person"]["id"] for entry in record["assigned"]}
    assert people == {"gennady-strekalov", "vladimir-titov"}
    assert record["counted"] is False


@pytest.mark.parametrize("mission", ["sts-51-l", "soyuz-18-1", "soyuz-ms-10"])
def test_mission_that_failed_after_lift_off_is_counted(
    quick_client: Client, mission: str
) -> None:
    assert quick_client.json(f"/v1/missions/{mission}")["data"]["counted"] is True


def test_stream_and_page_have_the_same_missions(client: Client) -> None:
    lines = client.get("/v1/missions?spacecraft=x-15&format=csv").text.splitlines()
    assert len(lines) == 1 + 13


def test_invalid_value_of_counted_lists_what_it_takes(quick_client: Client) -> None:
    response = quick_client.get("/v1/missions?counted=yes")
    assert response.status_code == 400
    [error] = response.json()["errors"]
    assert error["allowed"] == ["true", "false", "all"]


@pytest.mark.parametrize(
    ("person", "flights"),
    [
        # Soyuz 12, 18-1, 27 and T-3
        ("oleg-makarov", 4),
        # Soyuz 12 and 18-1
        ("vasily-lazarev", 2),
    ],
)
def test_flight_above_80_km_on_an_aborted_launch_counts_for_the_person(
    quick_client: Client, person: str, flights: int
) -> None:
    assert quick_client.json(f"/v1/people/{person}")["data"]["flights"] == flights


@pytest.mark.parametrize(
    ("boundary", "mission", "number"),
    [
        # Soyuz 18-1 rose to some 190 km, MS-10 to some 93 km
        ("80km", "soyuz-ms-10", 2),
        ("100km", "soyuz-ms-10", 0),
        ("100km", "soyuz-18-1", 2),
        ("orbit", "soyuz-18-1", 0),
    ],
)
def test_flight_of_a_person_counts_above_the_chosen_boundary(
    client: Client, boundary: str, mission: str, number: int
) -> None:
    path = f"/v1/firsts?mission={mission}&boundary={boundary}"
    [first] = client.json(path)["data"]
    assert len(first["first"]) == number


# -- People


def test_people_who_did_not_fly_are_told_apart(client: Client) -> None:
    everybody, flown = client.json("/v1/people"), client.json("/v1/people?flown=true")
    others = everybody["meta"]["total"] - flown["meta"]["total"]
    hint = (
        f"People who did not fly above 80 km are included: {others}. Leave them out"
        " with `flown=true`."
    )
    assert hint in everybody["meta"]["hints"]
    assert hint not in flown["meta"]["hints"]
    assert flown["meta"]["total"] == 787
    assert "Included" not in str(client.json("/v1/people?id=al-gore")["meta"]["hints"])


def test_pages_count_people_who_flew(quick_client: Client) -> None:
    assert "787 people who flew" in quick_client.get("/").text
    assert "<strong>787</strong>" in quick_client.get("/people").text
    assert "787 people who flew" in quick_client.get("/index.md").text


# -- Empty lists


MCAULIFFE = "Christa McAuliffe did not fly above 80 km and is listed in `assigned` of"
NOBODY = "Nobody flew above 80 km on {}; people in `assigned` of /v1/missions/{}: {}."


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("crew?mission=sts-51-l", NOBODY.format("STS-51-L", "sts-51-l", 7)),
        (
            "people?mission=soyuz-t-10-1",
            NOBODY.format("Soyuz T-10-1", "soyuz-t-10-1", 2),
        ),
        ("crew?person=christa-mcauliffe", f"{MCAULIFFE} /v1/missions/sts-51-l."),
        (
            "missions?crew.person=christa-mcauliffe",
            f"{MCAULIFFE} /v1/missions/sts-51-l.",
        ),
    ],
)
def test_empty_list_names_the_people_who_were_assigned(
    client: Client, path: str, hint: str
) -> None:
    answer = client.json(f"/v1/{path}")
    assert answer["data"] == []
    assert hint in answer["meta"]["hints"]


@pytest.mark.parametrize(
    "path", ["crew?mission=soyuz-28&role=pilot", "crew?mission=interkosmos-1"]
)
def test_empty_list_without_assigned_people_names_none(
    quick_client: Client, path: str
) -> None:
    answer = quick_client.json(f"/v1/{path}")
    assert answer["data"] == []
    assert "assigned" not in str(answer["meta"]["hints"])
