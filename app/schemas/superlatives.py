"""The answer to "who flew longest, most often, oldest?"."""

from pydantic import Field

from app.schemas.base import Links, Meta, Ref, Schema
from app.schemas.flights import Crew


class Holder(Schema):
    """A person who holds a superlative."""

    person: Ref = Field(description="The person")
    crew: Crew | None = Field(
        description="Crew entry of the flight, if the superlative is about a"
        " single flight"
    )
    value_min: int = Field(description="Smallest possible value of the person")
    value_max: int = Field(description="Largest possible value of the person")
    value_text: str = Field(
        description="Value in English, as precise as the dates, such as `437 days"
        " 17 h 59 min`, `90.7 years`, `16 spacewalks` or `9 min to 10"
        " min`"
    )


class SuperlativeHeld(Schema):
    """A superlative, with all people who hold it."""

    category: str = Field(
        description="Name of the superlative, as the parameter `category` accepts it"
    )
    text: str = Field(description="Superlative in English")
    unit: str = Field(description="Unit of `value`: `seconds`, `flights`, `spacewalks`")
    value: int | None = Field(
        description="Value of the holders; `null` if only the bounds `value_min` and"
        " `value_max` are known, or if no flight matches"
    )
    value_duration: str | None = Field(
        description="`value` in ISO 8601, such as `P437DT17H58M31S`; `null` unless"
        " its unit is seconds"
    )
    value_text: str | None = Field(
        description="Value in English, or the bounds between which it lies; `null`"
        " if no flight matches"
    )
    value_min: int | None = Field(
        description="Smallest possible value; `null` if no flight matches"
    )
    value_max: int | None = Field(
        description="Largest possible value; `null` if no flight matches"
    )
    holders: list[Holder] = Field(
        description="People who certainly hold the superlative; several people are tied"
    )
    perhaps: list[Holder] = Field(
        description="Other people who may hold the superlative, because their"
        " dates are too vague to exclude them"
    )


class SuperlativePage(Schema):
    """Superlatives."""

    data: list[SuperlativeHeld] = Field(description="Superlatives with their holders")
    meta: Meta
    links: Links
