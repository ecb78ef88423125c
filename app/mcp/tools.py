"""Tools for language models: each a declared request to our own API.

Its fields are the parameters, its docstring is what a model reads, and its answer is
the API's in brief, with the request that it rests on. So there is one meaning of every
question, and a mistake is answered as the API answers it: with what would be right.
"""

import re
from typing import Annotated, Any, ClassVar
from urllib.parse import quote, urlencode

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from app.mcp.results import (
    ClaimsResult,
    Firsts,
    Found,
    InSpace,
    Json,
    ListResult,
    RecordResult,
    ToolResult,
)
from app.resources import BY_NAME, RESOURCES
from app.resources.definitions import CHOICES
from app.resources.groupings import BY
from app.text import unknown

MOST = 50
"""Records of an answer: what a model can read at once."""
_PLACE = re.compile(r"\{(\w+)\}")


class Terse(GenerateJsonSchema):
    """A schema without what a model need not read."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - its name is given
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def _known(resource: str) -> str:
    if resource not in BY_NAME:
        told = unknown(resource, [*BY_NAME])
        raise ValueError(f"{told}; allowed: {', '.join(BY_NAME)}")
    return resource


def _filters_only(filters: Json) -> Json:
    if "format" in filters:
        raise ValueError("leave `format` out: answers here are JSON")
    if wrong := filters.keys() & ListRecords.model_fields:
        raise ValueError(f"{', '.join(sorted(wrong))}: an argument beside `filters`")
    return filters


def _about(about: str, *allowed: str) -> Any:
    """A parameter that may be left out; what it allows, the API checks."""
    more: Json = {"enum": [*allowed]} if allowed else {}
    return Field(default=None, description=about, json_schema_extra=more)


Text = Annotated[str | None, WithJsonSchema({"type": "string"})]
Resource = Annotated[
    str, AfterValidator(_known), Field(json_schema_extra={"enum": [*BY_NAME]})
]
Id = Annotated[str, Field(pattern=r"^\w[^/]*$", description="As `search` tells it")]
Filters = Annotated[
    dict[str, str | bool | int | float | list[str | int]],
    AfterValidator(_filters_only),
    WithJsonSchema({"type": "object", "additionalProperties": True}),
]
Limit = Annotated[int, Field(ge=0, le=MOST, description=f"10 unless told, to {MOST}")]
FIELDS = "Only these, by comma: id,name,crew.person.name"
CURSOR = "`next_cursor` of the page before, with the same arguments"


class ToolRequest(BaseModel):
    """A request: what of the path is in braces is a field, and so is each parameter."""

    model_config = ConfigDict(extra="forbid")
    tool: ClassVar[str]
    path: ClassVar[str]
    answer: ClassVar[type[ToolResult[Any]]]

    def request(self) -> str:
        """The path that is asked for."""
        given = self.parameters()
        path = _PLACE.sub(lambda one: quote(given.pop(one[1]), safe=""), self.path)
        pairs = {name: _value(one) for name, one in given.items()}
        return f"{path}?{urlencode(pairs, safe=':/,')}" if pairs else path

    def parameters(self) -> Json:
        """What was given, by the API's names."""
        return self.model_dump(exclude_none=True)


def _value(given: Any) -> str:
    """A value as a query writes it."""
    if isinstance(given, bool):
        return str(given).lower()
    return ",".join(map(str, given)) if isinstance(given, list) else str(given)


class Search(ToolRequest):
    """Find records by words of their names, in any script or damaged spelling.

    Start here to learn the ids that the other tools take.
    """

    tool = "search"
    path = "/v1/search"
    answer = Found
    q: str = Field(description="Words of a name, not a question: pham tuan")
    limit: Limit = 10


class Get(ToolRequest):
    """One record in full; `claims` adds which source states each fact, and where."""

    tool = "get"
    path = "/v1/{resource}/{id}"
    answer = RecordResult
    resource: Resource
    id: Id
    claims: bool = Field(default=False, description="With what sources state of it")
    fields: Text = _about(FIELDS)

    def parameters(self) -> Json:
        given = super().parameters()
        if given.pop("claims"):
            given["include"] = "claims"
            given |= {"fields": f"{self.fields},claims"} if self.fields else {}
        return given


class WhoWasFirst(ToolRequest):
    """Who was first: the earliest flight that fits, computed from all, with sources.

    Tells the definition, and which other definition would change the answer.
    """

    tool = "first"
    path = "/v1/firsts"
    answer = Firsts
    country: Text = _about("States of then or now, by id, name or ISO 3166: DDR,DEU")
    country__not: Text = _about("No citizen of these: USA,SUN")
    region: Text = _about("Region of the UN's list: Asia")
    subregion: Text = _about("Subregion of the UN's list: South-eastern Asia")
    sex: Text = _about("Sex", "female", "male")
    programme: Text = _about("Id of a programme: interkosmos")
    station: Text = _about("Id of a station: mir")
    achievement: Text = _about("flight unless told", *CHOICES["achievement"])
    boundary: Text = _about("100km unless told", *CHOICES["boundary"])
    basis: Text = _about("citizenship unless told", *CHOICES["basis"])
    lineage: Text = _about("States counted beside one's own", *CHOICES["lineage"])
    by: Text = _about("A first for each of these", *BY)


class ListRecords(ToolRequest):
    """Records that fit filters, or counts of them. Good for "which" and "how many".

    Filters are fields, joined by AND; a comma is OR: `programme`, `country`,
    `launched` (1978 or 1978-03/1981-05), `crew_size__gte`, `country__not`,
    `name__contains`, `died__exists`, `q`. A wrong one is answered with what exists.
    """

    tool = "list_records"
    path = "/v1/{resource}"
    answer = ListResult
    resource: Resource
    filters: Filters = Field(default={}, description='{"programme": "interkosmos"}')
    sort: Text = _about("Fields by comma, - for descending: -launched")
    fields: Text = _about(f"{FIELDS}. Whole records are long")
    group_by: Text = _about("Counts by this, without records: kind")
    limit: Limit = 10
    cursor: Text = _about(CURSOR)

    def parameters(self) -> Json:
        given = super().parameters()
        filters: Json = given.pop("filters")
        if self.group_by:
            del given["limit"]
        return filters | given


class Claims(ToolRequest):
    """What sources state, where in them, and whether our data agrees.

    About a record, of a source, or by agreement: `disagrees` lists errors of sources,
    each with an editor's note.
    """

    tool = "claims"
    path = "/v1/claims"
    answer = ClaimsResult
    record: Text = _about("resource/id: missions/soyuz-28")
    field: Text = _about("Field of the record: station")
    source: Text = _about("Id of a source: 000-essay")
    agreement: Text = _about("agrees, less-precise, disagrees or not-comparable")
    q: Text = _about("Words of the statement")
    limit: Limit = 10
    cursor: Text = _about(CURSOR)


class WhoIsInSpace(ToolRequest):
    """Everybody in space at an instant, on what, since when."""

    tool = "in_space"
    path = "/v1/in-space"
    answer = InSpace
    at: str = Field(description="UTC: 1975-07-17T16:30Z, a day, or now")


TOOLS: dict[str, type[ToolRequest]] = {
    one.tool: one
    for one in (Search, Get, WhoWasFirst, ListRecords, Claims, WhoIsInSpace)
}
INSTRUCTIONS = (
    "Rendezvous is a database of human spaceflight. Answer from it, name the request"
    " under `asked` and the sources, and pass on `hints`. Records: "
    + "; ".join(f"{one.name}: {one.about}" for one in RESOURCES)
)


def described(model: type[BaseModel]) -> str:
    """The docstring of a tool, a line for each paragraph."""
    told = (model.__doc__ or "").strip().split("\n\n")
    return "\n".join(" ".join(one.split()) for one in told)
