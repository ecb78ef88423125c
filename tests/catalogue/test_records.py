"""Loaded records: bodies of their schema, a source for each fact, found by any name."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import URL, select

from app.db.engines import writing_engine
from app.ingest.files.sources import issued
from app.main import app_for
from app.resources import RESOURCES, Resource
from tests.conftest import problem_of
from tests.support.client import Client, client_of
from tests.support.factories import ISO, ROWS, WORKS, load_seed, rows_of

STATES = [
    *rows_of("countries"),
    {"id": "anguilla", "name": "Anguilla", "iso_alpha2": "AI", **ISO},
    {
        "id": "afars-and-issas",
        "name": "French Afars and Issas",
        "iso_alpha2": "AI",
        "iso_alpha4": "AIDJ",
        "ended": "1977-06-27",
        **ISO,
    },
    {
        "id": "serbia-and-montenegro",
        "name": "Serbia and Montenegro",
        "iso_alpha2": "CS",
        "ended": "2006-06-03",
        "aliases": "Cze;Anguilla;Cssr",
        **ISO,
    },
]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> URL:
    return load_seed(tmp_path_factory.mktemp("records"), countries=STATES)


@pytest.fixture(scope="module")
def client(url: URL) -> Iterator[Client]:
    with client_of(app_for(str(url))) as client:
        yield client


@pytest.fixture(scope="module")
def claims(client: Client) -> list[dict[str, Any]]:
    claims: list[dict[str, Any]] = client.json("/v1/claims?limit=1000")["data"]
    return claims


# -- Bodies


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_stored_bodies_match_their_schema(url: URL, resource: Resource) -> None:
    engine = writing_engine(url)
    with engine.connect() as connection:
        bodies = list(connection.scalars(select(resource.model.body)))
    engine.dispose()
    assert bodies
    for body in bodies:
        assert resource.schema.model_validate_json(body).model_dump_json() == body


# -- Facts and their sources

OUR_OWN = {"id", "source", "locator", "summary", "note", "gcat_name"}
JOINING = {
    "successions",
    "assignments",
    "dockings",
    "external_ids",
    "landings",
    "stays",
}
CLAIMING = {"attributions", "claims"}
DESCRIBING = {"gaps", "coverage", "releases", "changes"}
"""Files that describe the data set and hold no facts."""


def facts() -> list[tuple[str, str]]:
    """Returns record and field of every filled cell of the tiny seed."""
    stated = []
    for name in ROWS.keys() - JOINING - CLAIMING - DESCRIBING:
        for row in rows_of(name):
            key = row.get("id") or f"{row['mission']}-{row['person']}"
            stated += [(f"{name}/{key}", field) for field in row.keys() - OUR_OWN]
    for row in rows_of("successions"):
        stated.append((f"countries/{row['predecessor']}", "successors"))
    for row in rows_of("assignments"):
        stated.append((f"missions/{row['mission']}", "assigned.person"))
    for row in rows_of("dockings"):
        for field in ("target", "docked", "undocked", "outcome"):
            stated.append((f"missions/{row['mission']}", f"dockings.0.{field}"))
        stated.append((f"missions/{row['mission']}", "station"))
    for row in rows_of("landings"):
        place = f"missions/{row['mission']}"
        fields = row.keys() - OUR_OWN - {"mission"}
        stated += [(place, f"landing_place.{field}") for field in fields]
    for row in rows_of("external_ids"):
        stated.append((row["record"], f"external_ids.{row['scheme']}"))
    for row in rows_of("stays"):
        crew = f"crew/{row['mission']}-{row['person']}"
        stated += [(crew, "stays.0.aboard"), (crew, "stays.0.ended")]
    return sorted(stated)


def test_every_fact_has_a_source(claims: list[dict[str, Any]]) -> None:
    stated = {
        (claim["record"], claim["field"])
        for claim in claims
        if claim["agreement"] == "agrees" and claim["locator"]["place"]
    }
    assert len(facts()) > 100
    assert [fact for fact in facts() if fact not in stated] == []


@pytest.mark.parametrize("source_id", ["essay", "gcat", "iso-3166"])
def test_score_of_a_source_counts_its_claims(
    client: Client, claims: list[dict[str, Any]], source_id: str
) -> None:
    own = [claim for claim in claims if claim["source"]["id"] == source_id]
    comparable = [claim for claim in own if claim["agreement"] != "not-comparable"]
    derived = [claim for claim in comparable if claim["origin"] == "derived"]
    independent = [claim for claim in comparable if claim["origin"] == "independent"]
    tally = Counter(claim["agreement"] for claim in independent)
    assert client.json(f"/v1/sources/{source_id}")["data"]["score"] == {
        "claims_count": len(own),
        "comparable_count": len(comparable),
        "derived_count": len(derived),
        "independent_count": len(independent),
        "agreeing_count": tally["agrees"],
        "less_precise_count": tally["less-precise"],
        "disagreeing_count": tally["disagrees"],
    }


def test_source_has_its_csl_entry(client: Client) -> None:
    shown = client.json("/v1/sources/essay")["data"]
    work = {name: value for name, value in WORKS[0].items() if name != "custom"}
    assert shown["csl"] == work
    assert (shown["kind"], shown["issued"]) == ("document", "2021-04")
    assert [work["id"] for work in shown["cites"]] == ["gcat"]


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ({"date-parts": [[1978, 3, 2]]}, "1978-03-02"),
        ({"date-parts": [[1978, 3]]}, "1978-03"),
        ({"date-parts": [[978]]}, "0978"),
        ({"date-parts": [[]]}, None),
        ({"raw": "in spring"}, None),
    ],
)
def test_date_of_a_source_is_as_precise_as_its_csl(
    date: dict[str, Any], text: str | None
) -> None:
    assert issued({"issued": date}) == text


def test_coverage_and_gaps_are_those_of_the_seed(client: Client) -> None:
    shown = client.json("/v1/dataset")["data"]
    blank: dict[str, Any] = {"kinds": [], "fields": [], "complete_from": None}
    assert shown["coverage"] == [blank | row for row in ROWS["coverage"]]
    assert shown["gaps"] == ROWS["gaps"]


# -- States by code


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("soviet-union", "soviet-union"),
        ("SOVIET-UNION", "soviet-union"),
        ("Soviet Union", "soviet-union"),
        ("SUHH", "soviet-union"),
        ("sun", "soviet-union"),
        ("SU", "soviet-union"),
        ("Советский Союз", "soviet-union"),
        ("203", "czechia"),
        ("Czech Republic", "czechia"),
        ("cesko", "czechia"),
        # A code that two states used means the existing one, else the older one
        ("AI", "anguilla"),
        ("AIDJ", "afars-and-issas"),
        ("CS", "czechoslovakia"),
        # A code or name of a state precedes the alias of another
        ("CZE", "czechia"),
        ("cssr", "czechoslovakia"),
        ("Anguilla", "anguilla"),
    ],
)
def test_state_is_found_by_every_code_and_name(
    client: Client, name: str, state: str
) -> None:
    assert client.json(f"/v1/countries/{quote(name)}")["data"]["id"] == state


def test_unknown_code_finds_nothing(client: Client) -> None:
    problem_of(client.get("/v1/countries/QQ"), 404)


# -- Records by name


@pytest.mark.parametrize(
    ("resource", "words", "ids"),
    [
        ("people", "Губарев", ["alexei-gubarev"]),
        ("people", "remek vladimir", ["vladimir-remek"]),
        ("people", "vladimr", ["vladimir-remek"]),
        ("people", "pelcak", ["oldrich-pelcak"]),
        ("stations", "dos-5", ["salyut-6"]),
        ("spacecraft", "ferry", ["soyuz-7k-t"]),
        ("missions", "soyuz", ["soyuz-17", "soyuz-28"]),
        ("countries", "SCG", []),
        ("sources", "gcat", ["gcat"]),
        ("sources", "McDowell", ["gcat"]),
        ("sources", "novakova", ["essay"]),
        ("sources", "international organization", ["iso-3166"]),
    ],
)
def test_record_is_found_by_any_word_of_its_names(
    client: Client, resource: str, words: str, ids: list[str]
) -> None:
    shown = client.json(f"/v1/{resource}?q={quote(words)}&sort=id")["data"]
    assert [record["id"] for record in shown] == ids


def test_stored_body_is_readable_in_every_script(url: URL) -> None:
    engine = writing_engine(url)
    people = next(resource for resource in RESOURCES if resource.name == "people").model
    with engine.connect() as connection:
        query = select(people.body).where(people.id == "alexei-gubarev")
        body = connection.scalars(query).one()
    engine.dispose()
    assert "Алексей Губарев" in body
    assert json.loads(body)["native_name"] == "Алексей Губарев"
