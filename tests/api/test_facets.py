"""Facets count values over the whole result, and each count can be followed."""

from typing import Any

import pytest

from app.query.limits import MAX_FACETS
from app.query.validation import countable_fields
from app.resources import RESOURCES, Resource
from tests.conftest import problem_of
from tests.support.client import Client


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_url_of_a_bucket_finds_as_many_records_as_it_counts(
    client: Client, resource: Resource
) -> None:
    names = countable_fields(resource)
    facets: dict[str, list[dict[str, Any]]] = {}
    for start in range(0, len(names), MAX_FACETS):
        query = ",".join(names[start : start + MAX_FACETS])
        body = client.json(f"{resource.path}?facet={query}&limit=0")
        facets |= body["meta"]["facets"]
    assert list(facets) == names
    for buckets in facets.values():
        filled = [bucket for bucket in buckets if bucket["value"] is not None]
        counts = [bucket["count"] for bucket in filled]
        assert counts == sorted(counts, reverse=True)
        # Records without a value come last
        for bucket in [*filled[:2], *buckets[len(filled) :]]:
            answer = client.json(bucket["url"])
            assert answer["meta"]["total"] == bucket["count"], bucket


def test_facet_keeps_the_query_and_marks_selected_values(client: Client) -> None:
    path = "/v1/crew?programme=interkosmos&country=BGR,POL&facet=country"
    buckets = client.json(path)["meta"]["facets"]["country"]
    selected = {bucket["value"] for bucket in buckets if bucket["selected"]}
    assert selected == {"bulgaria", "poland"}
    labels = {bucket["value"]: bucket["label"] for bucket in buckets}
    assert labels["poland"] == "Poland"


def test_singular_of_a_list_gives_the_same_answer(client: Client) -> None:
    singular = client.json("/v1/people?country=VNM,MNG&group_by=programme")
    plural = client.json("/v1/people?countries=VNM,MNG&group_by=programmes")
    buckets = singular["meta"].pop("facets")["programme"]
    assert buckets == plural["meta"].pop("facets")["programmes"]
    for bucket in buckets:
        assert "countries=VNM,MNG" in bucket["url"]
        assert "programmes" in bucket["url"]
    assert singular["meta"] == plural["meta"]
    path = "/v1/crew?countries=VNM&stations__exists=true"
    answers = [
        client.get(path),
        client.get("/v1/crew?country=VNM&station__exists=true"),
    ]
    assert answers[0].content == answers[1].content
    assert answers[0].headers["etag"] == answers[1].headers["etag"]
    assert answers[1].json()["links"]["self"] == path


def test_group_by_gives_counts_without_records(client: Client) -> None:
    answer = client.json("/v1/claims?group_by=agreement&source=000-essay")
    assert answer["data"] == []
    counts = [bucket["count"] for bucket in answer["meta"]["facets"]["agreement"]]
    assert sum(counts) == answer["meta"]["total"]


def test_facets_are_left_out_unless_requested(client: Client) -> None:
    assert "facets" not in client.json("/v1/missions?limit=1")["meta"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("facet=launched", "facet"),
        ("facet=progamme", "facet"),
        ("group_by=kind&limit=5", "limit"),
        ("group_by=kind&format=bibtex", "group_by"),
        ("group_by=kind,outcome,boundary", "group_by"),
        ("facet=kind&format=csv", "facet"),
    ],
)
def test_facets_that_cannot_be_counted_are_rejected(
    quick_client: Client, query: str, name: str
) -> None:
    problem = problem_of(quick_client.get(f"/v1/missions?{query}"), 400)
    assert name in {error["name"] for error in problem["errors"]}
