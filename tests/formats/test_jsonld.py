"""Records and the data set as JSON-LD, in the vocabularies of schema.org and DCAT."""

import json
from typing import Any

import pytest

from app.formats.jsonld import TYPES
from app.resources import RESOURCES, Resource
from tests.support.client import Client
from tests.support.contract import each_resource
from tests.support.markup import page_of


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
    assert document["@id"] == document["url"] == f"/{resource.name}/{resource.example}"
    assert None not in document.values()


def test_person_has_birth_nationality_and_flights(client: Client) -> None:
    document = linked(client, "/v1/people/sigmund-jahn")
    assert (document["name"], document["birthDate"]) == ("Sigmund Jähn", "1937-02-13")
    [state] = document["nationality"]
    assert state == {
        "@type": "Country",
        "@id": "/countries/east-germany",
        "name": "East Germany",
    }
    flights = [mission["@id"] for mission in document["performerIn"]]
    assert flights == ["/missions/soyuz-31"]


def test_mission_is_an_event_with_its_crew(client: Client) -> None:
    document = linked(client, "/v1/missions/soyuz-28")
    assert document["startDate"] == "1978-03-02T15:28:10Z"
    assert {person["@id"] for person in document["performer"]} == {
        "/people/alexei-gubarev",
        "/people/vladimir-remek",
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


@each_resource
def test_page_has_the_same_linked_data_as_the_api(
    public_client: Client, resource: Resource
) -> None:
    path = f"/{resource.name}/{resource.example}"
    document = public_client.json(f"/v1{path}?format=jsonld")
    assert document["@id"] == f"https://rendezvous.example{path}"
    [embedded] = page_of(public_client, path).data
    assert json.loads(embedded) == document


def test_data_set_is_described_with_its_files(quick_client: Client) -> None:
    document = linked(quick_client, "/v1/dataset")
    about = quick_client.json("/v1/dataset")["data"]
    assert document["@type"] == ["Dataset", "dcat:Dataset"]
    assert document["version"] == about["version"]
    assert document["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert document["isAccessibleForFree"] is True
    assert document["dateModified"] == about["releases"][0]["released"]
    begin, end = document["temporalCoverage"].split("/")
    missions = quick_client.json("/v1/missions?limit=1&sort=launched")["data"]
    assert missions[0]["launched"].startswith(begin)
    assert end > "2026-01"
    [embedded] = page_of(quick_client, "/").data
    assert json.loads(embedded) == document


def test_distributions_are_the_downloads(public_client: Client) -> None:
    files = public_client.json("/v1/dataset/download")["data"]
    distributions = public_client.json("/v1/dataset?format=jsonld")["distribution"]
    assert [
        (row["contentUrl"], row["sha256"], row["dcat:byteSize"])
        for row in distributions
    ] == [
        (f"https://rendezvous.example{file['url']}", file["sha256"], file["bytes"])
        for file in files
    ]
    for row in distributions:
        path = row["contentUrl"].removeprefix("https://rendezvous.example")
        head = public_client.request("HEAD", path)
        assert head.headers["content-type"] == row["encodingFormat"]
        assert int(head.headers["content-length"]) == row["dcat:byteSize"]


def test_every_resource_has_a_type() -> None:
    assert TYPES.keys() == {resource.name for resource in RESOURCES}
