"""Guests: people who flew on a mission that none of their states ran."""

import csv
import io

import pytest

from tests.conftest import problem_of
from tests.support.client import Client


def ids(client: Client, path: str) -> list[str]:
    return [record["id"] for record in client.json(path)["data"]]


def test_missions_with_guests_are_found(quick_client: Client) -> None:
    query = "programme=interkosmos&guests_count__gte=1&sort=launched"
    missions = ids(quick_client, f"/v1/missions?{query}&kind=crewed-orbital")
    assert len(missions) == 15
    assert (missions[0], missions[-1]) == ("soyuz-28", "soyuz-tm-7")


def test_guests_are_distinguished_from_hosts(quick_client: Client) -> None:
    [guest] = quick_client.json("/v1/crew?mission=soyuz-28&guest=true")["data"]
    [host] = quick_client.json("/v1/crew?mission=soyuz-28&guest=false")["data"]
    assert (guest["person"]["id"], guest["guest"]) == ("vladimir-remek", True)
    assert (host["person"]["id"], host["guest"]) == ("alexei-gubarev", False)


def test_people_are_found_by_their_flights_as_guests(quick_client: Client) -> None:
    query = "flown=true&programme=interkosmos"
    guests = set(ids(quick_client, f"/v1/people?{query}&guest=true&limit=100"))
    assert {"vladimir-remek", "sigmund-jahn"} <= guests
    assert "alexei-gubarev" not in guests
    facet = quick_client.json("/v1/people?facet=guest&flown=true&limit=0")
    buckets = facet["meta"]["facets"]["guest"]
    assert sum(each["count"] for each in buckets) == facet["meta"]["total"]
    for each in buckets:
        narrowed = quick_client.json(each["url"])
        assert narrowed["meta"]["total"] == each["count"] > 100


def test_citizen_of_one_of_two_operators_is_not_a_guest(quick_client: Client) -> None:
    assert (
        ids(quick_client, "/v1/missions?programme=apollo-soyuz&guests_count__gte=1")
        == []
    )


def test_first_guest(quick_client: Client) -> None:
    [first] = quick_client.json("/v1/firsts?guest=true")["data"]
    assert [entry["person"]["id"] for entry in first["first"]] == ["vladimir-remek"]


def test_spacewalk_belongs_to_the_station_it_was_made_from(
    quick_client: Client,
) -> None:
    """Soyuz T-15 was at Mir and at Salyut 7; both its spacewalks were from Salyut 7."""
    path = "/v1/firsts?achievement=spacewalk"
    for query in ("station=mir", "by=station&station=mir", "by=country&station=mir"):
        groups = quick_client.json(f"{path}&{query}")["data"]
        first = min(groups, key=lambda group: group["at"])
        assert first["at"].startswith("1987-04-11")
        assert {entry["person"]["id"] for entry in first["first"]} == {
            "yuri-romanenko",
            "aleksandr-laveykin",
        }


@pytest.mark.parametrize("accept", ["&format=csv", ""])
def test_csv_has_a_byte_order_mark_if_requested(
    quick_client: Client, accept: str
) -> None:
    headers = {} if accept else {"Accept": "text/csv"}
    plain = quick_client.get(f"/v1/stations?limit=2{accept}", headers=headers)
    marked = quick_client.get(f"/v1/stations?limit=2&bom=true{accept}", headers=headers)
    assert marked.content == b"\xef\xbb\xbf" + plain.content
    assert marked.headers["etag"] != plain.headers["etag"]
    rows = list(csv.reader(io.StringIO(marked.content.decode("utf-8-sig"))))
    assert rows[0][0] == "id"


@pytest.mark.parametrize("form", ["json", "ndjson", "bibtex"])
def test_byte_order_mark_is_rejected_in_other_formats(
    quick_client: Client, form: str
) -> None:
    response = quick_client.get(f"/v1/stations?format={form}&bom=true")
    [fault] = problem_of(response, 400)["errors"]
    assert fault["name"] == "bom"
    assert quick_client.get(f"/v1/stations?format={form}&bom=false").status_code == 200
