"""Records as linked data, in the words of schema.org."""

from typing import Any

import pytest

from app.formats.jsonld import TYPES
from app.resources import RESOURCES, Resource
from tests.support.client import Client
from tests.support.contract import each_resource


def linked(client: Client, path: str) -> Any:
    response = client.get(path, headers={"Accept": "application/ld+json"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/ld+json"
    assert response.json() == client.json(f"{path}?format=jsonld")
    return response.json()


@each_resource
def test_a_record_of_every_resource_is_linked_data(
    client: Client, resource: Resource
) -> None:
    told = linked(client, f"{resource.path}/{resource.example}")
    assert told["@context"] == "https://schema.org"
    assert told["@type"] == TYPES[resource.name]
    assert told["@id"] == told["url"] == f"{resource.path}/{resource.example}"
    assert None not in told.values()


def test_a_person_has_birth_nationality_and_flights(client: Client) -> None:
    told = linked(client, "/v1/people/sigmund-jahn")
    assert (told["name"], told["birthDate"]) == ("Sigmund Jähn", "1937-02-13")
    [state] = told["nationality"]
    assert state == {
        "@type": "Country",
        "@id": "/v1/countries/east-germany",
        "name": "East Germany",
    }
    assert [one["@id"] for one in told["performerIn"]] == ["/v1/missions/soyuz-31"]


def test_a_mission_is_an_event_with_its_crew(client: Client) -> None:
    told = linked(client, "/v1/missions/soyuz-28")
    assert told["startDate"] == "1978-03-02T15:28:10Z"
    assert {one["@id"] for one in told["performer"]} == {
        "/v1/people/alexei-gubarev",
        "/v1/people/vladimir-remek",
    }


def test_a_name_in_another_script_stands_beside_other_names(client: Client) -> None:
    told = linked(client, "/v1/people/yuri-gagarin")
    record = client.json("/v1/people/yuri-gagarin")["data"]
    assert told["alternateName"] == [*record["aliases"], record["native_name"]]


def test_a_date_that_is_uncertain_is_left_out(client: Client) -> None:
    vague = [
        one
        for one in client.json("/v1/missions?limit=1000&fields=id,landed")["data"]
        if set(one["landed"] or "") & set("~?")
    ]
    assert vague
    for one in vague[:3]:
        assert "endDate" not in linked(client, f"/v1/missions/{one['id']}")


@pytest.mark.parametrize("name", ["fields=id", "include=claims"])
def test_linked_data_has_no_place_for_fields(client: Client, name: str) -> None:
    response = client.get(f"/v1/people/yuri-gagarin?format=jsonld&{name}")
    assert response.status_code == 400


def test_every_resource_has_a_type() -> None:
    assert TYPES.keys() == {resource.name for resource in RESOURCES}
