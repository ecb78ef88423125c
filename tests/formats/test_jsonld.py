"""Records as JSON-LD, in the vocabulary of schema.org."""

from typing import Any

import pytest

from app.formats.jsonld import TYPES
from app.resources import RESOURCES, Resource
from tests.support.client import Client
from tests.support.contract import each_resource


def linked(client: Client, path: str) -> Any:
    """Returns a record as JSON-LD, requested by header and by parameter."""
    response = client.get(path, headers={"Accept": "application/ld+json"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/ld+json"
    assert response.json() == client.json(f"{path}?format=jsonld")
    return response.json()


@each_resource
def test_record_of_every_resource_is_json_ld(
    client: Client, resource: Resource
) -> None:
    document = linked(client, f"{resource.path}/{resource.example}")
    assert document["@context"] == "https://schema.org"
    assert document["@type"] == TYPES[resource.name]
    assert document["@id"] == document["url"] == f"{resource.path}/{resource.example}"
    assert None not in document.values()


def test_person_has_birth_nationality_and_flights(client: Client) -> None:
    document = linked(client, "/v1/people/sigmund-jahn")
    assert (document["name"], document["birthDate"]) == ("Sigmund Jähn", "1937-02-13")
    [state] = document["nationality"]
    assert state == {
        "@type": "Country",
        "@id": "/v1/countries/east-germany",
        "name": "East Germany",
    }
    flights = [mission["@id"] for mission in document["performerIn"]]
    assert flights == ["/v1/missions/soyuz-31"]


def test_mission_is_an_event_with_its_crew(client: Client) -> None:
    document = linked(client, "/v1/missions/soyuz-28")
    assert document["startDate"] == "1978-03-02T15:28:10Z"
    assert {person["@id"] for person in document["performer"]} == {
        "/v1/people/alexei-gubarev",
        "/v1/people/vladimir-remek",
    }


def test_name_in_another_script_follows_the_other_names(client: Client) -> None:
    document = linked(client, "/v1/people/yuri-gagarin")
    record = client.json("/v1/people/yuri-gagarin")["data"]
    assert document["alternateName"] == [*record["aliases"], record["native_name"]]


def test_uncertain_date_is_left_out(client: Client) -> None:
    missions = client.json("/v1/missions?limit=1000&fields=id,launched")["data"]
    uncertain = [
        mission for mission in missions if set(mission["launched"] or "") & set("~?")
    ]
    assert uncertain
    for mission in uncertain[:3]:
        assert "startDate" not in linked(client, f"/v1/missions/{mission['id']}")


@pytest.mark.parametrize("name", ["fields=id", "include=claims"])
def test_unsupported_parameter_is_rejected_in_json_ld(
    client: Client, name: str
) -> None:
    response = client.get(f"/v1/people/yuri-gagarin?format=jsonld&{name}")
    assert response.status_code == 400


def test_every_resource_has_a_type() -> None:
    assert TYPES.keys() == {resource.name for resource in RESOURCES}
