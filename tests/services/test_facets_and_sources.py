"""Facets and cited sources of the small seed, whole."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.main import app_for
from tests.support.client import Client, client_of
from tests.support.factories import changed, load_seed


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    url = load_seed(tmp_path_factory.mktemp("facets"))
    with client_of(app_for(url)) as client:
        yield client


def bucket(
    value: str | None, label: str, count: int, url: str, *, selected: bool = False
) -> dict[str, Any]:
    names = ("value", "label", "count", "url", "selected")
    return dict(zip(names, (value, label, count, url, selected), strict=True))


MISSIONS, PEOPLE = "/v1/missions?limit=0", "/v1/people"
NOT_KNOWN = "destination__exists=false"
BORN_IN = "birth_country=RU,CZ"
FACETS: list[tuple[str, dict[str, list[dict[str, Any]]]]] = [
    (
        f"{MISSIONS}&facet=programme,destination",
        {
            "programme": [
                bucket(name, label, 1, f"{MISSIONS}&programmes={name}")
                for name, label in (
                    ("interkosmos", "Interkosmos"),
                    ("interkosmos-guests", "Interkosmos guest flights"),
                )
            ]
            + [bucket(None, "not known", 1, f"{MISSIONS}&programmes__exists=false")],
            "destination": [
                bucket(
                    "salyut-6",
                    "Salyut 6",
                    1,
                    "/v1/missions?destination=salyut-6&limit=0",
                ),
                bucket(None, "not known", 1, f"/v1/missions?{NOT_KNOWN}&limit=0"),
            ],
        },
    ),
    (
        f"{MISSIONS}&facet=kind,destination&{NOT_KNOWN}",
        {
            "kind": [
                bucket(
                    "crewed-orbital",
                    "crewed-orbital",
                    1,
                    f"/v1/missions?{NOT_KNOWN}&kind=crewed-orbital&limit=0",
                )
            ],
            "destination": [
                bucket(
                    None,
                    "not known",
                    1,
                    f"/v1/missions?{NOT_KNOWN}&limit=0",
                    selected=True,
                )
            ],
        },
    ),
    (
        f"{PEOPLE}?limit=0&facet=sex,birth_country&{BORN_IN}",
        {
            "sex": [
                bucket("male", "male", 2, f"{PEOPLE}?{BORN_IN}&limit=0&sex=male"),
            ],
            "birth_country": [
                bucket(
                    name,
                    label,
                    1,
                    f"{PEOPLE}?birth_country={name}&limit=0",
                    selected=True,
                )
                for name, label in (("czechia", "Czechia"), ("russia", "Russia"))
            ],
        },
    ),
    (
        "/v1/crew?limit=0&facet=person,role&launched__gte=1970",
        {
            "person": [
                bucket(
                    name,
                    label,
                    count,
                    f"/v1/crew?launched__gte=1970&limit=0&person={name}",
                )
                for name, label, count in (
                    ("alexei-gubarev", "Alexei Gubarev", 2),
                    ("vladimir-remek", "Vladimír Remek", 1),
                )
            ],
            "role": [
                bucket(
                    name,
                    name,
                    count,
                    f"/v1/crew?launched__gte=1970&limit=0&role={name}",
                )
                for name, count in (("commander", 2), ("research-cosmonaut", 1))
            ],
        },
    ),
    (f"{MISSIONS}&facet=station&launched__gte=2000", {"station": []}),
]


@pytest.mark.parametrize(("path", "facets"), FACETS)
def test_a_facet_has_each_value_with_its_count(
    served: Client, path: str, facets: dict[str, list[dict[str, Any]]]
) -> None:
    found = served.json(path)["meta"]["facets"]
    assert list(found) == list(facets)
    assert found == facets


CITED = {
    "/v1/missions": ["essay", "gcat"],
    "/v1/missions/soyuz-17": ["gcat"],
    "/v1/missions/soyuz-28": ["essay", "gcat"],
    "/v1/missions?programme=interkosmos": ["essay", "gcat"],
    "/v1/missions?programme__exists=false": ["gcat"],
    "/v1/countries/russia": ["essay", "iso-3166"],
    "/v1/people/oldrich-pelcak": ["essay"],
    "/v1/sources": ["essay", "gcat", "iso-3166"],
    "/v1/sources?id=iso-3166,essay": ["essay", "iso-3166"],
    "/v1/sources/gcat": ["gcat"],
    "/v1/claims": ["essay", "gcat", "iso-3166"],
    "/v1/claims/essay-1": ["essay"],
    "/v1/claims?record=countries/russia": ["essay", "iso-3166"],
    "/v1/dockings": ["gcat"],
    "/v1/firsts?by=country": ["essay", "gcat"],
}


@pytest.mark.parametrize("path", CITED)
def test_the_sources_that_records_cite_are_sorted(served: Client, path: str) -> None:
    sign = "&" if "?" in path else "?"
    items = served.json(f"{path}{sign}format=csl-json")
    assert [item["id"] for item in items] == CITED[path]
    text = served.get(f"{path}{sign}format=bibtex").text
    starts = [line for line in text.splitlines() if line.startswith("@")]
    assert starts == [f"@misc{{{name}," for name in CITED[path]]
    assert all({"title", "type"} <= item.keys() for item in items)


def test_only_values_that_are_asked_for_are_selected(served: Client) -> None:
    path = f"{MISSIONS}&destination=salyut-6&facet=destination,station"
    found = served.json(path)["meta"]["facets"]
    assert [bucket["selected"] for bucket in found["destination"]] == [True]
    assert [bucket["selected"] for bucket in found["station"]] == [False]


@pytest.mark.parametrize(
    "path",
    [
        f"{MISSIONS}&programme=interkosmos&facet=destination",
        f"{MISSIONS}&crew.country=CSK&facet=destination",
        f"{PEOPLE}?limit=0&born__lte=1940&facet=sex",
        f"{PEOPLE}?limit=0&flown=true&facet=sex",
        f"{PEOPLE}?limit=0&country=CZ&lineage=predecessors&facet=sex",
    ],
)
def test_a_facet_counts_what_the_filters_leave(served: Client, path: str) -> None:
    answer = served.json(path)
    (buckets,) = answer["meta"]["facets"].values()
    assert sum(bucket["count"] for bucket in buckets) == answer["meta"]["total"]


ROCKETS = {"part": "rockets", "resource": "missions", "note": "Two."}
LABELS = [
    ({"fields": "launch_vehicle", "complete_to": "1978-03"}, "none"),
    ({"fields": "launch_vehicle", "complete_to": "1976"}, "none, or not known"),
    ({"complete_to": "1978-03"}, "not known"),
]


@pytest.mark.parametrize(("coverage", "label"), LABELS)
def test_a_missing_value_is_none_or_not_known(
    tmp_path: Path, coverage: dict[str, str], label: str
) -> None:
    missions = changed("missions", "soyuz-28", launch_vehicle="")
    url = load_seed(tmp_path, coverage=[ROCKETS | coverage], missions=missions)
    with client_of(app_for(url)) as client:
        answer = client.json(f"{MISSIONS}&facet=launch_vehicle")
    (bucket,) = answer["meta"]["facets"]["launch_vehicle"]
    assert (bucket["value"], bucket["label"], bucket["count"]) == (None, label, 2)


def test_a_field_whose_missing_values_are_not_counted_has_none(served: Client) -> None:
    answer = served.json("/v1/changes?facet=source&limit=0")
    start = "/v1/changes?limit=0&source"
    assert answer["meta"]["facets"]["source"] == [
        bucket(
            "gcat", "General Catalog of Artificial Space Objects", 2, f"{start}=gcat"
        ),
        bucket(None, "none", 1, f"{start}__exists=false"),
    ]
