"""A record is found by its ids in other catalogues, in every place that takes an id."""

import pytest

from tests.support.client import Client

KNOWN = [
    ("missions", "1978-023A", "soyuz-28"),
    ("missions", "10694", "soyuz-28"),
    ("missions", "Q43653", "apollo-11"),
    ("missions", "H00001", "vostok-1"),
    ("people", "Q7327", "yuri-gagarin"),
    ("people", "AS-00001", "yuri-gagarin"),
    ("stations", "1998-067A", "iss"),
    ("stations", "25544", "iss"),
    ("countries", "Q881", "vietnam"),
    ("expeditions", "Q17181", "iss-expedition-1"),
    ("organisations", "NASA", "nasa"),
    ("sites", "NIIP-5", "baikonur"),
]


@pytest.mark.parametrize(("resource", "other", "record_id"), KNOWN)
def test_record_is_found_by_another_id(
    quick_client: Client, resource: str, other: str, record_id: str
) -> None:
    answer = quick_client.json(f"/v1/{resource}/{other}")
    assert answer["data"]["id"] == record_id
    assert answer["links"]["self"] == f"/v1/{resource}/{record_id}"
    lower = quick_client.json(f"/v1/{resource}/{other.lower()}")
    assert lower["data"] == answer["data"]
    listed = quick_client.json(f"/v1/{resource}?id={other}")
    assert [record["id"] for record in listed["data"]] == [record_id]
    hits = quick_client.json(f"/v1/search?q={other}")["data"]
    assert (resource, record_id) in [(hit["type"], hit["id"]) for hit in hits]


def test_another_id_works_in_references(quick_client: Client) -> None:
    by_own = quick_client.json("/v1/crew?person=yuri-gagarin")["data"]
    assert quick_client.json("/v1/crew?person=Q7327")["data"] == by_own
    assert by_own


def test_ids_are_part_of_the_record_with_their_sources(quick_client: Client) -> None:
    record = quick_client.json("/v1/people/yuri-gagarin?include=claims")["data"]
    assert record["external_ids"] == {
        "wikidata": "Q7327",
        "cospar": None,
        "norad": None,
        "gcat": "AS-00001",
    }
    fields = {claim["field"] for claim in record["claims"]}
    assert "external_ids.wikidata" in fields


def test_json_ld_names_the_item_of_wikidata(quick_client: Client) -> None:
    document = quick_client.json("/v1/people/yuri-gagarin?format=jsonld")
    assert document["sameAs"] == "http://www.wikidata.org/entity/Q7327"
    without = quick_client.json("/v1/sites/baikonur?format=jsonld")
    assert "sameAs" not in without


def test_records_can_be_selected_by_whether_another_id_is_known(
    quick_client: Client,
) -> None:
    def total(query: str) -> int:
        number: int = quick_client.json(f"/v1/people?{query}&limit=0")["meta"]["total"]
        return number

    known, unknown = (
        total("external_ids__exists=true"),
        total("external_ids__exists=false"),
    )
    assert known > 750
    assert known + unknown == total("id__exists=true")
