"""Bodies of states and organisations."""

from pydantic import Field

from app.schemas.base import DATE, Checked, EdtfDate, MissionRef, Named, Ref
from app.schemas.vocabularies import OrganisationKind, SuccessionKind


class Succession(Ref):
    """A predecessor or successor of a country."""

    date: EdtfDate | None = Field(
        description=f"Date on which the change took effect: {DATE}"
    )
    kind: SuccessionKind = Field(
        description="Kind of change: `continuation`, `dissolution`, `separation`,"
        " `accession` or `restoration`"
    )
    note: str | None = Field(description="Explanation of the change")


class Country(Named):
    """A country: a state that exists today, or one that was dissolved."""

    official_name: str | None = Field(description="Official name in English")
    iso_alpha2: str | None = Field(
        description="ISO 3166-1 alpha-2 code; for a dissolved country, its former code"
    )
    iso_alpha3: str | None = Field(
        description="ISO 3166-1 alpha-3 code; for a dissolved country, its former code"
    )
    iso_alpha4: str | None = Field(
        description="ISO 3166-3 code of four letters; dissolved countries only"
    )
    iso_numeric: str | None = Field(description="ISO 3166-1 numeric code, three digits")
    gcat_code: str | None = Field(description="Country code in GCAT")
    region: str | None = Field(
        description="Region in the United Nations M49 standard, such as `Europe`"
    )
    subregion: str | None = Field(
        description="Subregion in the United Nations M49 standard, such as"
        " `Eastern Europe`"
    )
    began: EdtfDate | None = Field(
        description="Date on which the country began to exist; `null` if not"
        f" recorded: {DATE}"
    )
    ended: EdtfDate | None = Field(
        description="Date on which the country ended; `null` if it exists today:"
        f" {DATE}"
    )
    predecessors: list[Succession] = Field(
        description="Countries that this country followed"
    )
    successors: list[Succession] = Field(
        description="Countries that followed this country"
    )
    citizens_flown_count: int = Field(
        description="Number of people who flew above 80 km and were citizens of"
        " the country at launch"
    )
    flights_count: int = Field(
        description="Number of flights of citizens above 80 km; a mission counts"
        " once for each citizen"
    )
    first_flight: MissionRef | None = Field(
        description="Mission of the first citizen above 80 km"
    )
    first_citizens: list[Ref] = Field(
        description="First citizen above 80 km; several people if they were"
        " launched together. For other definitions of first, use"
        " `/v1/firsts`"
    )
    guest_flights_count: int = Field(
        description="Number of flights of citizens on missions that other"
        " countries ran; a mission counts once for each citizen"
    )
    partners: list[Ref] = Field(
        description="Countries whose citizens were launched together with citizens"
        " of this country"
    )
    checked: Checked


class Organisation(Named):
    """An agency, company, council or institute."""

    kind: OrganisationKind = Field(description="Kind of organisation")
    country: Ref | None = Field(
        description="Country of the organisation; `null` if it belongs to several"
        " countries or to none"
    )
    founded: EdtfDate | None = Field(description=f"Date of foundation: {DATE}")
    dissolved: EdtfDate | None = Field(
        description=f"Date on which the organisation ended: {DATE}"
    )
    checked: Checked
