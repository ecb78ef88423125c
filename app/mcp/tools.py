"""Tools for language models: each is a declared request to our own API.

The fields of a tool are the parameters of its request, and its result is the answer of
the API in brief. So a tool and the API understand a question alike, and a mistake is
answered as the API answers it: with what would be right. What a model reads is data of
a class, not its docstring, because `python -OO` removes docstrings.
"""

import re
from typing import Annotated, Any, Self
from urllib.parse import unquote

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from app.mcp.arguments import (
    EXAMPLE,
    FIELDS,
    RECORD,
    MaybeResource,
    PagedRequest,
    RecordId,
    Resource,
    Text,
    ToolRequest,
    known_resource,
    optional,
)
from app.mcp.brief import Json
from app.mcp.results import (
    ClaimsResult,
    CoverageResult,
    FirstsResult,
    HistoryResult,
    InSpaceResult,
    ListResult,
    RecordResult,
    SearchResult,
    SuperlativesResult,
    ToolResult,
)
from app.resources import RESOURCES
from app.resources.definitions import CHOICES
from app.resources.groupings import GROUPINGS
from app.services.superlatives import SUPERLATIVES


class SearchRequest(PagedRequest):
    name = "search"
    description = (
        "Searches all records by words of their names and texts, in any script"
        " or spelling.\nStart here to find the ids that the other tools"
        " accept."
    )
    path = "/v1/search"
    result = SearchResult
    q: str = Field(description="Words to search for: pham tuan; moon landing")
    type: Text = optional("Record types to search, by comma: people,missions")


class RecordRequest(ToolRequest):
    name = "get"
    description = (
        "Returns one record in full. `claims` adds the source of each fact,"
        " with the position in the source."
    )
    path = "/v1/{resource}/{id}"
    result = RecordResult
    id: RecordId = Field(
        description="missions/soyuz-28, a URL, or an id with `resource`; ids of"
        " Wikidata, COSPAR, NORAD and GCAT work too"
    )
    resource: MaybeResource = None
    claims: bool = Field(
        default=False, description="Adds the claims of sources about the record"
    )
    fields: Text = optional(FIELDS)

    @model_validator(mode="after")
    def split_id(self) -> Self:
        """Takes the resource from an id that names it."""
        match = RECORD.fullmatch(self.id)
        assert match is not None  # noqa: S101 - checked by the type of the field
        named = match["resource"] or self.resource
        if named is None:
            raise ValueError(f"`resource` is required with an id alone; or {EXAMPLE}")
        if self.resource not in (None, named):
            raise ValueError(
                f"`resource` is {self.resource!r}, but `id` names {named!r}"
            )
        self.resource = known_resource(named)
        self.id = match["id"]
        if match["address"] is not None:
            self.id = unquote(re.split("[?#]", self.id)[0])
        return self

    def parameters(self) -> Json:
        values = super().parameters()
        if values.pop("claims"):
            values["include"] = "claims"
            values |= {"fields": f"{self.fields},claims"} if self.fields else {}
        return values


class FirstsRequest(ToolRequest):
    name = "first"
    description = (
        "Finds the first person or people: the earliest flight that fits,"
        " computed from all flights, with sources.\nThe result names its"
        " definition, and other definitions that lead to another answer."
    )
    path = "/v1/firsts"
    result = FirstsResult
    countries: Text = optional(
        "Countries, existing or dissolved, by id, name or ISO 3166 code: DDR,DEU"
    )
    countries__not: Text = optional("Countries to exclude: USA,SUN")
    region: Text = optional("UN region: Asia")
    subregion: Text = optional("UN subregion: South-eastern Asia")
    sex: Text = optional("Sex", "female", "male")
    programmes: Text = optional("Id of a programme: interkosmos")
    stations: Text = optional("Id of a station: mir")
    achievement: Text = optional("Default flight", *CHOICES["achievement"])
    boundary: Text = optional("Default 100km", *CHOICES["boundary"])
    basis: Text = optional("Default citizenship", *CHOICES["basis"])
    lineage: Text = optional("Related countries to include", *CHOICES["lineage"])
    by: Text = optional("Grouping: one first for each value", *GROUPINGS)

    def parameters(self) -> Json:
        """Includes the claims of each group, whose sources the result names."""
        return super().parameters() | ({"include": "claims"} if self.by else {})


def _filters_only(filters: Json) -> Json:
    if "format" in filters:
        raise ValueError("leave `format` out; results are always JSON")
    if arguments := filters.keys() & ListRequest.model_fields:
        names = ", ".join(sorted(arguments))
        raise ValueError(
            f"{names}: give it as an argument of the tool, not in `filters`"
        )
    return filters


Filters = Annotated[
    dict[str, str | bool | int | float | list[str | int]],
    AfterValidator(_filters_only),
    WithJsonSchema({"type": "object", "additionalProperties": True}),
]


class ListRequest(PagedRequest):
    name = "list_records"
    description = (
        'Lists records that fit filters, or counts them. Use it for "which"'
        ' and "how many".\nA filter is a field with an optional operator:'
        " `programmes`, `launched` (1978 or 1978-03/1981-05),"
        " `crew_size__gte`, `countries__not`, `name__contains`,"
        " `died__exists`, `q`. Filters are joined by AND, values by comma"
        " (OR). Unknown filters are rejected with a suggestion."
    )
    path = "/v1/{resource}"
    result = ListResult
    resource: Resource
    filters: Filters = Field(default={}, description='{"programmes": "interkosmos"}')
    sort: Text = optional("Sort keys by comma, - for descending order: -launched")
    fields: Text = optional(f"{FIELDS}. Whole records are long")
    group_by: Text = optional(
        "Counts by the values of one field or two: launched.year,kind"
    )

    def parameters(self) -> Json:
        values = super().parameters()
        filters: Json = values.pop("filters")
        if self.group_by:
            del values["limit"]
        return filters | values


class ClaimsRequest(PagedRequest):
    name = "claims"
    description = (
        "Lists statements of sources, with their position and whether our data"
        " agrees.\nFilter by record, source or agreement. `disagrees` lists"
        " statements that contradict our data, each with an editor's note."
    )
    path = "/v1/claims"
    result = ClaimsResult
    record: Text = optional("resource/id: missions/soyuz-28")
    field: Text = optional("Field of the record: station")
    source: Text = optional("Id of a source: 000-essay")
    agreement: Text = optional("agrees, less-precise, disagrees or not-comparable")
    q: Text = optional("Words of the statement")


class InSpaceRequest(ToolRequest):
    name = "in_space"
    description = (
        "Lists the people in space at a time, their location, and their arrival there."
        "\n`perhaps` marks people whose presence is not certain."
        " `complete_to` is the last day with complete data."
    )
    path = "/v1/in-space"
    result = InSpaceResult
    at: Text = optional(
        "Instant in UTC or day: 1975-07-17T16:30Z; default: end of the complete data"
    )


class HistoryRequest(ToolRequest):
    name = "in_space_history"
    description = (
        "Returns the number of people in space over time, and its"
        " maximum.\nEach step is valid until the next. For a long time only"
        " the maximum is returned."
    )
    path = "/v1/in-space/history"
    result = HistoryResult
    at: Text = optional("Interval, year or month: 1985-10/1985-12; default: all")
    by: Text = optional("Grouping: one series for each", "country", "station")


class SuperlativesRequest(ToolRequest):
    name = "superlatives"
    description = (
        "Finds the holders of a superlative: longest, most, oldest, youngest."
        " Ties are included.\n`perhaps` lists other people who may hold it,"
        " because their dates are vague."
    )
    path = "/v1/superlatives"
    result = SuperlativesResult
    category: Text = optional("Default: all", *SUPERLATIVES)
    countries: Text = optional("Countries of citizenship: VNM,CUB")
    sex: Text = optional("Sex", "female", "male")
    programmes: Text = optional("Id of a programme: interkosmos")
    stations: Text = optional("Id of a station: mir")
    as_of: Text = optional("Date at whose end the answer is computed: 1991-12-31")


class ChangesRequest(PagedRequest):
    name = "changes"
    description = (
        "Lists the facts that data releases added, changed or removed, with"
        " old value, new value and source."
    )
    path = "/v1/changes"
    result = ListResult
    record: Text = optional("resource/id: missions/soyuz-19")
    resource: MaybeResource = None
    since: Text = optional(
        "Changes after this release, or from this date on: 2026.11.0"
    )


class CoverageRequest(ToolRequest):
    name = "coverage"
    description = (
        "Describes the data: numbers of records, releases, completeness of"
        " each part, known gaps.\nCall it before you conclude from an empty"
        " result that there is none."
    )
    path = "/v1/dataset"
    result = CoverageResult
    resource: MaybeResource = None

    def parameters(self) -> Json:
        return {}

    def reduce(self, body: Json) -> ToolResult[Any]:
        return CoverageResult.of(body).of_resource(self.resource)


TOOLS: dict[str, type[ToolRequest]] = {
    tool.name: tool
    for tool in (
        SearchRequest,
        RecordRequest,
        FirstsRequest,
        ListRequest,
        ClaimsRequest,
        InSpaceRequest,
        HistoryRequest,
        SuperlativesRequest,
        ChangesRequest,
        CoverageRequest,
    )
}
INSTRUCTIONS = (
    "Rendezvous is a database of human spaceflight. Base answers on it,"
    " cite the request in `asked` and the sources, and pass on `hints`."
    " Records: "
) + "; ".join(
    f"{resource.name}: {resource.about.removesuffix('.')}" for resource in RESOURCES
)
