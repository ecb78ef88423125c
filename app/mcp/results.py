"""What tools tell: the API's answers, with the fields that a language model needs.

The rest is at the request that each answer names. A shape here has fewer fields than
the schema of the same record in `app/schemas/`, and drops all others.
"""

from typing import Any, Generic, Self, TypeVar
from urllib.parse import parse_qs, urlsplit

from pydantic import BaseModel, Field, model_validator

from app import schemas
from app.schemas import answers as questions

T = TypeVar("T")
Json = dict[str, Any]


class Brief(BaseModel):
    """A related record."""

    id: str
    name: str


class Locator(BaseModel):
    """Where in the source: its own id or section, or characters of a paragraph."""

    place: str | None
    paragraph: int | None
    start: int | None
    end: int | None


class Statement(BaseModel):
    """A claim: what a source states, and whether our data agrees."""

    id: str
    source: Brief
    locator: Locator
    record: str | None
    field: str | None
    says: str
    stated: str | None
    actual: Any
    agreement: str
    note: str | None

    @property
    def cited(self) -> str:
        """The source with the place in it, in a few words."""
        where = self.locator.place or f"paragraph {self.locator.paragraph}"
        return f"{self.source.id}, {where}"


class Flight(BaseModel):
    """A person's flight."""

    person: Brief
    mission: Brief
    role: str | None
    countries: list[Brief]
    launched: str | None


class Change(BaseModel):
    """A change of the definition that changes the answer."""

    change: dict[str, str]
    first: list[Flight]


class RunnerUp(BaseModel):
    """Who came next."""

    at: str | None
    crew: list[Flight]


class First(BaseModel):
    """Who was first, tied where several are named."""

    group: Json | None
    first: list[Flight]
    at: str | None
    runner_up: RunnerUp | None
    sensitivity: list[Change]
    claims: list[Statement] = Field(description="Left out of several: ask for one")
    cited: list[str] = Field(default=[], description="Sources, with the place in them")

    @model_validator(mode="after")
    def cite(self) -> Self:
        """Name the sources once each."""
        self.cited = sorted({one.cited for one in self.claims})
        return self


class Present(BaseModel):
    """Somebody in space."""

    person: Brief
    mission: Brief
    countries: list[Brief]
    station: Brief | None
    since: str | None
    until: str | None


class Count(BaseModel):
    """How many records have a value."""

    value: str
    label: str
    count: int


class ToolResult(BaseModel, Generic[T]):
    """What the API answered, and the request that it rests on."""

    asked: str = Field(description="The request that this rests on: cite it")
    query: str = Field(description="The question as understood")
    data: T
    total: int
    hints: list[str] = Field(description="What to know before this is passed on")
    dataset: schemas.Dataset
    next_cursor: str | None = Field(description="Send as `cursor` for the next page")

    @classmethod
    def of(cls, body: Json) -> Self:
        """An answer of the API, in brief."""
        links = body["links"]
        following = parse_qs(urlsplit(links["next"] or "").query).get("cursor", [None])
        about = {"asked": links["self"], "next_cursor": following[0]}
        return cls.model_validate({**body, **body["meta"], **about})


class Found(ToolResult[list[questions.Found]]):
    """What was found, best first."""


class RecordResult(ToolResult[Json]):
    """A record."""

    claims: list[Statement]

    @classmethod
    def of(cls, body: Json) -> Self:
        """Claims stand beside the record, in brief."""
        return super().of({**body, "claims": body["data"].pop("claims", [])})


class Firsts(ToolResult[list[First]]):
    """Who was first, under which definition."""

    definition: questions.Definition

    @classmethod
    def of(cls, body: Json) -> Self:
        """Statements about one first; of several, only who makes them."""
        told = super().of(body)
        if len(told.data) > 1:
            for one in told.data:
                one.claims.clear()
        return told


class ListResult(ToolResult[list[Json]]):
    """Records, or counts of values where these were asked for."""

    facets: dict[str, list[Count]] = {}


class ClaimsResult(ToolResult[list[Statement]]):
    """What sources state."""


class InSpace(ToolResult[list[Present]]):
    """Everybody in space, earliest launch first."""
