"""Records of results with fewer fields than the schemas of `app/schemas/`.

The other fields are dropped; the request under `asked` returns them.
"""

from typing import Any, Self

from pydantic import BaseModel, model_validator

Json = dict[str, Any]


class Brief(BaseModel):
    """A related record."""

    id: str
    name: str


class Found(BaseModel):
    """A record that search found."""

    type: str
    id: str
    label: str
    hint: str
    url: str
    texts: list[str]
    """Texts with the words, beside the label."""

    @model_validator(mode="before")
    @classmethod
    def keep_texts(cls, body: Json) -> Json:
        """Keeps the texts of matches without the positions of their words."""
        texts = [match["text"] for match in body["matches"]]
        return body | {"texts": [text for text in texts if text != body["label"]]}


class Locator(BaseModel):
    """Position in a source: its own id or section, or characters of a paragraph."""

    place: str | None
    paragraph: int | None
    start: int | None
    end: int | None


class Claim(BaseModel):
    """A claim of a source, with its agreement with our data."""

    id: str
    source: Brief
    locator: Locator
    record: str | None
    field: str | None
    summary: str
    stated_value: str | None
    our_value: Any
    agreement: str
    note: str | None

    @property
    def citation(self) -> str:
        """The source and the place in it: `000-essay, paragraph 6`."""
        place = self.locator.place or f"paragraph {self.locator.paragraph}"
        return f"{self.source.id}, {place}"


class Flight(BaseModel):
    """The flight of a person."""

    person: Brief
    mission: Brief
    role: str | None
    countries: list[Brief]
    launched: str | None


class Alternative(BaseModel):
    """Another definition of "first" and its answer."""

    change: dict[str, str]
    first: list[Flight]


class RunnerUp(BaseModel):
    """The next other person after the first, or several who are tied."""

    at: str | None
    crew: list[Flight]


class First(BaseModel):
    """The first flight of a group."""

    group: Json | None
    first: list[Flight]
    """Several are tied."""
    at: str | None
    at_min: str | None
    at_max: str | None
    runner_up: RunnerUp | None
    sensitivity: list[Alternative]
    """Changes of the definition that change the answer."""
    claims: list[Claim]
    """Left out if there are several firsts."""
    cited: list[str] = []
    """Sources, with the place in them."""

    @model_validator(mode="after")
    def cite(self) -> Self:
        """Lists each cited source once."""
        self.cited = sorted({claim.citation for claim in self.claims})
        return self


class PersonInSpace(BaseModel):
    """A person in space at an instant."""

    person: Brief
    mission: Brief
    role: str
    countries: list[Brief]
    perhaps: bool
    """Whether this is only possible."""
    aboard: Brief | None
    """Station, or mission of the craft."""
    aboard_since: str | None
    station: Brief | None
    spacecraft: Brief | None
    since: str | None
    until: str | None


class Holder(BaseModel):
    """A person who holds a superlative, with the flight if it is about one flight."""

    person: Brief
    crew: Flight | None
    value_min: int
    value_max: int


class Superlative(BaseModel):
    """A superlative, with all people who hold it."""

    category: str
    text: str
    unit: str
    value: int | None
    value_min: int | None
    value_max: int | None
    holders: list[Holder]
    perhaps: list[Holder]
    """Others who may hold it: their dates are too vague to exclude them."""


class Step(BaseModel):
    """The number of people in space from an instant on."""

    at: str
    count: int


class Series(BaseModel):
    """The number of people in space over time, of all or of one group."""

    group: Json | None
    steps: list[Step]
    most: Step | None = None
    """The first step with the highest number."""


class Coverage(BaseModel):
    """What the data has of a resource, or of some fields of its records."""

    part: str
    resource: str
    kinds: list[str]
    fields: list[str]
    complete_from: str | None
    complete_to: str | None
    note: str | None


class Gap(BaseModel):
    """A known gap, in a resource or a record."""

    about: str
    text: str


class Contents(BaseModel):
    """What the data set has, and what is missing."""

    counts: dict[str, int]
    coverage: list[Coverage]
    gaps: list[Gap]
    releases: list[Json]


class Pair(BaseModel):
    """The number of records that have the values of two fields."""

    values: dict[str, str | None]
    count: int


class Count(BaseModel):
    """The number of records that have a value."""

    value: str | None
    label: str
    count: int
