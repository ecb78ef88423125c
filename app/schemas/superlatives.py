"""The answer to "who holds the record?"."""

from pydantic import Field

from app.schemas.base import Links, Meta, Ref, Schema
from app.schemas.flights import Crew


class Holder(Schema):
    """A person who holds a record."""

    person: Ref = Field(description="The person")
    crew: Crew | None = Field(
        description="The flight, if the record is of a single flight"
    )
    value_min: int = Field(description="The least that the person's value can be")
    value_max: int = Field(description="The most that the person's value can be")


class SuperlativeHeld(Schema):
    """A record with all who hold it."""

    record: str = Field(description="The record, as `record` accepts it")
    text: str = Field(description="The record in words")
    unit: str = Field(description="Unit of `value`: `seconds`, `flights`, `spacewalks`")
    value: int | None = Field(
        description="The value of the holders, `null` if it is known only within"
        " `value_min` and `value_max`, or if no flight matches"
    )
    value_min: int | None = Field(
        description="The least that the record can be, `null` if no flight matches"
    )
    value_max: int | None = Field(
        description="The most that the record can be, `null` if no flight matches"
    )
    holders: list[Holder] = Field(
        description="All who hold it for certain; several people are tied"
    )
    perhaps: list[Holder] = Field(
        description="All others who may hold it: dates are too vague to exclude them"
    )


class SuperlativePage(Schema):
    """Records."""

    data: list[SuperlativeHeld] = Field(description="The records")
    meta: Meta
    links: Links
