"""Every resource keeps the same contract: envelope, records, filters.

Resources are named only where a declaration is not enough, so that a new resource is
tested in the same way.
"""

import pytest

from app.dates import format_instant, parse_interval
from app.resources import BY_NAME, RESOURCES, Resource
from app.resources.filters import ALL, Filter
from app.text import fold
from tests.conftest import problem_of
from tests.support.client import Client
from tests.support.contract import (
    each_filter,
    each_resource,
    examples,
    records,
    texts_at,
    total,
)

FIXED = {
    "missions": "id name kind cospar launched landed duration_seconds outcome"
    " programmes spacecraft station countries crew",
    "crew": "id person mission role countries launched landed landed_on"
    " duration_seconds",
    "people": "id name native_name sex born died countries flights first_flight"
    " time_in_space_seconds aliases",
    "stations": "id name launched ended countries",
    "countries": "id name iso_alpha3 began ended predecessors successors",
    "sources": "id title kind csl",
    "claims": "id source record field stated_value our_value agreement summary locator",
}


@each_resource
def test_list_is_answered_in_the_envelope(client: Client, resource: Resource) -> None:
    answer = client.json(f"{resource.path}?limit=2")
    assert answer.keys() == {"data", "meta", "links"}
    meta = answer["meta"]
    assert {"total", "returned", "query", "dataset", "hints"} <= meta.keys()
    assert meta["returned"] == len(answer["data"]) == 2
    assert meta["total"] > 2
    assert meta["query"].startswith(resource.name)
    assert meta["dataset"].keys() == {"version", "revision", "license"}
    assert meta["dataset"]["revision"].startswith("sha256:")
    assert meta["dataset"]["license"] == "CC-BY-4.0"
    assert answer["links"].keys() == {"self", "next", "prev"}
    assert client.json(answer["links"]["self"])["data"] == answer["data"]
    following = client.json(answer["links"]["next"])
    assert following["meta"]["total"] == meta["total"]
    assert not {record["id"] for record in following["data"]} & {
        record["id"] for record in answer["data"]
    }


@pytest.mark.parametrize(("name", "fields"), FIXED.items(), ids=list(FIXED))
def test_records_keep_the_fields_that_clients_rely_on(
    client: Client, name: str, fields: str
) -> None:
    resource = BY_NAME[name]
    answer = client.json(f"{resource.path}/{resource.example}")
    assert set(fields.split()) <= answer["data"].keys()


@each_resource
def test_record_equals_its_entry_in_the_list(
    client: Client, resource: Resource
) -> None:
    path = f"{resource.path}/{resource.example}"
    answer = client.json(path)
    assert answer["data"]["id"] == resource.example
    assert answer["data"]["url"] == answer["links"]["self"] == path
    assert answer["meta"]["total"] == answer["meta"]["returned"] == 1
    assert [answer["data"]] == records(client, resource, id=resource.example)


@each_resource
def test_unknown_record_is_rejected_with_a_suggestion(
    client: Client, resource: Resource
) -> None:
    problem = problem_of(client.get(f"{resource.path}/{resource.example}x"), 404)
    [fault] = problem["errors"]
    assert (fault["in"], fault["name"]) == ("path", "id")
    assert fault["value"] == f"{resource.example}x"
    assert fault["did_you_mean"] == resource.example


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("czechoslovakia", "czechoslovakia"),
        ("CSK", "czechoslovakia"),
        ("CSHH", "czechoslovakia"),
        ("cshh", "czechoslovakia"),
        ("SUN", "soviet-union"),
        ("SUHH", "soviet-union"),
        ("DDR", "east-germany"),
        ("DDDE", "east-germany"),
        ("DE", "germany"),
        ("DEU", "germany"),
        ("VNM", "vietnam"),
        ("Vietnam", "vietnam"),
    ],
)
def test_state_is_found_by_every_code(client: Client, code: str, state: str) -> None:
    answer = client.json(f"/v1/countries/{code}")
    assert answer["data"]["id"] == state
    assert answer["links"]["self"] == f"/v1/countries/{state}"


@each_resource
def test_every_parameter_but_the_cursor_has_an_example(resource: Resource) -> None:
    by_name = examples(resource.path)
    assert [name for name, value in by_name.items() if value is None] == ["cursor"]


@pytest.mark.parametrize(
    "resource",
    [resource for resource in RESOURCES if resource.is_searchable],
    ids=lambda resource: resource.name,
)
def test_example_of_a_search_has_results(client: Client, resource: Resource) -> None:
    count = total(client, resource, q=examples(resource.path)["q"])
    assert 0 < count < total(client, resource)


@each_filter("text", "name", "option", "id", "country", "number", "date")
def test_filter_and_its_negation_divide_the_records(
    client: Client, resource: Resource, name: str, field: Filter
) -> None:
    everything = total(client, resource)
    equal = total(client, resource, **{name: field.example})
    other = total(client, resource, **{f"{name}__not": field.example})
    assert equal + other == everything
    filled = total(client, resource, **{f"{name}__exists": "true"})
    empty = total(client, resource, **{f"{name}__exists": "false"})
    assert filled + empty == everything
    assert equal <= filled


@each_filter("boolean")
def test_true_and_false_divide_the_records(
    client: Client, resource: Resource, name: str, field: Filter
) -> None:
    yes, no = (total(client, resource, **{name: value}) for value in ("true", "false"))
    assert yes > 0 < no
    lifted = {name: ALL} if field.can_be_lifted else {}
    assert yes + no == total(client, resource, **lifted)


@each_filter("number")
def test_ranges_from_and_to_a_number_overlap_only_in_it(
    client: Client, resource: Resource, name: str, field: Filter
) -> None:
    low, equal, high, empty = (
        total(client, resource, **{name + suffix: value})
        for suffix, value in (
            ("__lte", field.example),
            ("", field.example),
            ("__gte", field.example),
            ("__exists", "false"),
        )
    )
    assert low + high - equal + empty == total(client, resource)


@each_filter("date")
def test_dates_not_certainly_after_are_possibly_before(
    client: Client, resource: Resource, name: str, field: Filter
) -> None:
    span = parse_interval(field.example)
    before, after = format_instant(span.earliest - 1), format_instant(span.latest + 1)
    known = total(client, resource, **{f"{name}__exists": "true"})
    since = total(client, resource, **{f"{name}__gte": field.example})
    until = total(client, resource, **{f"{name}__lte": field.example})
    earlier = {f"{name}__lte": before, "date_match": "possible"}
    later = {f"{name}__gte": after, "date_match": "possible"}
    assert since + total(client, resource, **earlier) == known
    assert until + total(client, resource, **later) == known


@each_filter("text")
def test_text_filter_finds_the_record_that_has_the_text(
    client: Client, resource: Resource, name: str, field: Filter
) -> None:
    for order in resource.default_sort, f"-{resource.default_sort}":
        filled = {f"{name}__exists": "true", "sort": order, "limit": "1"}
        [record] = records(client, resource, **filled)
        for text in texts_at(record, name):
            query = {name: text, "sort": order}
            assert record in records(client, resource, **query)


@each_filter("text", "name")
def test_records_that_contain_a_text_show_it(
    client: Client, resource: Resource, name: str, field: Filter
) -> None:
    part = field.example[1:]
    shown = records(client, resource, **{f"{name}__contains": part})
    assert 0 < len(shown) < total(client, resource)
    for record in shown:
        if field.kind == "name":
            assert fold(part) in fold(record[name])
        else:
            texts = texts_at(record, name)
            assert any(part.lower() in text.lower() for text in texts)
