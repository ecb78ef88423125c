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
        "Find records by words of their names and texts, in any script or spelling.\n"
        "Start here to learn the ids that the other tools take."
    )
    path = "/v1/search"
    result = SearchResult
    q: str = Field(description="Words that all occur: pham tuan; moon landing")
    type: Text = optional("Only these types: people,missions")


class RecordRequest(ToolRequest):
    name = "get"
    description = (
        "One record in full; `claims` adds which source states each fact, and where."
    )
    path = "/v1/{resource}/{id}"
    result = RecordResult
    id: RecordId = Field(
        description="missions/soyuz-28, a URL, or beside `resource` an id: as `search`"
        " returns it, or of Wikidata, COSPAR, NORAD, GCAT"
    )
    resource: MaybeResource = None
    claims: bool = Field(default=False, description="With claims of sources about it")
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
        "Who was first: the earliest flight that fits, computed from all, with sources."
        "\nNames the definition, and other definitions that would change the answer."
    )
    path = "/v1/firsts"
    result = FirstsResult
    countries: Text = optional(
        "States of then or now, by id, name or ISO 3166: DDR,DEU"
    )
    countries__not: Text = optional("No citizen of these: USA,SUN")
    region: Text = optional("Region of the UN's list: Asia")
    subregion: Text = optional("Subregion of the UN's list: South-eastern Asia")
    sex: Text = optional("Sex", "female", "male")
    programmes: Text = optional("Id of a programme: interkosmos")
    stations: Text = optional("Id of a station: mir")
    achievement: Text = optional("Default flight", *CHOICES["achievement"])
    boundary: Text = optional("Default 100km", *CHOICES["boundary"])
    basis: Text = optional("Default citizenship", *CHOICES["basis"])
    lineage: Text = optional("Related states to include", *CHOICES["lineage"])
    by: Text = optional("A first for each of these", *GROUPINGS)

    def parameters(self) -> Json:
        """Includes the claims of each group, whose sources the result names."""
        return super().parameters() | ({"include": "claims"} if self.by else {})


def _filters_only(filters: Json) -> Json:
    if "format" in filters:
        raise ValueError("leave `format` out: results are JSON")
    if arguments := filters.keys() & ListRequest.model_fields:
        names = ", ".join(sorted(arguments))
        raise ValueError(f"{names}: an argument beside `filters`")
    return filters


Filters = Annotated[
    dict[str, str | bool | int | float | list[str | int]],
    AfterValidator(_filters_only),
    WithJsonSchema({"type": "object", "additionalProperties": True}),
]


class ListRequest(PagedRequest):
    name = "list_records"
    description = (
        'Records that fit filters, or counts of them. Good for "which" and "how many".'
        "\nFilters are fields, joined by AND; a comma is OR: `programmes`, `countries`,"
        " `launched` (1978 or 1978-03/1981-05), `crew_size__gte`, `countries__not`,"
        " `name__contains`, `died__exists`, `q`. An unknown one is rejected with a"
        " suggestion."
    )
    path = "/v1/{resource}"
    result = ListResult
    resource: Resource
    filters: Filters = Field(default={}, description='{"programmes": "interkosmos"}')
    sort: Text = optional("Fields by comma, - for descending: -launched")
    fields: Text = optional(f"{FIELDS}. Whole records are long")
    group_by: Text = optional("Counts by one field or two: launched.year,kind")

    def parameters(self) -> Json:
        values = super().parameters()
        filters: Json = values.pop("filters")
        if self.group_by:
            del values["limit"]
        return filters | values


class ClaimsRequest(PagedRequest):
    name = "claims"
    description = (
        "What sources state, where in them, and whether our data agrees.\n"
        "About a record, of a source, or by agreement: `disagrees` lists errors of"
        " sources, each with an editor's note."
    )
    path = "/v1/claims"
    result = ClaimsResult
    record: Text = optional("resource/id: missions/soyuz-28")
    field: Text = optional("Field of the record: station")
    source: Text = optional("Id of a source: 000-essay")
    agreement: Text = optional("agrees, less-precise, disagrees or not-comparable")
    q: Text = optional("Words of the claim")


class InSpaceRequest(ToolRequest):
    name = "in_space"
    description = (
        "Everybody in space at an instant, where and since when.\n`perhaps` marks"
        " people whose presence is not certain; `complete_to` is the last complete day."
    )
    path = "/v1/in-space"
    result = InSpaceResult
    at: Text = optional(
        "UTC: 1975-07-17T16:30Z, or a day; by default the end of the complete data"
    )


class HistoryRequest(ToolRequest):
    name = "in_space_history"
    description = (
        "How many people were in space over time, and when most were.\n"
        "Each step is valid until the next; a long time has only the highest."
    )
    path = "/v1/in-space/history"
    result = HistoryResult
    at: Text = optional("Interval, year or month: 1985-10/1985-12; default all")
    by: Text = optional("A series for each", "country", "station")


class SuperlativesRequest(ToolRequest):
    name = "superlatives"
    description = (
        "Who holds a superlative: longest, most, oldest, youngest. Ties are included;\n"
        "`perhaps` are others who may hold it, because dates are vague."
    )
    path = "/v1/superlatives"
    result = SuperlativesResult
    category: Text = optional("Default: all", *SUPERLATIVES)
    countries: Text = optional("Citizens of these states: VNM,CUB")
    sex: Text = optional("Sex", "female", "male")
    programmes: Text = optional("Id of a programme: interkosmos")
    stations: Text = optional("Id of a station: mir")
    as_of: Text = optional("As of this date: 1991-12-31")


class ChangesRequest(PagedRequest):
    name = "changes"
    description = (
        "What releases of the data added, changed and removed, with the old and the"
        " new value and the source of the new one."
    )
    path = "/v1/changes"
    result = ListResult
    record: Text = optional("resource/id: missions/soyuz-19")
    resource: MaybeResource = None
    since: Text = optional("After this release or from this date on: 2026.11.0")


class CoverageRequest(ToolRequest):
    name = "coverage"
    description = (
        "What the data holds: counts, releases, how complete each part is, to when,"
        " and which gaps are known.\nCall it before you take an empty result for none."
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
    "Rendezvous is a database of human spaceflight. Answer from it, name the request"
    " under `asked` and the sources, and pass on `hints`. Records: "
    + "; ".join(
        f"{resource.name}: {resource.about.removesuffix('.')}" for resource in RESOURCES
    )
)
