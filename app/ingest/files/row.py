"""What the rows of all seed files have in common."""

from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from app.ingest.files.cell_types import ReferenceTo, RequiredText


class Row(BaseModel):
    """A row of a seed file; `line` is the number of its first line, from 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    line: int = Field(exclude=True)


class SourcedRow(Row):
    """A row with the source that states its facts, and the place in that source."""

    source: Annotated[str, Field(min_length=1), ReferenceTo("sources")]
    locator: RequiredText


class Finding(NamedTuple):
    """An error in a seed file: where it is and what is wrong."""

    file: str
    """File name with its extension, as in `crew.csv`."""
    line: int
    """Line of a CSV file, or number of the item in `sources.json`, from 1."""
    column: str
    detail: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.column}: {self.detail}"
