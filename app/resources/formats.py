"""The formats of responses: one row each.

What an address offers, what the OpenAPI document says of it, and which parameters it
rejects follow from the row. A new format is a row here and a writer in
`app/formats/writers.py`.
"""

from dataclasses import dataclass
from typing import Literal

Answer = Literal["list", "record", "firsts", "table", "dataset", "page"]
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
    is_flat: bool = False
    """Whether a record is a row of cells, without lists of records inside."""

    @property
    def media_type(self) -> str:
        """The content type without parameters."""
        return self.content_type.partition(";")[0]


_WHOLE_RECORDS = ("bom", "facet", "group_by", "include", "fields", "limit", "cursor")
FORMATS: dict[str, Format] = {
    JSON: Format(
        "application/json",
        ("list", "record", "firsts", "table", "dataset"),
        unsupported=("bom",),
    ),
    "csv": Format(
        "text/csv; charset=utf-8",
        ("list", "firsts", "table"),
        unsupported=("facet", "include"),
        is_flat=True,
    ),
    "ndjson": Format(
        "application/x-ndjson",
        ("list", "firsts", "table"),
        unsupported=("bom", "facet"),
    ),
    "jsonld": Format(
        "application/ld+json",
        ("record", "dataset"),
        unsupported=_WHOLE_RECORDS,
    ),
    "bibtex": Format(
        "application/x-bibtex; charset=utf-8",
        ("list", "record", "firsts"),
        unsupported=_WHOLE_RECORDS,
    ),
    "csl-json": Format(
        "application/vnd.citationstyles.csl+json",
        ("list", "record", "firsts"),
        unsupported=_WHOLE_RECORDS,
    ),
    "html": Format("text/html; charset=utf-8", ("page",)),
    "markdown": Format("text/markdown; charset=utf-8", ("page",)),
    "sitemap": Format("application/xml"),
    "atom": Format("application/atom+xml"),
    "linkset": Format(
        'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
    ),
    "opensearch": Format("application/opensearchdescription+xml"),
}


def formats_of(answer: Answer) -> tuple[str, ...]:
    """Returns the formats of an answer, the default first."""
    return tuple(name for name, row in FORMATS.items() if answer in row.answers)
