"""Resources: what each list can be filtered and sorted by.

A resource is declared here and nowhere else. Query parameters, validation, the OpenAPI
document, SQL, CSV columns and the contract tests follow from the declaration; no method
is overridden. An answer that is not a list of records has a route of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, select

from app import models, schemas
from app.resources.common_filters import COMMON_FILTERS
from app.resources.date_parts import date_parts
from app.resources.filters import ALL, Filter, Kind
from app.schemas import vocabularies

CHANGED_SINCE = "changed_since"
_ABOUT_CHANGED_SINCE = (
    "Records that changed after this release, or in releases from this"
    " date on; `meta.removed` has the ids of removed records"
)


@dataclass(frozen=True)
class Resource:
    """A kind of record: its table, its body, the filters and order of its list."""

    name: str
    singular: str
    about: str
    model: Any
    schema: type[schemas.Record]
    example: str
    """The id of a record."""
    filters: Mapping[str, Filter]
    sorts: Mapping[str, Any]
    """Columns by sort key."""
    default_sort: str
    has_claims: bool = True
    """Whether its records have claims; records without claims name their source."""
    grows: bool = False
    """Whether records are added as time passes, so that its list has an end."""
    search_example: str = ""
    """Words that `q` finds; empty if the resource cannot be searched."""

    def __post_init__(self) -> None:
        # What all records have is declared once; only records with facts are checked
        filters, sorts = dict(self.filters), dict(self.sorts)
        for name, declared in self.filters.items():
            if declared.kind == "date":
                filters |= date_parts(name, declared)
        if (share := getattr(self.model, "checked", None)) is not None:
            about = (
                "Share of the record's facts that at least two independent sources"
                " state, from 0 to 1"
            )
            filters["checked"], sorts["checked"] = number(share, about, "0"), share
        release = self.model.changed_in_number
        filters[CHANGED_SINCE] = Filter(
            "since", release, _ABOUT_CHANGED_SINCE, "2026.11.0"
        )
        sorts["changed_in"] = release
        object.__setattr__(self, "filters", filters)
        object.__setattr__(self, "sorts", sorts)

    @property
    def fact_filters(self) -> dict[str, Filter]:
        """The filters by facts, without the one by changes of the data."""
        filters = self.filters.items()
        return {name: each for name, each in filters if name != CHANGED_SINCE}

    @property
    def is_searchable(self) -> bool:
        return bool(self.search_example)

    @property
    def common_query(self) -> dict[str, str]:
        """The parameters of its list that are used most, with an example of each."""
        common = COMMON_FILTERS[self.name]
        return {**common, "sort": self.default_sort, "limit": "5"}

    @property
    def path(self) -> str:
        return f"/v1/{self.name}"

    @property
    def all_records(self) -> str:
        """The query of a list without any default condition, and largest pages."""
        lifted = [
            f"{name}={ALL}&"
            for name, declared in self.filters.items()
            if declared.can_be_lifted
        ]
        return f"{self.path}?{''.join(lifted)}limit=1000"

    def body_field(self, name: str) -> str:
        """Returns the field of a record that a filter is about, or the filter's name.

        The filter `crew.person` is about `crew`.
        """
        for field in (name, name.partition(".")[0]):
            if field in self.schema.model_fields:
                return field
        return name

    @property
    def label_column(self) -> Any:
        """The column with the name of a record; `None` if records have no names."""
        return getattr(self.model, "name", getattr(self.model, "title", None))


def _filters_of_kind(kind: Kind) -> Any:
    def declare(
        column: Any, about: str, example: str, through: Select[Any] | None = None
    ) -> Filter:
        return Filter(kind, column, about, example, through=through)

    return declare


name_of = _filters_of_kind("name")
country = _filters_of_kind("country")
number = _filters_of_kind("number")
boolean = _filters_of_kind("boolean")


def text(
    column: Any, about: str, example: str, through: Select[Any] | None = None
) -> Filter:
    """Declares a filter by a text, which has a column `…_folded` too."""
    return Filter(
        "text",
        getattr(column.class_, f"{column.key}_folded"),
        about,
        example,
        shown_column=column,
        through=through,
    )


def field_name(column: Any, example: str) -> Filter:
    """Declares a filter by the name of a field, which has a column `…_folded` too."""
    folded = getattr(column.class_, f"{column.key}_folded")
    about = "Name of a field of the record"
    return Filter("field", column, about, example, searched_column=folded)


def option(
    column: Any,
    about: str,
    example: str,
    through: Select[Any] | None = None,
    *,
    of: Any = None,
) -> Filter:
    """Declares a filter by values of the data, or by those of a vocabulary."""
    values = vocabularies.values_of(of)
    return Filter("option", column, about, example, through=through, values=values)


def date(
    model: Any,
    field: str,
    about: str,
    example: str,
    through: Select[Any] | None = None,
) -> Filter:
    """Declares a filter by a date, which has columns `…_earliest` and `…_latest`."""
    return Filter(
        "date",
        getattr(model, f"{field}_earliest"),
        about,
        example,
        latest_column=getattr(model, f"{field}_latest"),
        through=through,
    )


def span(model: Any, field: str, about: str, example: str) -> Filter:
    """Declares a filter by a time that a record lasts for, in the same two columns."""
    return replace(date(model, field, about, example), kind="span")


def ref(
    column: Any,
    target: str,
    about: str,
    example: str,
    through: Select[Any] | None = None,
) -> Filter:
    """Declares a filter by the id of a related record of the resource `target`."""
    return Filter("id", column, about, example, through=through, target=target)


def only(declared: Filter) -> Filter:
    """Declares that a record has one value at most, although another table has it."""
    return replace(declared, is_single=True)


def ids(model: Any, resource: str, example: str) -> dict[str, Filter]:
    """Declares the filter by the id of the record itself."""
    return {"id": ref(model.id, resource, "Id of the record", example)}


def named(
    model: Any, resource: str, example: str, name: str, external_id: str = ""
) -> dict[str, Filter]:
    """Declares the filters by id, by name, and by ids in other catalogues if any."""
    filters = ids(model, resource, example) | {
        "name": name_of(model.name_folded, "Name of the record", name),
    }
    if external_id:
        other = models.ExternalId
        records = select(other.record_id).where(
            other.resource == resource, other.scheme != models.FORMER
        )
        about = "Id in another catalogue: Wikidata, COSPAR, NORAD or GCAT"
        filters["external_ids"] = text(other.value, about, external_id, records)
    return filters
