"""Guests: citizens of none of the states that ran the mission."""

import csv
import io

import pytest

from tests.conftest import problem_of
from tests.support.client import Client


def ids(client: Client, path: str) -> list[str]:
    return [one["id"] for one in client.json(path)["data"]]


def test_flights_that_carried_a_guest_are_found(client: Client) -> None:
    query = "programme=interkosmos&guests_count__gte=1&sort=launched"
    found = ids(client, f"/v1/missions?{query}&kind=crewed-orbital")
    assert len(found) == 15
    assert (found[0], found[-1]) == ("soyuz-28", "soyuz-tm-7")


def test_guests_are_found_and_told_from_their_hosts(client: Client) -> None:
    [guest] = client.json("/v1/crew?mission=soyuz-28&guest=true")["data"]
    [host] = client.json("/v1/crew?mission=soyuz-28&guest=false")["data"]
    assert (guest["person"]["id"], guest["guest"]) == ("vladimir-remek", True)
    assert (host["person"]["id"], host["guest"]) == ("alexei-gubarev", False)


def test_who_flies_for_one_of_two_operators_is_no_guest(client: Client) -> None:
    assert ids(client, "/v1/missions?programme=apollo-soyuz&guests_count__gte=1") == []


def test_firsts_can_be_asked_of_guests(client: Client) -> None:
    [found] = client.json("/v1/firsts?guest=true")["data"]
    assert [one["person"]["id"] for one in found["first"]] == ["vladimir-remek"]


def test_a_spacewalk_is_of_the_station_that_it_was_made_from(client: Client) -> None:
    """Soyuz T-15 was at Mir and at Salyut 7; both its spacewalks were from Salyut 7."""
    path = "/v1/firsts?achievement=spacewalk"
    for query in ("station=mir", "by=station&station=mir", "by=country&station=mir"):
        found = client.json(f"{path}&{query}")["data"]
        first = min(found, key=lambda one: one["at"])
        assert first["at"].startswith("1987-04-11")
        assert {one["person"]["id"] for one in first["first"]} == {
            "yuri-romanenko",
            "aleksandr-laveykin",
        }


@pytest.mark.parametrize("accept", ["&format=csv", ""])
def test_a_spreadsheet_that_asks_for_a_mark_gets_it(
    client: Client, accept: str
) -> None:
    headers = {} if accept else {"Accept": "text/csv"}
    plain = client.get(f"/v1/stations?limit=2{accept}", headers=headers)
    marked = client.get(f"/v1/stations?limit=2&bom=true{accept}", headers=headers)
    assert marked.content == b"\xef\xbb\xbf" + plain.content
    assert marked.headers["etag"] != plain.headers["etag"]
    rows = list(csv.reader(io.StringIO(marked.content.decode("utf-8-sig"))))
    assert rows[0][0] == "id"


@pytest.mark.parametrize("form", ["json", "ndjson", "bibtex"])
def test_only_a_spreadsheet_can_have_a_mark(client: Client, form: str) -> None:
    response = client.get(f"/v1/stations?format={form}&bom=true")
    [fault] = problem_of(response, 400)["errors"]
    assert fault["name"] == "bom"
    assert client.get(f"/v1/stations?format={form}&bom=false").status_code == 200
