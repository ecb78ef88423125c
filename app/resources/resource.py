"""The resources: what each list can be filtered and sorted by.

A resource is declared here and nowhere else. Query parameters, validation, the OpenAPI
text, SQL, CSV columns and the contract tests follow from the declaration; there is no
method to override. What is no list of records is a route of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select

from app import schemas
from app.resources.filters import Filter, Kind


@dataclass(frozen=True)
class Resource:
    """One kind of record: its table, its body, and how its list can be asked."""

    name: str
    one: str
    about: str
    model: Any
    schema: type[schemas.Record]
    example: str
    filters: Mapping[str, Filter]
    sorts: Mapping[str, Any]
    default_sort: str
    has_claims: bool = True
    """Whether sources state things about it; what has none names its source itself."""
    words: str = ""
    """What can be searched for as an example; empty where names are not searched."""

    @property
    def searched(self) -> bool:
        return bool(self.words)

    @property
    def path(self) -> str:
        return f"/v1/{self.name}"


def _field(kind: Kind) -> Any:
    def make(
        column: Any, about: str, example: str, through: Select[Any] | None = None
    ) -> Filter:
        return Filter(kind, column, about, example, through=through)

    return make


text, name_of, option = _field("text"), _field("name"), _field("option")
country, number, boolean = _field("country"), _field("number"), _field("boolean")


def date(
    model: Any,
    field: str,
    about: str,
    example: str,
    through: Select[Any] | None = None,
) -> Filter:
    """A date field, by its earliest and latest second."""
    return Filter(
        "date",
        getattr(model, f"{field}_earliest"),
        about,
        example,
        latest=getattr(model, f"{field}_latest"),
        through=through,
    )


def ref(
    column: Any, to: str, about: str, example: str, through: Select[Any] | None = None
) -> Filter:
    """A related record, asked for by its id."""
    return Filter("id", column, about, example, through=through, to=to)


def ids(model: Any, to: str, example: str) -> dict[str, Filter]:
    return {
        "id": ref(model.id, to, "Id", example),
    }


def named(model: Any, to: str, example: str, name: str) -> dict[str, Filter]:
    return ids(model, to, example) | {
        "name": name_of(model.name_folded, "Name", name),
    }
