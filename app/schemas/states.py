"""Bodies of states and organisations."""

from pydantic import Field

from app.schemas.base import DATE, Checked, EdtfDate, MissionRef, Named, Ref
from app.schemas.vocabularies import OrganisationKind, SuccessionKind


class Succession(Ref):
    """A predecessor or successor of a state."""

    date: EdtfDate | None = Field(description=f"When it took effect: {DATE}")
    kind: SuccessionKind = Field(
        description="`continuation`, `dissolution`, `separation`, `accession` or"
        " `restoration`"
    )
    note: str | None = Field(description="Note")


class Country(Named):
    """A state, existing or dissolved."""

    official_name: str | None = Field(description="Official name in English")
    iso_alpha2: str | None = Field(
        description="ISO 3166-1 alpha-2; of a dissolved state its former one"
    )
    iso_alpha3: str | None = Field(
        description="ISO 3166-1 alpha-3; of a dissolved state its former one"
    )
    iso_alpha4: str | None = Field(description="ISO 3166-3, dissolved states only")
    iso_numeric: str | None = Field(description="ISO 3166-1 numeric, three digits")
    gcat_code: str | None = Field(description="Code in GCAT, if it has one")
    region: str | None = Field(description="Region of the UN's M49 list")
    subregion: str | None = Field(description="Subregion of the UN's M49 list")
    began: EdtfDate | None = Field(description=f"Beginning, if recorded: {DATE}")
    ended: EdtfDate | None = Field(
        description=f"End, `null` for an existing state: {DATE}"
    )
    predecessors: list[Succession] = Field(description="Predecessors of the state")
    successors: list[Succession] = Field(description="Successors of the state")
    citizens_flown_count: int = Field(
        description="Number of people above 80 km who were its citizens at launch"
    )
    flights_count: int = Field(
        description="Number of flights of its citizens above 80 km, per person"
    )
    first_flight: MissionRef | None = Field(
        description="Mission of its first citizen above 80 km"
    )
    first_citizens: list[Ref] = Field(
        description="Its first citizens above 80 km, tied if launched together; under"
        " other definitions: see `/v1/firsts`"
    )
    guest_flights_count: int = Field(
        description="Number of flights of its citizens on missions of other states, per"
        " person"
    )
    partners: list[Ref] = Field(
        description="States whose citizens were launched together with its own"
    )
    checked: Checked


class Organisation(Named):
    """An agency, company, council or institute."""

    kind: OrganisationKind = Field(description="Kind of organisation")
    country: Ref | None = Field(description="State to which it belongs, if to one")
    founded: EdtfDate | None = Field(description=f"Founding: {DATE}")
    dissolved: EdtfDate | None = Field(description=f"End: {DATE}")
    checked: Checked
