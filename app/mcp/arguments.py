"""What tools take: types of arguments, and their JSON schemas.

The API checks the values of its parameters; only what forms the path is checked here.
"""

import re
from typing import Annotated, Any, ClassVar
from urllib.parse import quote, urlencode

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from app.mcp.brief import Json
from app.mcp.results import ToolResult
from app.resources import BY_NAME
from app.resources.filters import filter_name
from app.text import describe_unknown

MAX_RECORDS = 50
"""Records of a result: as many as a model can read together."""
EXAMPLE = "a path such as missions/soyuz-28"
RECORD = re.compile(
    r"(?P<address>https?://[^/?#]+(?=/)|(?=/))?(?:/?v1(?=/))?/?"
    r"(?:(?P<resource>[a-z-]+)/)?(?P<id>\w[^/]*)"
)
"""An id, `missions/soyuz-28`, or the path or URL of a record or its page."""
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


def known_resource(resource: str) -> str:
    """Returns the name of a resource. Raises ValueError with a suggestion."""
    if resource not in BY_NAME:
        detail = describe_unknown(resource, [*BY_NAME])
        raise ValueError(f"{detail}; allowed: {', '.join(BY_NAME)}")
    return resource


def _id_or_path(text: str) -> str:
    if not RECORD.fullmatch(text):
        raise ValueError(f"{text[:100]!r} is neither an id nor {EXAMPLE}")
    return text


def optional(description: str, *allowed: str) -> Any:
    """Declares an optional parameter. The API checks the allowed values."""
    more: Json = {"enum": [*allowed]} if allowed else {}
    return Field(default=None, description=description, json_schema_extra=more)


Text = Annotated[str | None, WithJsonSchema({"type": "string"})]
Resource = Annotated[
    str, AfterValidator(known_resource), Field(json_schema_extra={"enum": [*BY_NAME]})
]
MaybeResource = Annotated[
    Annotated[str, AfterValidator(known_resource)] | None,
    WithJsonSchema({"type": "string", "description": "Record type: missions"}),
]
RecordId = Annotated[str, AfterValidator(_id_or_path)]
Limit = Annotated[
    int, Field(ge=0, le=MAX_RECORDS, description=f"Default 10, at most {MAX_RECORDS}")
]
FIELDS = "Fields to return, by comma: id,name,crew.person.name"
CURSOR = "`next_cursor` of the previous page, with the same arguments"


class ToolRequest(BaseModel):
    """A request to the API: fields in braces fill its path, the others its query."""

    model_config = ConfigDict(extra="forbid")
    name: ClassVar[str]
    description: ClassVar[str]
    path: ClassVar[str]
    result: ClassVar[type[ToolResult[Any]]]

    @model_validator(mode="before")
    @classmethod
    def use_plurals(cls, values: Json) -> Json:
        """Takes the singular of a name for it, as the API does."""
        names = {}
        for name in values:
            field, mark, suffix = name.partition("__")
            plural = filter_name(field, cls.model_fields) + mark + suffix
            names[name] = name if plural in values else plural
        return {names[name]: value for name, value in values.items()}

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

    def reduce(self, body: Json) -> ToolResult[Any]:
        """Returns the result of the tool for an answer of the API."""
        return self.result.of(body)


class PagedRequest(ToolRequest):
    """A request for a page of a list."""

    limit: Limit = 10
    cursor: Text = optional(CURSOR)


def _query_value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ",".join(str(item).replace(",", r"\,") for item in value)
    return str(value)
