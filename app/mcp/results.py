"""Results of tools: answers of the API, reduced to what a language model needs.

The request under `asked` returns the full answer.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Generic, Protocol, Self, TypeVar
from urllib.parse import parse_qs, urlsplit

from pydantic import BaseModel

from app import schemas
from app.mcp.brief import (
    Claim,
    Contents,
    Count,
    First,
    Found,
    Json,
    Pair,
    PersonInSpace,
    Series,
    Superlative,
)
from app.schemas import answers

T = TypeVar("T")


def with_base(value: Any, base: str) -> Any:
    """Returns a result with a base URL before each path of the API."""
    if isinstance(value, dict):
        return {name: with_base(item, base) for name, item in value.items()}
    if isinstance(value, list):
        return [with_base(item, base) for item in value]
    is_path = isinstance(value, str) and value.startswith("/v1/")
    return base + value if is_path else value


class ApiAnswer(Protocol):
    """Response of the API: its status and its JSON, an envelope or a problem."""

    @property
    def status(self) -> int: ...

    @property
    def body(self) -> Any: ...


ApiGet = Callable[[str], Awaitable[ApiAnswer]]
"""Sends `GET` for a path with its query to the API. The app passes it to the tools."""


class ToolResult(BaseModel, Generic[T]):
    """An answer of the API and the request that returned it."""

    asked: str
    """The request that the answer rests on."""
    query: str
    """The question as understood."""
    data: T
    total: int
    complete: bool
    """Whether the data knows all that is needed."""
    complete_to: str | None
    """Up to when the catalogue is complete."""
    hints: list[str]
    """What to know before the answer is passed on."""
    dataset: schemas.Dataset
    next_cursor: str | None
    """Sent as `cursor`, it returns the next page."""

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


class SearchResult(ToolResult[list[Found]]):
    """Matching records, best match first."""

    facets: dict[str, list[Count]]
    """Numbers of records of each type."""


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
    groups: list[Pair] = []
    """Counts of two fields."""


class ClaimsResult(ToolResult[list[Claim]]):
    """Claims of sources."""


class InSpaceResult(ToolResult[list[PersonInSpace]]):
    """People in space, earliest launch first."""

    count_min: int
    count_max: int
    complete_to: str | None


class SuperlativesResult(ToolResult[list[Superlative]]):
    """Records with all who hold them."""


MAX_STEPS = 60
"""Steps of a history, of all groups together."""
LONG = (
    "{} steps are left out; `most` is the highest of them. Request a"
    " shorter time with `at`."
)


class HistoryResult(ToolResult[list[Series]]):
    """Numbers of people in space; of long ones only the highest."""

    @classmethod
    def of(cls, body: Json) -> Self:
        """Adds the highest step of each series. Leaves out steps if they are many."""
        result = super().of(body)
        for series in result.data:
            series.most = max(series.steps, key=lambda step: step.count, default=None)
        steps = sum(len(series.steps) for series in result.data)
        if steps > MAX_STEPS:
            result.hints.append(LONG.format(steps))
            for series in result.data:
                series.steps.clear()
        return result


NO_NOTES = "Notes and gaps are left out. Call the tool with one `resource` to get them."
IN_RECORDS = (
    "{} gaps of single records are left out; the request in `asked` returns them."
)


class CoverageResult(ToolResult[Contents]):
    """What the data has of everything, or of one resource."""

    def of_resource(self, resource: str | None) -> Self:
        """Keeps what is about a resource; without one, notes and gaps are left out."""
        data, gaps = self.data, self.data.gaps
        if resource is None:
            data.gaps = []
            for part in data.coverage:
                part.note = None
            self.hints.append(NO_NOTES)
            return self
        data.coverage = [row for row in data.coverage if row.resource == resource]
        names = (resource, "assignments") if resource == "missions" else (resource,)
        data.gaps = [gap for gap in gaps if gap.about in names]
        others = sum(gap.about.startswith(f"{resource}/") for gap in gaps)
        if others:
            self.hints.append(IN_RECORDS.format(others))
        return self
