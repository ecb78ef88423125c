"""The answer to "who flew longest, most often, oldest?"."""

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
    value_text: str = Field(
        description="The value in English, as precise as the dates: `437 days 17 h 59"
        " min`, `90.7 years`, `16 spacewalks`, `9 min to 10 min`"
    )


class SuperlativeHeld(Schema):
    """A superlative, with all people who hold it."""

    category: str = Field(description="The superlative, as `category` accepts it")
    text: str = Field(description="The superlative in words")
    unit: str = Field(description="Unit of `value`: `seconds`, `flights`, `spacewalks`")
    value: int | None = Field(
        description="The value of the holders, `null` if it is known only within"
        " `value_min` and `value_max`, or if no flight matches"
    )
    value_duration: str | None = Field(
        description="`value` in ISO 8601 if it is in seconds: `P437DT17H58M31S`"
    )
    value_text: str | None = Field(
        description="The value in English, or what it lies between; `null` if no flight"
        " matches"
    )
    value_min: int | None = Field(
        description="The least that the value can be, `null` if no flight matches"
    )
    value_max: int | None = Field(
        description="The most that the value can be, `null` if no flight matches"
    )
    holders: list[Holder] = Field(
        description="People who hold it for certain; several people are tied"
    )
    perhaps: list[Holder] = Field(
        description="Others who may hold it: dates are too vague to exclude them"
    )


class SuperlativePage(Schema):
    """Superlatives."""

    data: list[SuperlativeHeld] = Field(description="The superlatives")
    meta: Meta
    links: Links
