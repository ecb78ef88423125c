"""The facts of each kind of record in groups, as a reader understands them."""

from typing import NamedTuple


class Group(NamedTuple):
    """Facts of a record that stand under one heading, in their order."""

    title: str
    fields: tuple[str, ...]


GROUPS = {
    "people": (
        Group(
            "Life",
            (
                "native_name",
                "born",
                "birth_country",
                "died",
                "sex",
                "countries",
                "occupations",
            ),
        ),
        Group(
            "In space",
            (
                "flights_count",
                "time_in_space_seconds",
                "spacewalks_count",
                "spacewalk_time_seconds",
                "stations",
                "agencies",
                "selected",
                "selection_group",
            ),
        ),
    ),
    "missions": (
        Group(
            "The flight",
            (
                "kind",
                "launched",
                "landed",
                "duration_seconds",
                "outcome",
                "boundary",
                "destination",
                "station",
                "programmes",
                "countries",
                "crew_size",
                "guests_count",
                "launch_site",
                "launch_pad",
                "landing_place",
            ),
        ),
        Group(
            "Spacecraft and orbit",
            (
                "spacecraft",
                "vehicle",
                "launch_vehicle",
                "mass_kg",
                "perigee_km",
                "apogee_km",
                "inclination_deg",
            ),
        ),
    ),
    "stations": (
        Group(
            "The station",
            ("status", "launched", "ended", "end_kind", "countries", "programme"),
        ),
        Group(
            "Aboard it",
            (
                "visitors_count",
                "missions_count",
                "cargo_missions_count",
                "expeditions_count",
                "modules_count",
            ),
        ),
    ),
    "modules": (
        Group(
            "The module",
            (
                "kind",
                "station",
                "mission",
                "launched",
                "attached",
                "detached",
                "ended",
            ),
        ),
    ),
    "expeditions": (
        Group(
            "The expedition",
            (
                "station",
                "kind",
                "number",
                "began",
                "ended",
                "duration_seconds",
                "missions",
                "countries",
            ),
        ),
    ),
    "dockings": (
        Group(
            "The docking",
            (
                "mission",
                "target",
                "method",
                "outcome",
                "docked",
                "undocked",
                "duration_seconds",
                "note",
                "source",
            ),
        ),
    ),
    "sites": (
        Group("The place", ("kind", "parent", "countries", "latitude", "longitude")),
        Group("Its use", ("began", "ended", "launches_count", "landings_count")),
    ),
    "countries": (
        Group(
            "In space",
            (
                "first_citizens",
                "first_flight",
                "citizens_flown_count",
                "flights_count",
                "guest_flights_count",
                "partners",
            ),
        ),
        Group(
            "The country",
            ("region", "subregion", "began", "ended", "predecessors", "successors"),
        ),
    ),
    "programmes": (
        Group(
            "The programme",
            (
                "kind",
                "parent",
                "began",
                "ended",
                "countries",
                "organisations",
                "missions_count",
                "guests_count",
                "guest_countries_count",
            ),
        ),
    ),
    "spacecraft": (
        Group(
            "The spacecraft",
            (
                "kind",
                "type",
                "countries",
                "first_launched",
                "first_flight",
                "missions_count",
                "crew_capacity",
                "cabin_gas",
                "cabin_pressure_kpa",
            ),
        ),
    ),
    "organisations": (
        Group("The organisation", ("kind", "country", "founded", "dissolved")),
    ),
    "events": (
        Group(
            "The event",
            (
                "kind",
                "at",
                "ended",
                "duration_seconds",
                "place",
                "latitude",
                "longitude",
                "altitude_km",
                "stations",
                "missions",
                "countries",
                "organisations",
            ),
        ),
    ),
    "crew": (
        Group(
            "The flight",
            (
                "person",
                "mission",
                "role",
                "role_title",
                "age_at_launch",
                "guest",
                "countries",
                "agencies",
                "employers",
                "launched",
                "landed",
                "duration_seconds",
                "landed_on",
                "boundary",
                "kind",
                "spacecraft",
                "stations",
                "programmes",
            ),
        ),
    ),
    "sources": (Group("The work", ("kind", "issued", "web_url", "family", "cites")),),
    "claims": (
        Group("The statement", ("record", "field", "locator", "origin")),
        Group(
            "The comparison",
            ("query", "pointer", "compared_value", "tolerance"),
        ),
    ),
    "errata": (
        Group(
            "The statement",
            ("record", "field", "locator", "supporting", "contradicting"),
        ),
        Group("The comparison", ("query", "compared_value", "certainty")),
    ),
    "changes": (
        Group(
            "The change",
            ("record", "field", "kind", "old", "new", "source", "release", "released"),
        ),
    ),
}
"""The groups of each list, by its name. Facts that none names stand in the first."""
COMMON_GROUPS = (
    Group(
        "Names and identifiers",
        (
            "official_name",
            "names",
            "aliases",
            "call_sign",
            "cospar",
            "iso_alpha2",
            "iso_alpha3",
            "iso_alpha4",
            "iso_numeric",
            "gcat_code",
            "codes",
            "external_ids",
        ),
    ),
    Group("About this record", ("counted", "checked", "changed_in")),
)
"""Groups of every record, after those of its list."""
