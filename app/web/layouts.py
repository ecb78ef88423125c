"""The pages of each resource as data: columns and filters of lists, related records."""

from app.schemas.vocabularies import ChangeKind, values_of
from app.web.layout_types import Layout, Related

MISSION = ("name", "launched", "landed", "crew", "spacecraft", "outcome")
FLIGHT = ("mission", "role", "launched", "landed", "duration_seconds", "landed_on")
CLAIM = ("summary", "stated_value", "our_value", "agreement", "source")
PERSON = ("name", "countries", "first_flight", "flights_count", "time_in_space_seconds")
BY_NAME = ("name", "By name")
LATEST = ("-launched", "Latest first")
EARLIEST = ("launched", "Earliest first")


def _missions(field: str, title: str = "Missions", limit: int = 25) -> Related:
    return Related(
        title,
        f"/v1/missions?{field}={{id}}&sort=launched&limit={limit}",
        ("name", "launched", "landed", "crew", "outcome"),
    )


def _expeditions(field: str) -> Related:
    return Related(
        "Expeditions",
        f"/v1/expeditions?{field}={{id}}&sort=began&limit=25",
        ("name", "station", "crew", "began", "ended"),
    )


LAYOUTS = (
    Layout(
        name="people",
        singular="person",
        title="People",
        lead="People who have flown above 80 km, with their countries, flights and"
        " time in space.",
        default_query="flown=true",
        others=("/people?flown=false", "people in the data who did not fly"),
        columns=(
            "name",
            "countries",
            "born",
            "first_flight",
            "flights_count",
            "time_in_space_seconds",
        ),
        options=(
            "flown",
            "countries",
            "sex",
            "programmes",
            "stations",
            "first_flight.launched",
        ),
        more_options=(
            "guest",
            "region",
            "countries__not",
            "lineage",
            "flights_count__gte",
            "spacewalks_count__gte",
            "born",
        ),
        card=("countries", "first_flight", "time_in_space_seconds"),
        sorts=(
            ("first_flight.launched", "Earliest flight first"),
            BY_NAME,
            ("-time_in_space_seconds", "Longest in space first"),
            ("-flights_count", "Most flights first"),
            ("-spacewalks_count", "Most spacewalks first"),
        ),
        related=(
            Related("Flights", "/v1/crew?person={id}&sort=launched", FLIGHT, "people"),
            _expeditions("crew"),
        ),
        # The id in GCAT is among those in other catalogues
        hidden_fields=("first_flight", "last_flight", "flights", "missions", "gcat_id"),
    ),
    Layout(
        name="missions",
        singular="mission",
        title="Missions",
        lead="Crewed flights above 80 km, flights of cargo spacecraft and modules"
        " to stations, test flights, and the satellites of Interkosmos.",
        others=(
            "/missions?counted=false",
            "pad aborts, captive flights and planned launches",
        ),
        columns=MISSION,
        options=("kind", "programmes", "countries", "stations", "outcome", "launched"),
        more_options=(
            "crew_size",
            "guests_count__gte",
            "countries__not",
            "lineage",
            "boundary",
            "landed",
        ),
        card=("launched", "crew", "outcome"),
        sorts=(EARLIEST, LATEST, BY_NAME, ("-duration_seconds", "Longest first")),
        related=(
            Related(
                "Delivered modules",
                "/v1/modules?mission={id}&sort=attached",
                ("name", "kind", "station", "attached"),
            ),
            _expeditions("missions"),
        ),
        requests={"people": "/v1/people?missions={id}&fields=id,missions.id&limit=100"},
        hidden_fields=("stations", "gcat_id"),
    ),
    Layout(
        name="stations",
        singular="station",
        title="Stations",
        lead="Space stations since Salyut 1, with the crews and spacecraft"
        " that visited them. Two were planned and never launched.",
        columns=(
            "name",
            "countries",
            "launched",
            "ended",
            "missions_count",
            "visitors_count",
        ),
        options=("status", "countries", "programme", "launched"),
        more_options=("countries__not", "lineage", "visitors_count__gte"),
        card=("countries", "launched", "visitors_count"),
        sorts=(EARLIEST, BY_NAME, ("-visitors_count", "Most people aboard first")),
        related=(
            Related(
                "Modules",
                "/v1/modules?station={id}&sort=launched",
                ("name", "kind", "launched", "attached", "detached"),
            ),
            Related(
                "Expeditions",
                "/v1/expeditions?station={id}&sort=began&limit=12",
                ("name", "kind", "crew", "began", "ended"),
            ),
            _missions("kind=crewed-orbital&station", limit=12),
            Related(
                "Spacecraft and modules without a crew",
                "/v1/missions?kind__not=crewed-orbital&stations={id}&sort=launched"
                "&limit=12",
                ("name", "kind", "launched", "landed", "outcome"),
            ),
            Related(
                "People aboard",
                "/v1/people?stations={id}&sort=first_flight.launched&limit=12",
                PERSON,
                "people",
            ),
        ),
        hidden_fields=("modules",),
    ),
    Layout(
        name="modules",
        singular="module",
        title="Modules",
        lead="The parts of space stations, with the day on which each was attached.",
        columns=("name", "kind", "station", "launched", "attached", "detached"),
        options=("station", "kind", "launched"),
        more_options=("attached", "detached"),
        card=("kind", "station", "launched"),
        sorts=(EARLIEST, BY_NAME),
    ),
    Layout(
        name="expeditions",
        singular="expedition",
        title="Expeditions",
        lead="Crews that lived on space stations, and crews that visited them.",
        columns=("name", "station", "crew", "began", "ended", "duration_seconds"),
        options=("station", "kind", "countries", "began"),
        more_options=("crew_size", "countries__not", "lineage"),
        card=("station", "began", "crew"),
        sorts=(
            ("began", "Earliest first"),
            ("-began", "Latest first"),
            ("-duration_seconds", "Longest first"),
        ),
        hidden_fields=("crew_size",),
    ),
    Layout(
        name="dockings",
        singular="docking",
        title="Dockings",
        lead="Dockings of spacecraft with stations and with each other, with their"
        " length. Enter a date under “When” to see what was docked on that date.",
        columns=("mission", "target", "method", "docked", "undocked", "outcome"),
        options=("station", "kind", "method", "outcome", "at"),
        more_options=("countries", "countries__not", "lineage", "docked"),
        card=("target", "docked", "undocked"),
        sorts=(
            ("docked", "Earliest first"),
            ("-docked", "Latest first"),
            ("-duration_seconds", "Longest first"),
        ),
        has_words=False,
        hidden_fields=("sequence",),
    ),
    Layout(
        name="sites",
        singular="site",
        title="Sites",
        lead="Launch sites with their launch pads, and the runways on which"
        " spacecraft landed.",
        columns=("name", "kind", "countries", "launches_count", "landings_count"),
        options=("kind", "countries", "parent"),
        more_options=(
            "countries__not",
            "lineage",
            "launches_count__gte",
            "landings_count__gte",
        ),
        card=("kind", "countries", "launches_count"),
        sorts=(
            ("-launches_count", "Most launches first"),
            BY_NAME,
            ("began", "Oldest first"),
            ("-latitude", "From north to south"),
        ),
        related=(
            Related(
                "Launch pads and runways",
                "/v1/sites?parent={id}&sort=-launches_count",
                ("name", "kind", "launches_count", "landings_count"),
            ),
            _missions("launch_site", "Launches"),
            _missions("launch_pad", "Launches from this pad"),
            Related(
                "Landings",
                "/v1/missions?landing_place.site={id}&sort=landed&limit=25",
                ("name", "launched", "landed", "crew", "outcome"),
            ),
        ),
    ),
    Layout(
        name="countries",
        singular="country",
        title="Countries",
        lead="Countries that exist today and countries that were dissolved, with their"
        " first citizens in space.",
        columns=(
            "name",
            "began",
            "ended",
            "citizens_flown_count",
            "guest_flights_count",
            "first_citizens",
            "first_flight",
        ),
        options=("region", "subregion", "first_flight.launched"),
        more_options=(
            "citizens_flown_count__gte",
            "guest_flights_count__gte",
            "began",
            "ended",
        ),
        card=("first_citizens", "citizens_flown_count"),
        sorts=(
            ("first_flight.launched", "Earliest flight first"),
            ("-citizens_flown_count", "Most citizens flown first"),
            BY_NAME,
        ),
        related=(
            Related(
                "Citizens who flew",
                "/v1/people?countries={id}&flown=true&sort=first_flight.launched&limit=25",
                ("name", "first_flight", "flights_count", "time_in_space_seconds"),
                "people",
            ),
            Related(
                "Organisations",
                "/v1/organisations?country={id}&limit=25",
                ("name", "kind", "founded", "dissolved"),
            ),
        ),
    ),
    Layout(
        name="programmes",
        singular="programme",
        title="Programmes",
        lead="The programmes of the flights, from Vostok and Mercury"
        " to Interkosmos and the ISS.",
        columns=(
            "name",
            "countries",
            "began",
            "ended",
            "missions_count",
            "guests_count",
        ),
        options=("kind", "countries", "organisations", "began"),
        more_options=("parent", "countries__not", "lineage", "guests_count__gte"),
        card=("countries", "began", "missions_count"),
        sorts=(
            ("-missions_count", "Most missions first"),
            BY_NAME,
            ("began", "Earliest first"),
            ("-guests_count", "Most guests first"),
        ),
        related=(
            Related(
                "Parts of this programme",
                "/v1/programmes?parent={id}&sort=began",
                ("name", "kind", "began", "ended", "missions_count"),
            ),
            _missions("programmes"),
        ),
    ),
    Layout(
        name="spacecraft",
        singular="spacecraft",
        title="Spacecraft",
        lead="Types of spacecraft, single vehicles that flew more than once, and the"
        " launch vehicles.",
        columns=(
            "name",
            "kind",
            "countries",
            "first_launched",
            "crew_capacity",
            "missions_count",
        ),
        options=("kind", "countries", "type", "first_launched"),
        more_options=("crew_capacity", "countries__not", "lineage"),
        card=("kind", "first_launched", "missions_count"),
        sorts=(
            ("-missions_count", "Most missions first"),
            BY_NAME,
            ("first_launched", "Earliest first"),
        ),
        related=(
            Related(
                "Vehicles of this type, or members of this family",
                "/v1/spacecraft?type={id}&sort=first_launched",
                ("name", "first_launched", "missions_count"),
            ),
            _missions("spacecraft"),
            _missions("launch_vehicle", "Launches"),
        ),
    ),
    Layout(
        name="organisations",
        singular="organisation",
        title="Organisations",
        lead="Space agencies, companies, academies and international bodies that"
        " took part in the flights.",
        columns=("name", "kind", "country", "founded", "dissolved"),
        options=("kind", "country", "founded"),
        more_options=("country__not", "lineage", "dissolved"),
        card=("kind", "country", "founded"),
        sorts=(BY_NAME, ("founded", "Oldest first")),
        related=(
            Related(
                "Programmes",
                "/v1/programmes?organisations={id}&sort=began",
                ("name", "kind", "began", "ended", "missions_count"),
            ),
            Related(
                "People sent into space",
                "/v1/people?agencies={id}&sort=first_flight.launched&limit=25",
                PERSON,
                "people",
            ),
        ),
    ),
    Layout(
        name="events",
        singular="event",
        title="Events",
        lead="Dockings, spacewalks, handshakes and agreements, with the time to the"
        " minute where it is known.",
        columns=("name", "kind", "at", "people", "place"),
        options=("kind", "countries", "stations", "organisations", "at"),
        more_options=("programmes", "countries__not", "lineage"),
        card=("kind", "at", "people"),
        sorts=(
            ("at", "Earliest first"),
            ("-at", "Latest first"),
            BY_NAME,
            ("-duration_seconds", "Longest first"),
        ),
    ),
    Layout(
        name="crew",
        singular="flight",
        title="Crew members by flight",
        lead="One row for each person on each flight, with the role on board and"
        " the citizenship at launch.",
        columns=("person", "mission", "role", "countries", "launched", "landed"),
        options=("countries", "role", "guest", "programmes", "stations", "launched"),
        more_options=(
            "spacecraft",
            "kind",
            "sex",
            "countries__not",
            "lineage",
            "age_at_launch__gte",
        ),
        card=("mission", "role", "launched"),
        name_in_sentence="crew members by flight",
        sorts=(EARLIEST, LATEST, ("-duration_seconds", "Longest first")),
        has_words=False,
    ),
    Layout(
        name="sources",
        singular="source",
        title="Sources",
        lead="Documents, books, catalogues and websites that the data comes from or"
        " is compared with, and the number of their statements that disagree.",
        columns=(
            "title",
            "kind",
            "issued",
            "score.claims_count",
            "score.disagreeing_count",
        ),
        options=("kind", "cites", "issued"),
        more_options=("score.claims_count__gte",),
        card=("kind", "issued", "score.disagreeing_count"),
        sorts=(
            ("-score.claims_count", "Most claims first"),
            ("title", "By title"),
            ("id", "By id"),
            ("issued", "Oldest first"),
        ),
        related=(
            Related(
                "Statements that disagree with our data",
                "/v1/claims?source={id}&agreement=disagrees&limit=12",
                ("summary", "stated_value", "our_value", "note"),
                are_disputes=True,
            ),
            Related(
                "Statements that agree with our data",
                "/v1/claims?source={id}&agreement=agrees,less-precise&limit=15",
                ("summary", "stated_value", "agreement"),
            ),
            Related(
                "Statements that cannot be compared with our data",
                "/v1/claims?source={id}&agreement=not-comparable&limit=10",
                ("summary",),
            ),
            Related(
                "Cited by",
                "/v1/sources?cites={id}&limit=25",
                ("title", "kind", "issued"),
            ),
        ),
    ),
    Layout(
        name="claims",
        singular="claim",
        title="Claims",
        lead="Statements of sources, each compared with our data. Without other"
        " filters, the list has the statements that disagree.",
        columns=CLAIM,
        options=("agreement", "resource", "source"),
        more_options=("origin",),
        card=("stated_value", "our_value", "source"),
        default_query="agreement=disagrees",
        others=("/claims?sort=record", "all claims"),
        sorts=(("record", "By record"), ("agreement", "By agreement"), ("id", "By id")),
        hidden_fields=(
            "source",
            "stated_value",
            "our_value",
            "agreement",
            "note",
            "compare",
        ),
    ),
    Layout(
        name="errata",
        singular="erratum",
        title="Errata",
        lead="Likely errors in our sources: the value of the source, our value, and the"
        " certainty.",
        columns=("summary", "stated_value", "our_value", "certainty", "source"),
        options=("certainty", "resource", "source"),
        card=("stated_value", "our_value", "certainty"),
        sorts=(
            ("certainty", "Most certain first"),
            ("record", "By record"),
            ("id", "By id"),
        ),
        hidden_fields=(
            "source",
            "name",
            "stated_value",
            "our_value",
            "note",
            "compare",
        ),
        has_words=False,
    ),
    Layout(
        name="changes",
        singular="change",
        title="Changes",
        lead="Facts that each release of the data added, changed or removed, with the"
        " source of each new value.",
        columns=("record", "field", "old", "new", "source", "released"),
        options=("release", "kind", "resource", "source", "released"),
        card=("field", "old", "new"),
        opening_requests={
            kind: f"/v1/changes?kind={kind}&group_by=release,resource"
            for kind in values_of(ChangeKind)
        },
        sorts=(
            ("-released", "Latest first"),
            ("released", "Earliest first"),
            ("record", "By record"),
        ),
        has_words=False,
    ),
)
