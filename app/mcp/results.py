"""Results of tools: answers of the API, reduced to what a language model needs.

The request under `asked` returns the full answer. A model here has fewer fields than
the schema of the same record in `app/schemas/`; the other fields are dropped.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Generic, Protocol, Self, TypeVar
from urllib.parse import parse_qs, urlsplit

from pydantic import BaseModel, Field, model_validator

from app import schemas
from app.schemas import answers

T = TypeVar("T")
Json = dict[str, Any]


class ApiAnswer(Protocol):
    """Response of the API: its status and its JSON, an envelope or a problem."""

    @property
    def status(self) -> int: ...

    @property
    def body(self) -> Any: ...


ApiGet = Callable[[str], Awaitable[ApiAnswer]]
"""Sends `GET` for a path with its query to the API. The app passes it to the tools."""


class Brief(BaseModel):
    """A related record."""

    id: str
    name: str


class Locator(BaseModel):
    """Position in a source: its own id or section, or characters of a paragraph."""

    place: str | None
    paragraph: int | None
    start: int | None
    end: int | None


class Claim(BaseModel):
    """A claim of a source, with its agreement with our data."""

    id: str
    source: Brief
    locator: Locator
    record: str | None
    field: str | None
    summary: str
    stated_value: str | None
    our_value: Any
    agreement: str
    note: str | None

    @property
    def citation(self) -> str:
        """The source and the place in it: `000-essay, paragraph 6`."""
        place = self.locator.place or f"paragraph {self.locator.paragraph}"
        return f"{self.source.id}, {place}"


class Flight(BaseModel):
    """The flight of a person."""

    person: Brief
    mission: Brief
    role: str | None
    countries: list[Brief]
    launched: str | None


class Alternative(BaseModel):
    """Another definition of "first" and its answer."""

    change: dict[str, str]
    first: list[Flight]


class RunnerUp(BaseModel):
    """The next flight after the first."""

    at: str | None
    crew: list[Flight]


class First(BaseModel):
    """The first flight of a group."""

    group: Json | None
    first: list[Flight] = Field(description="Several are tied")
    at: str | None
    at_min: str | None
    at_max: str | None
    runner_up: RunnerUp | None
    sensitivity: list[Alternative] = Field(
        description="Changes of the definition that change the answer"
    )
    claims: list[Claim] = Field(description="Left out of several: ask for one")
    cited: list[str] = Field(default=[], description="Sources, with the place in them")

    @model_validator(mode="after")
    def cite(self) -> Self:
        """Lists each cited source once."""
        self.cited = sorted({claim.citation for claim in self.claims})
        return self


class PersonInSpace(BaseModel):
    """A person in space at an instant."""

    person: Brief
    mission: Brief
    role: str
    countries: list[Brief]
    perhaps: bool = Field(description="Whether this is only possible")
    aboard: Brief | None = Field(description="Station, or mission of the craft")
    aboard_since: str | None
    station: Brief | None
    spacecraft: Brief | None
    since: str | None
    until: str | None


class Count(BaseModel):
    """The number of records that have a value."""

    value: str | None
    label: str
    count: int


class ToolResult(BaseModel, Generic[T]):
    """An answer of the API and the request that returned it."""

    asked: str = Field(description="The request that this rests on: cite it")
    query: str = Field(description="The question as understood")
    data: T
    total: int
    complete: bool = Field(description="Whether the data knows all that is needed")
    complete_to: str | None = Field(description="Up to when the catalogue is complete")
    hints: list[str] = Field(description="What to know before this is passed on")
    dataset: schemas.Dataset
    next_cursor: str | None = Field(description="Send as `cursor` for the next page")

    @classmethod
    def of(cls, body: Json) -> Self:
        """Reduces an envelope of the API."""
        links = body["links"]
        query = parse_qs(urlsplit(links["next"] or "").query)
        request = {
            "asked": links["self"],
            "next_cursor": query.get("cursor", [None])[0],
        }
        return cls.model_validate({**body, **body["meta"], **request})


class SearchResult(ToolResult[list[answers.Found]]):
    """Matching records, best match first."""


class RecordResult(ToolResult[Json]):
    """A record."""

    claims: list[Claim]

    @classmethod
    def of(cls, body: Json) -> Self:
        """Moves the claims out of the record, and reduces them."""
        return super().of({**body, "claims": body["data"].pop("claims", [])})


class FirstsResult(ToolResult[list[First]]):
    """First flights under a definition."""

    definition: answers.Definition

    @classmethod
    def of(cls, body: Json) -> Self:
        """Keeps the claims of a single first; of several, only their sources."""
        result = super().of(body)
        if len(result.data) > 1:
            for first in result.data:
                first.claims.clear()
        return result


class ListResult(ToolResult[list[Json]]):
    """Records, or counts of values if the request has `group_by`."""

    facets: dict[str, list[Count]] = {}


class ClaimsResult(ToolResult[list[Claim]]):
    """Claims of sources."""


class InSpaceResult(ToolResult[list[PersonInSpace]]):
    """People in space, earliest launch first."""

    count_min: int
    count_max: int
    complete_to: str | None
