"""Who sent and employed people on their flights, and how old they were."""

import pytest

from tests.support.client import Client


def test_esa_astronauts_who_flew_are_found_by_agency(quick_client: Client) -> None:
    path = "/v1/people?agency=esa&flown=true&fields=id&limit=100"
    people = {person["id"] for person in quick_client.json(path)["data"]}
    assert {"ulf-merbold", "thomas-reiter", "samantha-cristoforetti"} <= people
    assert people.isdisjoint({"sigmund-jahn", "vladimir-remek", "helen-sharman"})
    assert 25 <= len(people) <= 45
    by_flight = quick_client.json("/v1/crew?agency=esa&limit=200")["data"]
    assert {entry["person"]["id"] for entry in by_flight} == people


@pytest.mark.parametrize(
    ("entry", "agencies", "employers"),
    [
        ("apollo-11-neil-armstrong", ["nasa"], ["nasa"]),
        ("soyuz-28-vladimir-remek", None, None),
        ("mercury-redstone-3-alan-shepard", ["nasa"], ["us-navy"]),
    ],
)
def test_flight_names_the_organisations_of_the_person(
    quick_client: Client,
    entry: str,
    agencies: list[str] | None,
    employers: list[str] | None,
) -> None:
    record = quick_client.json(f"/v1/crew/{entry}")["data"]
    if agencies:
        assert [agency["id"] for agency in record["agencies"]] == agencies
        assert [employer["id"] for employer in record["employers"]] == employers
    assert {organisation["url"] for organisation in record["employers"]} <= {
        f"/v1/organisations/{organisation['id']}"
        for organisation in record["employers"]
    }


@pytest.mark.parametrize(
    ("entry", "age"),
    [
        ("vostok-1-yuri-gagarin", 27),
        ("vostok-2-gherman-titov", 25),
        ("sts-95-john-glenn", 77),
        ("blue-origin-ns-18-william-shatner", 90),
    ],
)
def test_age_at_launch_is_that_of_the_records(
    quick_client: Client, entry: str, age: int
) -> None:
    assert quick_client.json(f"/v1/crew/{entry}")["data"]["age_at_launch"] == age


def test_youngest_and_oldest_stand_at_the_ends_of_the_list(
    quick_client: Client,
) -> None:
    def first(order: str) -> str:
        path = f"/v1/crew?sort={order}&kind=crewed-orbital&limit=1"
        name: str = quick_client.json(path)["data"][0]["person"]["id"]
        return name

    assert first("age_at_launch") == "gherman-titov"
    assert first("-age_at_launch") == "john-glenn"


def test_time_of_spacewalks_is_the_sum_of_their_lengths(quick_client: Client) -> None:
    walks = "/v1/events?kind=spacewalk&person=anatoly-solovyov&limit=100"
    lengths = [event["duration_seconds"] for event in quick_client.json(walks)["data"]]
    person = quick_client.json("/v1/people/anatoly-solovyov")["data"]
    assert person["spacewalk_time_seconds"] == sum(lengths)
    assert person["spacewalks_count"] == len(lengths) == 16
