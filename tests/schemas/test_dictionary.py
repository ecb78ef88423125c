"""The data dictionary of the guide describes every field and every value."""

import re

import pytest

from app.resources import RESOURCES
from app.schemas.meanings import MEANINGS, meanings_of
from app.schemas.vocabularies import NAMES
from app.web.guide.markdown import FOLDER
from tests.support.client import Client
from tests.support.dictionary import dictionary


def test_chapter_is_made_from_the_schemas() -> None:
    chapter = (FOLDER / "dictionary.md").read_text(encoding="utf-8")
    assert chapter == dictionary(), "run `make openapi`"


def test_every_field_has_a_type_and_a_meaning() -> None:
    rows = re.findall(r"^\| `\S+` \| (.*) \|$", dictionary(), re.MULTILINE)
    fields = sum(len(resource.schema.model_fields) for resource in RESOURCES)
    assert len(rows) > fields
    assert [row for row in rows if "" in row.split(" | ")] == []


@pytest.mark.parametrize(("values", "name"), NAMES.items())
def test_every_value_of_a_vocabulary_has_a_meaning(
    values: tuple[str, ...], name: str
) -> None:
    assert tuple(MEANINGS[name]) == values
    assert all(meanings_of(values).values())


def test_openapi_document_has_the_meaning_of_each_value(client: Client) -> None:
    schemas = client.json("/openapi.json")["components"]["schemas"]
    described = {
        name: schema["x-enum-descriptions"]
        for name, schema in schemas.items()
        if "x-enum-descriptions" in schema
    }
    assert len(described) > 10
    assert described == {name: [*MEANINGS[name].values()] for name in described}
    for name in described:
        assert schemas[name]["enum"] == [*MEANINGS[name]]
