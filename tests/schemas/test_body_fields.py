"""Filters are about fields of a body; lengths of time have three fields."""

import pytest
from pydantic import BaseModel

from app import schemas
from app.durations import siblings
from app.resources import BY_NAME, RESOURCES, Resource
from app.resources.resource import CHANGED_SINCE
from app.schemas.fields import dotted_paths
from tests.support.contract import each_resource

SCHEMAS = [resource.schema for resource in RESOURCES] + list(schemas.ANSWERS)
# Filters by what the record does not say itself
OF_RELATED = {
    "people": {
        *("flown", "region", "subregion", "programmes", "spacecraft"),
        *("kind", "boundary", "guest"),
    },
    "crew": {"region", "subregion", "birth_country", "sex"},
    "dockings": {
        *("at", "station", "partner", "craft", "kind", "spacecraft", "countries"),
    },
    "events": {"programmes"},
    "sources": {"cited_by"},
    "claims": {"resource"},
    "errata": {"resource"},
    "changes": {"resource", "since"},
}


@each_resource
def test_filter_and_sort_key_have_the_name_of_a_field(resource: Resource) -> None:
    fields = dotted_paths(resource.schema)
    names = {name for name, each in resource.filters.items() if each.kind != "part"}
    related = OF_RELATED.get(resource.name, set()) | {CHANGED_SINCE}
    assert names - fields == related
    assert resource.sorts.keys() <= fields


@pytest.mark.parametrize(
    ("resource", "name", "field"),
    [
        ("missions", "kind", "kind"),
        ("missions", "programmes", "programmes"),
        ("missions", "crew.person", "crew"),
        ("missions", "crew.countries", "crew"),
        ("people", "first_flight.launched", "first_flight"),
        ("people", "birth_country", "birth_country"),
        # Fields of a related record have the name of the filter
        ("crew", "birth_country", "birth_country"),
        ("crew", "sex", "sex"),
        ("people", "spacecraft", "spacecraft"),
        ("dockings", "craft", "craft"),
    ],
)
def test_filter_names_the_field_of_the_body(
    resource: str, name: str, field: str
) -> None:
    assert BY_NAME[resource].body_field(name) == field


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.__name__)
def test_seconds_come_with_iso_8601_and_words(schema: type[BaseModel]) -> None:
    paths = dotted_paths(schema)
    lengths = [names for path in paths if (names := siblings(path))]
    assert all(paths.issuperset(names) for names in lengths)
