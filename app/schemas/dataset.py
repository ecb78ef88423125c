"""The description of the data set, its files, and the index of the API."""

from pydantic import Field

from app.schemas.base import DATE, Dataset, EdtfDate, Links, Meta, Schema


class Index(Schema):
    """The addresses of this API."""

    resources: dict[str, str] = Field(
        description="Paths of the lists of records, by name"
    )
    questions: dict[str, str] = Field(
        description="An example of every other kind of query, by name"
    )
    openapi: str = Field(description="Path of the OpenAPI document")
    docs: str = Field(description="Path of the interactive reference")
    dataset: Dataset = Field(description="Contents of the data set")


class Coverage(Schema):
    """The completeness of a list, or of some fields of its records."""

    part: str = Field(description="Description of the part")
    resource: str = Field(description="List that the row is about, such as `missions`")
    kinds: list[str] = Field(
        description="Kinds of records, or types of spacecraft, that the row is"
        " about; all records if empty; `not-counted` means missions"
        " without lift-off, `flown` and `not-flown` mean people"
    )
    fields: list[str] = Field(
        description="Fields that the row is about; where they are complete, an"
        " empty value means that there is none. If empty, the row is"
        " about the records themselves"
    )
    complete_from: EdtfDate | None = Field(
        description=f"Date from which the part is complete: {DATE}"
    )
    complete_to: EdtfDate | None = Field(
        description="Date to which the part is complete; `null` if the part is a"
        f" selection: {DATE}"
    )
    note: str | None = Field(
        description="Explanation of what the part includes and what it does not"
    )


class Gap(Schema):
    """A known gap in the data."""

    id: str = Field(description="Stable, readable id")
    about: str = Field(description="List, field or record that the gap is in")
    text: str = Field(description="Description of the missing data")


class DataRelease(Schema):
    """A data release, with the number of its changes."""

    version: str = Field(
        description="Version, as `since`, `changed_since` and `release` accept it"
    )
    released: EdtfDate = Field(description=f"Date of the release: {DATE}")
    note: str = Field(description="Summary of the release in one sentence")
    download: str | None = Field(
        description="Path of a zip file with the facts of the release, in the"
        " files from which the database is built; `null` if this"
        " server has no such file"
    )
    added: int = Field(
        description="Number of added records and added entries of their lists"
    )
    changed: int = Field(description="Number of changed fields")
    removed: int = Field(
        description="Number of removed records and removed entries of their lists"
    )


class DatasetContent(Schema):
    """The contents of the data set, and its known gaps."""

    version: str = Field(description="Latest data release that this database contains")
    revision: str = Field(
        description="SHA-256 that identifies the contents of the database"
    )
    removed_since: str | None = Field(
        description="Earliest release from which a copy can be updated: the"
        " removed records of all later releases are known; `null` if"
        " there is no such release"
    )
    unreleased_count: int = Field(
        description="Number of records that were changed, added or removed after"
        " the release in `version`; 0 if the data is exactly that"
        " release"
    )
    license: str = Field(description="SPDX id of the data licence")
    credit: str = Field(description="Credit line that the licence asks for")
    citation: str = Field(
        description="Citation of the data, with its release and the address where"
        " it can be downloaded; the address is a path if the server"
        " does not know its public URL"
    )
    counts: dict[str, int] = Field(description="Number of records by list")
    coverage: list[Coverage] = Field(
        description="Completeness of each part of the data"
    )
    gaps: list[Gap] = Field(description="Known gaps in the data")
    releases: list[DataRelease] = Field(description="Data releases, latest first")


class DatasetAnswer(Schema):
    """The contents of the data set, with `meta` and `links`."""

    data: DatasetContent = Field(description="Contents of the data set")
    meta: Meta
    links: Links


class Download(Schema):
    """A file for download."""

    name: str = Field(description="Name of the file")
    about: str = Field(description="Description of the contents")
    bytes: int = Field(description="Size in bytes")
    sha256: str = Field(description="SHA-256 of the file, in hexadecimal")
    release: str | None = Field(
        description="Data release whose facts the file contains; `null` for the"
        " current data"
    )
    url: str = Field(description="Path of the file")


class DownloadPage(Schema):
    """The files for download."""

    data: list[Download] = Field(description="Files")
    meta: Meta
    links: Links
