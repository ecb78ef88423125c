"""Facts that readers quote have two independent sources, or a gap names the record."""

from collections import defaultdict
from typing import Any, NamedTuple

import pytest

from app.dates import parse_interval
from tests.support.client import Client

MIN_SHARE = 0.95


class Fact(NamedTuple):
    """A field of records, the records that matter, and the gap of those with one."""

    resource: str
    query: str
    field: str
    gap: str


FACTS = [
    Fact("people", "flown=true", "born", "births-one-source"),
    Fact("people", "flown=true", "died", "deaths-one-source"),
    Fact(
        "missions",
        "kind=crewed-orbital,crewed-suborbital&counted=all&outcome__not=planned",
        "launched",
        "launches-one-source",
    ),
    Fact(
        "missions",
        "kind=crewed-orbital,crewed-suborbital&counted=all&outcome__not=planned",
        "landed",
        "landings-one-source",
    ),
    Fact("crew", "", "landed", "crew-landings-one-source"),
    Fact("events", "kind=spacewalk", "at", "spacewalk-days-one-source"),
    Fact(
        "events", "kind=spacewalk", "duration_seconds", "spacewalk-lengths-one-source"
    ),
]


def all_of(client: Client, path: str) -> list[Any]:
    """Returns the records of all pages of a list."""
    rows, following = [], path
    while following:
        page = client.json(following)
        rows += page["data"]
        following = page["links"]["next"]
    return rows


def families_of(client: Client, fact: Fact) -> dict[str, set[str]]:
    """Returns the families of sources that confirm a field, by record."""
    sources = all_of(client, "/v1/sources?limit=1000&fields=id,family")
    family = {source["id"]: source["family"] for source in sources}
    confirming: dict[str, set[str]] = defaultdict(set)
    query = f"resource={fact.resource}&field={fact.field}&limit=1000"
    for claim in all_of(client, f"/v1/claims?{query}"):
        if claim["agreement"] == "agrees" or is_to_the_day(claim):
            confirming[claim["record"]].add(family[claim["source"]["id"]])
    return confirming


def is_to_the_day(claim: Any) -> bool:
    if claim["agreement"] != "less-precise":
        return False
    if claim["compare"] != "date":
        return True
    span = parse_interval(claim["compared_value"] or claim["stated_value"])
    return span.latest - span.earliest < 86_400


def name_in_gaps(record: Any) -> str:
    """Returns how a gap names a record: of a flight the mission is named."""
    name = str(record["mission"]["name"] if "mission" in record else record["name"])
    return name.removeprefix("Spacewalk of ")


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.gap)
def test_facts_have_two_sources_or_are_a_known_gap(
    quick_client: Client, fact: Fact
) -> None:
    path = f"/v1/{fact.resource}?{fact.query}&limit=1000"
    records = [row for row in all_of(quick_client, path) if row[fact.field]]
    confirming = families_of(quick_client, fact)
    single = {
        name_in_gaps(row)
        for row in records
        if len(confirming[f"{fact.resource}/{row['id']}"]) < 2
    }
    gaps = quick_client.json("/v1/dataset")["data"]["gaps"]
    text = next(gap["text"] for gap in gaps if gap["id"] == fact.gap)
    named = set(text.partition(": ")[2].removesuffix(".").split("; "))
    assert named == single
    assert len(records) > 100


def test_launches_and_landings_of_missions_have_two_sources(
    quick_client: Client,
) -> None:
    for fact in FACTS[2:4]:
        path = f"/v1/{fact.resource}?{fact.query}&limit=1000"
        records = [row for row in all_of(quick_client, path) if row[fact.field]]
        confirming = families_of(quick_client, fact)
        checked = [
            row
            for row in records
            if len(confirming[f"{fact.resource}/{row['id']}"]) >= 2
        ]
        assert len(checked) >= MIN_SHARE * len(records), fact.field
