"""Order, number of statements and stored bodies of every resource."""

import json
from types import NoneType
from typing import Any, get_args

import pytest
from fastapi import FastAPI

from app.dates import parse_date
from app.resources import Resource
from app.schemas.fields import date_fields
from app.text import fold
from tests.support.client import Client
from tests.support.contract import each_resource, records, total
from tests.support.recorded_statements import sent


@each_resource
def test_every_sort_key_sorts_in_both_directions(
    client: Client, resource: Resource
) -> None:
    for name in resource.sorts:
        for descending in (False, True):
            key = f"-{name}" if descending else name
            shown = records(client, resource, sort=key)
            assert shown == in_order(resource, shown, name, descending=descending), key


def in_order(
    resource: Resource, shown: list[dict[str, Any]], name: str, *, descending: bool
) -> list[dict[str, Any]]:
    """Returns records sorted by a key, empty values last, ties by id."""
    kind = resource.filters[name].kind if name in resource.filters else ""
    values = {record["id"]: value_of(resource, record, name, kind) for record in shown}
    by_id = sorted(shown, key=lambda record: str(record["id"]))
    filled = [record for record in by_id if values[record["id"]] is not None]
    filled.sort(key=lambda record: values[record["id"]], reverse=descending)
    return filled + [record for record in by_id if values[record["id"]] is None]


def value_of(resource: Resource, record: dict[str, Any], name: str, kind: str) -> Any:
    value: Any = record
    for step in name.split("."):
        value = value and value[step]
    if value is not None and kind == "date":
        return parse_date(value).earliest
    return fold(value) if kind == "name" else value


NO_SORT_KEYS = {"tolerance", "sequence", "flights"}
"""How a claim is compared, which docking of a flight it is, and `flights_count`."""


@each_resource
def test_every_date_and_number_is_a_sort_key(
    resource: Resource,
) -> None:
    dates = date_fields(resource.schema)
    sortable = [
        name
        for name, field in resource.schema.model_fields.items()
        if {int, float} & {field.annotation, *get_args(field.annotation)}
        or (name in dates and NoneType in get_args(field.annotation))
    ]
    assert sorted(set(sortable) - resource.sorts.keys() - NO_SORT_KEYS) == []


@each_resource
def test_every_body_is_valid_by_its_schema(client: Client, resource: Resource) -> None:
    count, path = 0, f"{resource.path}?limit=1000"
    while path:
        page = client.json(path)
        for record in page["data"]:
            body = resource.schema.model_validate_json(json.dumps(record), strict=True)
            assert record["url"] == f"{resource.path}/{body.id}"
        count, path = count + len(page["data"]), page["links"]["next"]
    assert count == total(client, resource)


@each_resource
@pytest.mark.parametrize("limit", [1, 1000])
def test_page_takes_few_statements_whatever_its_size(
    client: Client, resource: Resource, limit: int
) -> None:
    """One for the page, and one if it has records without a sort value.

    The number of records in a list without filters is known.
    """
    with sent() as seen:
        client.json(f"{resource.path}?limit={limit}&fields=id,url")
    assert len(seen) in ((1,) if limit == 1 else (1, 2)), seen


def test_first_page_of_a_filter_takes_statements_for_ids_and_for_the_count(
    app: FastAPI, client: Client
) -> None:
    app.state.snapshot.counts.clear()
    path = "/v1/crew?person=alexei-leonov&mission__not=soyuz-28&limit=1"
    with sent() as seen:
        client.json(f"{path}&fields=id,url")
    with sent() as again:
        client.json(f"{path}&fields=url")
    # One for each parameter, for the page, and for the count
    assert (len(seen), len(again)) == (4, 3)


def test_claims_of_a_page_take_one_more_statement(client: Client) -> None:
    client.json("/v1/missions?limit=200")
    with sent() as seen:
        client.json("/v1/missions?limit=200&include=claims")
    assert len(seen) == 2, seen
