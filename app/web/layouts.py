"""The pages of each resource as data: columns and filters of lists, related records."""

from app.web.layout_types import Layout, Related

MISSION = ("name", "launched", "landed", "crew", "spacecraft", "outcome")
FLIGHT = ("mission", "role", "launched", "landed", "duration_seconds", "landed_on")
EVENT = ("name", "kind", "at", "place")
CLAIM = ("summary", "stated_value", "our_value", "agreement", "source")
PERSON = ("name", "countries", "first_flight", "flights", "time_in_space_seconds")
BY_NAME = ("name", "By name")
LATEST = ("-launched", "Latest first")
EARLIEST = ("launched", "Earliest first")


def _missions(
    field: str, title: str = "Missions", plot_title: str = "Launches a year"
) -> Related:
    return Related(
        title,
        f"/v1/missions?{field}={{id}}&sort=launched&limit=25",
        ("name", "launched", "landed", "crew", "outcome"),
        plot_title=plot_title,
    )


def _expeditions(field: str) -> Related:
    return Related(
        "Expeditions",
        f"/v1/expeditions?{field}={{id}}&sort=began&limit=25",
        ("name", "station", "crew", "began", "ended"),
    )


def _events(field: str) -> Related:
    return Related("Events", f"/v1/events?{field}={{id}}&sort=at&limit=25", EVENT)


LAYOUTS = (
    Layout(
        name="people",
        singular="person",
        title="People",
        lead="Everybody who flew above 80 km, as far as the data goes.",
        default_query="flown=true",
        others=("/people?flown=false", "people who are named and did not fly"),
        columns=(
            "name",
            "countries",
            "born",
            "first_flight",
            "flights",
            "time_in_space_seconds",
        ),
        options=("country", "region", "sex", "programme", "station"),
        dates=("first_flight",),
        sorts=(
            BY_NAME,
            ("first_flight", "Earliest flight first"),
            ("-time_in_space_seconds", "Longest in space first"),
            ("-flights", "Most flights first"),
            ("-spacewalk_count", "Most spacewalks first"),
        ),
        related=(
            Related("Flights", "/v1/crew?person={id}&sort=launched", FLIGHT),
            _expeditions("crew.person"),
            _events("person"),
        ),
        first_fields=(
            "born",
            "died",
            "countries",
            "birth_country",
            "occupations",
            "flights",
            "time_in_space_seconds",
            "spacewalk_count",
            "spacewalk_time_seconds",
            "stations",
            "agencies",
            "selected",
            "selection_group",
        ),
        # The id in GCAT is among those in other catalogues
        hidden_fields=("first_flight", "last_flight", "missions", "gcat_id"),
    ),
    Layout(
        name="missions",
        singular="mission",
        title="Missions",
        lead="Every crewed flight above 80 km, the ships and modules that flew to"
        " stations without a crew, test flights, and the satellites of the"
        " cooperation.",
        others=(
            "/missions?counted=false",
            "pad aborts, captive flights and planned launches",
        ),
        columns=MISSION,
        options=("kind", "programme", "station", "country", "outcome"),
        dates=("launched",),
        sorts=(EARLIEST, LATEST, BY_NAME, ("-duration_seconds", "Longest first")),
        related=(
            Related(
                "Modules that it brought",
                "/v1/modules?mission={id}&sort=attached",
                ("name", "kind", "station", "attached"),
            ),
            _expeditions("mission"),
            _events("mission"),
        ),
        first_fields=(
            "launched",
            "landed",
            "duration_seconds",
            "outcome",
            "spacecraft",
            "destination",
            "station",
            "programmes",
            "countries",
            "launch_vehicle",
            "launch_site",
            "launch_pad",
            "landing_place",
        ),
        hidden_fields=("stations", "gcat_id"),
    ),
    Layout(
        name="stations",
        singular="station",
        title="Stations",
        lead="Where people lived in orbit, from Salyut to Tiangong; and two that"
        " were not built.",
        columns=(
            "name",
            "countries",
            "launched",
            "ended",
            "missions_count",
            "visitors_count",
        ),
        options=("status", "country", "programme"),
        dates=("launched",),
        sorts=(EARLIEST, BY_NAME, ("-visitors_count", "Most people aboard first")),
        related=(
            Related(
                "Modules",
                "/v1/modules?station={id}&sort=launched",
                ("name", "kind", "launched", "attached", "detached"),
            ),
            Related(
                "Expeditions",
                "/v1/expeditions?station={id}&sort=began&limit=25",
                ("name", "kind", "crew", "began", "ended"),
            ),
            _missions("kind=crewed-orbital&station"),
            Related(
                "Ships and modules without a crew",
                "/v1/missions?kind__not=crewed-orbital&station={id}&sort=launched"
                "&limit=25",
                ("name", "kind", "launched", "landed", "outcome"),
            ),
            Related(
                "People aboard",
                "/v1/people?station={id}&sort=first_flight&limit=25",
                PERSON,
            ),
            _events("station"),
        ),
        first_fields=(
            "launched",
            "ended",
            "end_kind",
            "status",
            "countries",
            "programme",
        ),
        hidden_fields=("modules",),
    ),
    Layout(
        name="modules",
        singular="module",
        title="Modules",
        lead="The parts that stations were built of, with the day on which each came.",
        columns=("name", "kind", "station", "launched", "attached", "detached"),
        options=("station", "kind"),
        dates=("launched",),
        sorts=(EARLIEST, BY_NAME),
    ),
    Layout(
        name="expeditions",
        singular="expedition",
        title="Expeditions",
        lead="The crews that lived on stations, and those that visited them.",
        columns=("name", "station", "crew", "began", "ended", "duration_seconds"),
        options=("station", "kind", "country"),
        dates=("began",),
        sorts=(
            ("began", "Earliest first"),
            ("-began", "Latest first"),
            ("-duration_seconds", "Longest first"),
        ),
        first_fields=("station", "kind", "number", "began", "ended"),
        hidden_fields=("crew_size",),
    ),
    Layout(
        name="dockings",
        singular="docking",
        title="Dockings",
        lead="Which ship was docked with which station or ship, and from when to when."
        " A time under “When” finds what was docked then.",
        columns=("mission", "target", "method", "docked", "undocked", "outcome"),
        options=("station", "kind", "method", "outcome"),
        dates=("at",),
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
        lead="Where flights began, and the runways on which some ended.",
        columns=("name", "kind", "countries", "launches_count", "landings_count"),
        options=("kind", "country", "parent"),
        dates=(),
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
            _missions("launch_pad", "Launches from this pad", "Launches of it a year"),
            Related(
                "Landings",
                "/v1/missions?landing_place.site={id}&sort=landed&limit=25",
                ("name", "launched", "landed", "crew", "outcome"),
                plot_title="Landings a year",
                plot_date="landed",
            ),
        ),
        first_fields=("kind", "parent", "countries", "latitude", "longitude", "names"),
    ),
    Layout(
        name="countries",
        singular="state",
        title="States",
        lead="States as history had them: living and dissolved, with those before"
        " and after them.",
        columns=(
            "name",
            "began",
            "ended",
            "citizens_flown",
            "guest_flights",
            "first_citizens",
            "first_flight",
        ),
        options=("region", "subregion"),
        dates=("first_flight",),
        sorts=(
            ("first_flight", "Earliest flight first"),
            ("-citizens_flown", "Most citizens flown first"),
            BY_NAME,
        ),
        related=(
            Related(
                "Citizens who flew",
                "/v1/people?country={id}&flown=true&sort=first_flight&limit=25",
                ("name", "first_flight", "flights", "time_in_space_seconds"),
                plot_title="First flights of its citizens, year by year",
                plot_date="first_flight",
            ),
            Related(
                "Organisations",
                "/v1/organisations?country={id}",
                ("name", "kind", "founded", "dissolved"),
            ),
            _events("country"),
        ),
        first_fields=(
            "first_citizens",
            "first_flight",
            "citizens_flown",
            "flights",
            "guest_flights",
            "partners",
            "began",
            "ended",
            "predecessors",
            "successors",
        ),
    ),
    Layout(
        name="programmes",
        singular="programme",
        title="Programmes",
        lead="What flights were part of, from Vostok and Mercury to Interkosmos and"
        " ISS.",
        columns=(
            "name",
            "countries",
            "began",
            "ended",
            "missions_count",
            "guests_count",
        ),
        options=("kind", "country", "organisation"),
        dates=("began",),
        sorts=(
            BY_NAME,
            ("began", "Earliest first"),
            ("-missions_count", "Most missions first"),
            ("-guests_count", "Most guests first"),
        ),
        related=(
            Related(
                "Parts of it",
                "/v1/programmes?parent={id}&sort=began",
                ("name", "kind", "began", "ended", "missions_count"),
            ),
            _missions("programme"),
        ),
    ),
    Layout(
        name="spacecraft",
        singular="spacecraft",
        title="Spacecraft",
        lead="Types of craft, vehicles that flew more than once, and what lifted them.",
        columns=(
            "name",
            "kind",
            "countries",
            "first_flight",
            "crew_capacity",
            "missions_count",
        ),
        options=("kind", "country", "type"),
        dates=("first_flight",),
        sorts=(
            BY_NAME,
            ("first_flight", "Earliest first"),
            ("-missions_count", "Most missions first"),
        ),
        related=(
            Related(
                "Vehicles of this type, rockets of this family",
                "/v1/spacecraft?type={id}&sort=first_flight",
                ("name", "first_flight", "missions_count"),
            ),
            _missions("spacecraft"),
            _missions("launch_vehicle", "Launches", "Launches of it a year"),
        ),
    ),
    Layout(
        name="organisations",
        singular="organisation",
        title="Organisations",
        lead="Agencies, academies, companies and councils that made the flights.",
        columns=("name", "kind", "country", "founded", "dissolved"),
        options=("kind", "country"),
        dates=("founded",),
        sorts=(BY_NAME, ("founded", "Oldest first")),
        related=(
            Related(
                "Programmes",
                "/v1/programmes?organisation={id}&sort=began",
                ("name", "kind", "began", "ended", "missions_count"),
            ),
            Related(
                "People whom it sent",
                "/v1/people?agency={id}&sort=first_flight&limit=25",
                PERSON,
            ),
            _events("organisation"),
        ),
    ),
    Layout(
        name="events",
        singular="event",
        title="Events",
        lead="Dockings, handshakes, spacewalks, agreements: what happened at an"
        " instant.",
        columns=("name", "kind", "at", "people", "place"),
        options=("kind", "country", "station", "organisation"),
        dates=("at",),
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
        title="Flights of persons",
        lead="One row for each person on each flight, as citizen of which state.",
        columns=("person", "mission", "role", "countries", "launched", "landed"),
        options=("country", "role", "programme", "station", "spacecraft"),
        dates=("launched",),
        sorts=(EARLIEST, LATEST, ("-duration_seconds", "Longest first")),
        has_words=False,
    ),
    Layout(
        name="sources",
        singular="source",
        title="Sources",
        lead="Who states it: documents, books, catalogues and web sites, each put to"
        " the question.",
        columns=("title", "kind", "issued", "score.claims", "score.disagrees"),
        options=("kind", "cites"),
        dates=("issued",),
        sorts=(
            ("-claims_count", "Most claims first"),
            ("title", "By title"),
            ("id", "By id"),
            ("issued", "Oldest first"),
        ),
        related=(
            Related(
                "Where it disagrees with us",
                "/v1/claims?source={id}&agreement=disagrees&limit=12",
                ("summary", "stated_value", "our_value", "note"),
                are_disputes=True,
            ),
            Related(
                "Where it agrees",
                "/v1/claims?source={id}&agreement=agrees,less-precise&limit=15",
                ("summary", "stated_value", "agreement"),
            ),
            Related(
                "What no question of ours can answer",
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
        lead="Every statement of every source, put as a question to this data;"
        " agreement is computed.",
        columns=CLAIM,
        options=("agreement", "resource", "source"),
        dates=(),
        sorts=(("id", "By id"), ("record", "By record"), ("agreement", "By agreement")),
        hidden_fields=("source", "stated_value", "our_value", "agreement", "note"),
    ),
    Layout(
        name="errata",
        singular="erratum",
        title="Errata",
        lead="What a source states, what we hold instead, and who supports which.",
        columns=("summary", "stated_value", "our_value", "certainty", "source"),
        options=("certainty", "resource", "source"),
        dates=(),
        sorts=(
            ("certainty", "Most certain first"),
            ("record", "By record"),
            ("id", "By id"),
        ),
        hidden_fields=("source", "name", "stated_value", "our_value", "note"),
        has_words=False,
    ),
    Layout(
        name="changes",
        singular="change",
        title="Changes",
        lead="What each release of the data added, changed and removed, and who"
        " states the new value.",
        columns=("record", "kind", "field", "old", "new", "source", "release"),
        options=("release", "kind", "resource", "source"),
        dates=("released",),
        sorts=(
            ("-released", "Latest first"),
            ("released", "Earliest first"),
            ("record", "By record"),
        ),
        has_words=False,
    ),
)
