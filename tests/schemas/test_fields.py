"""Which fields of a schema hold dates."""

from typing import Annotated

import pytest
from pydantic import BaseModel

from app import schemas
from app.resources import RESOURCES
from app.schemas.base import DATE, EDTF, EdtfDate, Schema
from app.schemas.fields import date_fields, dotted_paths, schema_at


class Visit(Schema):
    """A schema with every way of writing a date field."""

    name: str
    begun: EdtfDate
    ended: EdtfDate | None
    cell: Annotated[str | None, EDTF]
    days: list[EdtfDate]


class Log(Schema):
    """A schema with dates inside."""

    visits: list[Visit]
    last: Visit | None


def test_dates_are_found_by_their_type() -> None:
    assert date_fields(Visit) == {"begun", "ended", "cell", "days"}


def test_dates_of_inner_schemas_have_dotted_paths() -> None:
    inner = date_fields(Visit)
    assert date_fields(Log) == {
        f"{name}.{path}" for name in ("visits", "last") for path in inner
    }


SCHEMAS = [resource.schema for resource in RESOURCES] + list(schemas.ANSWERS)


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.__name__)
def test_dates_are_the_fields_described_as_dates(schema: type[BaseModel]) -> None:
    described = {
        path
        for path in dotted_paths(schema)
        if DATE in (schema_at(schema, path).description or "")
    }
    assert date_fields(schema) == described
