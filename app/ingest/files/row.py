"""What every line of a seed file has."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.ingest.files.cell_types import Needed, Refers


class Row(BaseModel):
    """One line of a file; `line` tells where it stands."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    line: int = Field(exclude=True)


class Sourced(Row):
    """A row that names the source which states its facts, and where."""

    source: Annotated[str, Field(min_length=1), Refers("sources")]
    locator: Needed
