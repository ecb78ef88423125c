"""The formats of responses: one row each.

What an address offers, what the OpenAPI document says of it, and which parameters it
rejects follow from the row. A new format is a row here and a writer in
`app/formats/writers.py`.
"""

from dataclasses import dataclass
from typing import Any, Literal

Answer = Literal["list", "record", "firsts", "page"]
"""The kinds of answers that are available in several formats."""
JSON = "json"
"""The default format of the API."""


@dataclass(frozen=True)
class Format:
    """A format of responses."""

    content_type: str
    """The value of the header `Content-Type`."""
    answers: tuple[Answer, ...] = ()
    """The answers that are available in this format."""
    unsupported: tuple[str, ...] = ()
    """Parameters that have no effect in this format and are rejected."""
    schema: dict[str, Any] | None = None
    """The JSON schema of a response, where it differs from that of the address."""

    @property
    def media_type(self) -> str:
        """The content type without parameters."""
        return self.content_type.partition(";")[0]


_TEXT = {"type": "string"}
_WHOLE_RECORDS = ("bom", "facet", "group_by", "include", "fields", "limit", "cursor")
FORMATS: dict[str, Format] = {
    JSON: Format(
        "application/json", ("list", "record", "firsts"), unsupported=("bom",)
    ),
    "csv": Format(
        "text/csv; charset=utf-8",
        ("list",),
        unsupported=("facet", "group_by", "include"),
        schema=_TEXT,
    ),
    "ndjson": Format(
        "application/x-ndjson",
        ("list",),
        unsupported=("bom", "facet", "group_by"),
        schema=_TEXT,
    ),
    "jsonld": Format(
        "application/ld+json",
        ("record",),
        unsupported=_WHOLE_RECORDS,
        schema={"type": "object"},
    ),
    "bibtex": Format(
        "application/x-bibtex; charset=utf-8",
        ("list", "record", "firsts"),
        unsupported=_WHOLE_RECORDS,
        schema=_TEXT,
    ),
    "csl-json": Format(
        "application/vnd.citationstyles.csl+json",
        ("list", "record", "firsts"),
        unsupported=_WHOLE_RECORDS,
        schema={"type": "array", "items": {"type": "object"}},
    ),
    "html": Format("text/html; charset=utf-8", ("page",)),
    "markdown": Format("text/markdown; charset=utf-8", ("page",)),
    "sitemap": Format("application/xml"),
    "atom": Format("application/atom+xml"),
}


def formats_of(answer: Answer) -> tuple[str, ...]:
    """Returns the formats of an answer, the default first."""
    return tuple(name for name, row in FORMATS.items() if answer in row.answers)
