"""Tools for language models: each is a declared request to our own API.

The fields of a tool are the parameters of its request, and its result is the answer of
the API in brief. So a tool and the API understand a question alike, and a mistake is
answered as the API answers it: with what would be right. What a model reads is data of
a class, not its docstring, because `python -OO` removes docstrings.
"""

import re
from typing import Annotated, Any, ClassVar
from urllib.parse import quote, urlencode

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from app.mcp.results import (
    ClaimsResult,
    FirstsResult,
    InSpaceResult,
    Json,
    ListResult,
    RecordResult,
    SearchResult,
    ToolResult,
)
from app.resources import BY_NAME, RESOURCES
from app.resources.definitions import CHOICES
from app.resources.groupings import GROUPINGS
from app.text import describe_unknown

MAX_RECORDS = 50
"""Records of a result: as many as a model can read together."""
_FIELD_IN_PATH = re.compile(r"\{(\w+)\}")


class TerseSchema(GenerateJsonSchema):
    """Generates JSON schemas without titles, defaults and descriptions of classes."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - its name is given
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        json_schema = super().model_schema(schema)
        json_schema.pop("description", None)
        json_schema.pop("title", None)
        return json_schema


def _known_resource(resource: str) -> str:
    if resource not in BY_NAME:
        detail = describe_unknown(resource, [*BY_NAME])
        raise ValueError(f"{detail}; allowed: {', '.join(BY_NAME)}")
    return resource


def _filters_only(filters: Json) -> Json:
    if "format" in filters:
        raise ValueError("leave `format` out: results are JSON")
    if arguments := filters.keys() & ListRequest.model_fields:
        names = ", ".join(sorted(arguments))
        raise ValueError(f"{names}: an argument beside `filters`")
    return filters


def _optional(description: str, *allowed: str) -> Any:
    """Declares an optional parameter. The API checks the allowed values."""
    more: Json = {"enum": [*allowed]} if allowed else {}
    return Field(default=None, description=description, json_schema_extra=more)


Text = Annotated[str | None, WithJsonSchema({"type": "string"})]
Resource = Annotated[
    str, AfterValidator(_known_resource), Field(json_schema_extra={"enum": [*BY_NAME]})
]
Id = Annotated[
    str,
    Field(
        pattern=r"^\w[^/]*$",
        description="As `search` returns it, or of Wikidata, COSPAR, NORAD, GCAT",
    ),
]
Filters = Annotated[
    dict[str, str | bool | int | float | list[str | int]],
    AfterValidator(_filters_only),
    WithJsonSchema({"type": "object", "additionalProperties": True}),
]
Limit = Annotated[
    int, Field(ge=0, le=MAX_RECORDS, description=f"Default 10, at most {MAX_RECORDS}")
]
FIELDS = "Only these, by comma: id,name,crew.person.name"
CURSOR = "`next_cursor` of the previous page, with the same arguments"


class ToolRequest(BaseModel):
    """A request to the API: fields in braces fill its path, the others its query."""

    model_config = ConfigDict(extra="forbid")
    name: ClassVar[str]
    description: ClassVar[str]
    path: ClassVar[str]
    result: ClassVar[type[ToolResult[Any]]]

    def request(self) -> str:
        """Returns the path of the request, with its query."""
        values = self.parameters()
        path = _FIELD_IN_PATH.sub(
            lambda match: quote(values.pop(match[1]), safe=""), self.path
        )
        query = {name: _query_value(value) for name, value in values.items()}
        return f"{path}?{urlencode(query, safe=':/,')}" if query else path

    def parameters(self) -> Json:
        """Returns the given arguments under the names of the API's parameters."""
        return self.model_dump(exclude_none=True)


def _query_value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ",".join(str(item).replace(",", r"\,") for item in value)
    return str(value)


class SearchRequest(ToolRequest):
    name = "search"
    description = (
        "Find records by words of their names, in any script or damaged spelling.\n"
        "Start here to learn the ids that the other tools take."
    )
    path = "/v1/search"
    result = SearchResult
    q: str = Field(description="Words of a name, not a question: pham tuan")
    limit: Limit = 10
    cursor: Text = _optional(CURSOR)


class RecordRequest(ToolRequest):
    name = "get"
    description = (
        "One record in full; `claims` adds which source states each fact, and where."
    )
    path = "/v1/{resource}/{id}"
    result = RecordResult
    resource: Resource
    id: Id
    claims: bool = Field(default=False, description="With claims of sources about it")
    fields: Text = _optional(FIELDS)

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
    country: Text = _optional("States of then or now, by id, name or ISO 3166: DDR,DEU")
    country__not: Text = _optional("No citizen of these: USA,SUN")
    region: Text = _optional("Region of the UN's list: Asia")
    subregion: Text = _optional("Subregion of the UN's list: South-eastern Asia")
    sex: Text = _optional("Sex", "female", "male")
    programme: Text = _optional("Id of a programme: interkosmos")
    station: Text = _optional("Id of a station: mir")
    achievement: Text = _optional("Default flight", *CHOICES["achievement"])
    boundary: Text = _optional("Default 100km", *CHOICES["boundary"])
    basis: Text = _optional("Default citizenship", *CHOICES["basis"])
    lineage: Text = _optional("States counted beside one's own", *CHOICES["lineage"])
    by: Text = _optional("A first for each of these", *GROUPINGS)


class ListRequest(ToolRequest):
    name = "list_records"
    description = (
        'Records that fit filters, or counts of them. Good for "which" and "how many".'
        "\nFilters are fields, joined by AND; a comma is OR: `programme`, `country`,"
        " `launched` (1978 or 1978-03/1981-05), `crew_size__gte`, `country__not`,"
        " `name__contains`, `died__exists`, `q`. A wrong one is answered with what"
        " exists."
    )
    path = "/v1/{resource}"
    result = ListResult
    resource: Resource
    filters: Filters = Field(default={}, description='{"programme": "interkosmos"}')
    sort: Text = _optional("Fields by comma, - for descending: -launched")
    fields: Text = _optional(f"{FIELDS}. Whole records are long")
    group_by: Text = _optional("Counts by this, without records: kind")
    limit: Limit = 10
    cursor: Text = _optional(CURSOR)

    def parameters(self) -> Json:
        values = super().parameters()
        filters: Json = values.pop("filters")
        if self.group_by:
            del values["limit"]
        return filters | values


class ClaimsRequest(ToolRequest):
    name = "claims"
    description = (
        "What sources state, where in them, and whether our data agrees.\n"
        "About a record, of a source, or by agreement: `disagrees` lists errors of"
        " sources, each with an editor's note."
    )
    path = "/v1/claims"
    result = ClaimsResult
    record: Text = _optional("resource/id: missions/soyuz-28")
    field: Text = _optional("Field of the record: station")
    source: Text = _optional("Id of a source: 000-essay")
    agreement: Text = _optional("agrees, less-precise, disagrees or not-comparable")
    q: Text = _optional("Words of the claim")
    limit: Limit = 10
    cursor: Text = _optional(CURSOR)


class InSpaceRequest(ToolRequest):
    name = "in_space"
    description = (
        "Everybody in space at an instant, where and since when.\n`perhaps` marks"
        " people whose presence is not certain; `complete_to` is the last complete day."
    )
    path = "/v1/in-space"
    result = InSpaceResult
    at: Text = _optional(
        "UTC: 1975-07-17T16:30Z, or a day; by default the end of the complete data"
    )


TOOLS: dict[str, type[ToolRequest]] = {
    tool.name: tool
    for tool in (
        SearchRequest,
        RecordRequest,
        FirstsRequest,
        ListRequest,
        ClaimsRequest,
        InSpaceRequest,
    )
}
INSTRUCTIONS = (
    "Rendezvous is a database of human spaceflight. Answer from it, name the request"
    " under `asked` and the sources, and pass on `hints`. Records: "
    + "; ".join(
        f"{resource.name}: {resource.about.removesuffix('.')}" for resource in RESOURCES
    )
)
