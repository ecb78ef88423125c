"""An answer repeats its query: in English and in the canonical spelling."""

from urllib.parse import quote

import pytest

from app.query.description import describe_query
from app.resources import Resource
from tests.support.client import Client
from tests.support.compiling import parsed
from tests.support.contract import each_resource, records


@pytest.mark.parametrize(
    ("query", "description"),
    [
        ("missions", "missions, by launched"),
        ("people", "people, by name"),
        (
            "missions?sort=-crew_size,name",
            "missions, by crew size descending, then name",
        ),
        (
            "missions?crew_size__gte=3&station=salyut-6",
            "missions with crew size from 3 and station salyut-6, by launched",
        ),
        (
            "missions?kind=probe,satellite&mass_kg__lte=5&limit=1",
            "missions with kind probe or satellite and mass kg up to 5, by launched",
        ),
        (
            "stations?ended__exists=false&name__not=Mir",
            "stations with ended filled: false and name not Mir, by launched",
        ),
        (
            "people?q=Гагарин&name__contains=yuri",
            "people with name containing yuri and the words gagarin, by name",
        ),
        (
            "people?country=CZE&lineage=predecessors",
            "people with country CZE, lineage predecessors, by name",
        ),
        ("people?flown=true&lineage=none", "people with flown true, by name"),
    ],
)
def test_query_is_described_in_english(
    quick_client: Client, query: str, description: str
) -> None:
    answer = quick_client.json(f"/v1/{quote(query, safe='?&=,/:')}")
    assert answer["meta"]["query"] == description


@pytest.mark.parametrize(
    ("path", "description"),
    [
        ("missions", "missions, by launched"),
        (
            "missions?kind=test&crew_size__gte=3&q=mir soyuz&lineage=all",
            (
                "missions with crew size from 3 and kind test and the words mir"
                " soyuz, lineage all, by launched"
            ),
        ),
        (
            "missions?sort=-crew_size,-mass_kg,name&lineage=none",
            "missions, by crew size descending, then mass kg descending, then name",
        ),
    ],
)
def test_description_has_all_parts_of_a_query(path: str, description: str) -> None:
    assert describe_query(*parsed(path)) == description


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("stations", "stations"),
        ("stations?", "stations"),
        ("stations?status=ended&country=USA", "stations?countries=USA&status=ended"),
        ("stations?status=ended&&name=Mir&", "stations?name=Mir&status=ended"),
        ("stations?name=Salyut+6", "stations?name=Salyut%206"),
        ("stations?n%61me=%53alyut%206", "stations?name=Salyut%206"),
        ("stations?launched=1971%2F1973", "stations?launched=1971/1973"),
        ("stations?ended=1971~,1991%3f", "stations?ended=1971~,1991%3F"),
        ("stations?q=мир", "stations?q=%D0%BC%D0%B8%D1%80"),
        (
            "stations?sort=-launched,name&limit=5",
            "stations?limit=5&sort=-launched,name",
        ),
        ("missions?crew.person=yuri-gagarin", "missions?crew.person=yuri-gagarin"),
    ],
)
def test_query_has_one_canonical_spelling(
    quick_client: Client, query: str, canonical: str
) -> None:
    answer = quick_client.json(f"/v1/{query}")
    assert answer["links"]["self"] == f"/v1/{canonical}"
    assert quick_client.json(answer["links"]["self"]) == answer


@each_resource
def test_list_without_sort_has_the_declared_order(
    client: Client, resource: Resource
) -> None:
    declared = records(client, resource, sort=resource.default_sort)
    assert records(client, resource) == declared
