"""Order, statements and stored bodies, promised for every resource alike."""

import json
from types import NoneType
from typing import Any, get_args

import pytest
from fastapi import FastAPI

from app.dates import parse_date
from app.resources import Resource
from app.schemas.base import DATE
from app.text import fold
from tests.support.client import Client
from tests.support.contract import each_resource, records, total
from tests.support.recorded_statements import sent

# Sort keys whose value stands deeper in the record
DEEPER = {
    ("people", "first_flight"): ("first_flight", "launched"),
    ("people", "last_flight"): ("last_flight", "launched"),
    ("sources", "claims_count"): ("score", "claims"),
    ("sources", "comparable_count"): ("score", "comparable"),
    ("sources", "agreeing_count"): ("score", "agrees"),
}


@each_resource
def test_every_sort_key_sorts_both_ways(client: Client, resource: Resource) -> None:
    for name in resource.sorts:
        for descending in (False, True):
            key = f"-{name}" if descending else name
            shown = records(client, resource, sort=key)
            assert shown == in_order(resource, shown, name, descending=descending), key


def in_order(
    resource: Resource, shown: list[dict[str, Any]], name: str, *, descending: bool
) -> list[dict[str, Any]]:
    """Records by a sort key, empties last, ties by id."""
    kind = resource.filters[name].kind if name in resource.filters else ""
    values = {one["id"]: value_of(resource, one, name, kind) for one in shown}
    by_id = sorted(shown, key=lambda one: str(one["id"]))
    filled = [one for one in by_id if values[one["id"]] is not None]
    filled.sort(key=lambda one: values[one["id"]], reverse=descending)
    return filled + [one for one in by_id if values[one["id"]] is None]


def value_of(resource: Resource, record: dict[str, Any], name: str, kind: str) -> Any:
    value: Any = record
    for step in DEEPER.get((resource.name, name), (name,)):
        value = value and value[step]
    if value is not None and kind == "date":
        return parse_date(value).earliest
    return fold(value) if kind == "name" else value


@each_resource
def test_every_date_and_number_of_a_record_can_be_sorted_on(
    resource: Resource,
) -> None:
    sortable = [
        name
        for name, field in resource.schema.model_fields.items()
        if {int, float} & {field.annotation, *get_args(field.annotation)}
        or (
            DATE in (field.description or "") and NoneType in get_args(field.annotation)
        )
    ]
    assert sorted(set(sortable) - resource.sorts.keys()) == []


@each_resource
def test_every_stored_body_is_what_its_schema_says(
    client: Client, resource: Resource
) -> None:
    lines = client.get(f"{resource.path}?format=ndjson").text.split("\n")
    assert lines.pop() == ""
    assert len(lines) == total(client, resource)
    for line in lines:
        record = resource.schema.model_validate_json(line, strict=True)
        assert json.loads(line)["url"] == f"{resource.path}/{record.id}"


@each_resource
@pytest.mark.parametrize("limit", [1, 50, 1000])
def test_a_page_takes_few_statements_whatever_its_size(
    app: FastAPI, client: Client, resource: Resource, limit: int
) -> None:
    """One for the page, one where it reaches records whose sort value is empty.

    The count of what fits takes another, once.
    """
    app.state.snapshot.totals.clear()
    path = f"{resource.path}?limit={limit}"
    with sent() as seen:
        client.json(f"{path}&fields=id,url")
    assert len(seen) in ((2,) if limit == 1 else (2, 3)), seen
    with sent() as again:
        client.json(f"{path}&fields=url")
    assert len(again) == len(seen) - 1


def test_claims_of_a_page_take_one_statement_more(client: Client) -> None:
    client.json("/v1/missions?limit=200")
    with sent() as seen:
        client.json("/v1/missions?limit=200&include=claims")
    assert len(seen) == 2, seen
