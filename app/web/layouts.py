"""The pages of each resource as data: what a list shows, what belongs to a record."""

from app.web.layout_types import Layout, Related

MISSION = ("name", "launched", "landed", "crew", "spacecraft", "outcome")
FLIGHT = ("mission", "role", "launched", "landed", "duration_seconds", "landed_on")
EVENT = ("name", "kind", "at", "place")
CLAIM = ("says", "stated", "actual", "agreement", "source")
PERSON = ("name", "countries", "first_flight", "flights", "time_in_space_seconds")
BY_NAME = ("name", "By name")
LATEST = ("-launched", "Latest first")
EARLIEST = ("launched", "Earliest first")


def _missions(of: str) -> Related:
    return Related(
        "Missions",
        f"/v1/missions?{of}={{id}}&sort=launched&limit=25",
        ("name", "launched", "landed", "crew", "outcome"),
        plot="Launches a year",
    )


def _events(of: str) -> Related:
    return Related("Events", f"/v1/events?{of}={{id}}&sort=at&limit=25", EVENT)


LAYOUTS = (
    Layout(
        "people",
        "person",
        "People",
        "Everybody who flew above 80 km, and those whom the sources name beside them.",
        (
            "name",
            "countries",
            "born",
            "first_flight",
            "flights",
            "time_in_space_seconds",
        ),
        ("country", "region", "sex", "programme", "station"),
        ("first_flight",),
        (
            BY_NAME,
            ("first_flight", "Earliest flight first"),
            ("-time_in_space_seconds", "Longest in space first"),
            ("-flights", "Most flights first"),
            ("-spacewalk_count", "Most spacewalks first"),
        ),
        (
            Related("Flights", "/v1/crew?person={id}&sort=launched", FLIGHT),
            _events("person"),
        ),
        foremost=(
            "born",
            "died",
            "countries",
            "birth_country",
            "occupations",
            "flights",
            "time_in_space_seconds",
            "spacewalk_count",
            "stations",
        ),
        apart=("first_flight", "last_flight", "missions"),
    ),
    Layout(
        "missions",
        "mission",
        "Missions",
        "Every crewed flight above 80 km, and the satellites of the cooperation.",
        MISSION,
        ("kind", "programme", "station", "country", "outcome"),
        ("launched",),
        (EARLIEST, LATEST, BY_NAME, ("-duration_seconds", "Longest first")),
        (_events("mission"),),
        foremost=(
            "launched",
            "landed",
            "duration_seconds",
            "outcome",
            "spacecraft",
            "station",
            "programmes",
            "countries",
        ),
    ),
    Layout(
        "stations",
        "station",
        "Stations",
        "Where people lived in orbit, from Salyut to Tiangong; and two that were not"
        " built.",
        ("name", "countries", "launched", "ended", "missions_count", "visitors_count"),
        ("status", "country", "programme"),
        ("launched",),
        (EARLIEST, BY_NAME, ("-visitors_count", "Most people aboard first")),
        (
            _missions("station"),
            Related(
                "People aboard",
                "/v1/people?station={id}&sort=first_flight&limit=25",
                PERSON,
            ),
            _events("station"),
        ),
        foremost=("launched", "ended", "end_kind", "status", "countries", "programme"),
    ),
    Layout(
        "countries",
        "state",
        "States",
        "States as history had them: living and dissolved, with those before and after"
        " them.",
        (
            "name",
            "began",
            "ended",
            "citizens_flown",
            "guest_flights",
            "first_citizens",
            "first_flight",
        ),
        ("region", "subregion"),
        ("first_flight",),
        (
            ("first_flight", "Earliest flight first"),
            ("-citizens_flown", "Most citizens flown first"),
            BY_NAME,
        ),
        (
            Related(
                "Citizens who flew",
                "/v1/people?country={id}&flown=true&sort=first_flight&limit=25",
                ("name", "first_flight", "flights", "time_in_space_seconds"),
                plot="First flights of its citizens, year by year",
                years="first_flight",
            ),
            Related(
                "Organisations",
                "/v1/organisations?country={id}",
                ("name", "kind", "founded", "dissolved"),
            ),
            _events("country"),
        ),
        foremost=(
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
        "programmes",
        "programme",
        "Programmes",
        "What flights were part of, from Vostok and Mercury to Interkosmos and ISS.",
        ("name", "countries", "began", "ended", "missions_count", "guests_count"),
        ("kind", "country", "organisation"),
        ("began",),
        (
            BY_NAME,
            ("began", "Earliest first"),
            ("-missions_count", "Most missions first"),
            ("-guests_count", "Most guests first"),
        ),
        (
            Related(
                "Parts of it",
                "/v1/programmes?parent={id}&sort=began",
                ("name", "kind", "began", "ended", "missions_count"),
            ),
            _missions("programme"),
        ),
    ),
    Layout(
        "spacecraft",
        "spacecraft",
        "Spacecraft",
        "Types of craft, vehicles that flew more than once, and what lifted them.",
        (
            "name",
            "kind",
            "countries",
            "first_flight",
            "crew_capacity",
            "missions_count",
        ),
        ("kind", "country", "type"),
        ("first_flight",),
        (
            BY_NAME,
            ("first_flight", "Earliest first"),
            ("-missions_count", "Most missions first"),
        ),
        (
            Related(
                "Vehicles of this type",
                "/v1/spacecraft?type={id}&sort=first_flight",
                ("name", "first_flight", "missions_count"),
            ),
            _missions("spacecraft"),
        ),
    ),
    Layout(
        "organisations",
        "organisation",
        "Organisations",
        "Agencies, academies, companies and councils that made the flights.",
        ("name", "kind", "country", "founded", "dissolved"),
        ("kind", "country"),
        ("founded",),
        (BY_NAME, ("founded", "Oldest first")),
        (
            Related(
                "Programmes",
                "/v1/programmes?organisation={id}&sort=began",
                ("name", "kind", "began", "ended", "missions_count"),
            ),
            _events("organisation"),
        ),
    ),
    Layout(
        "events",
        "event",
        "Events",
        "Dockings, handshakes, spacewalks, agreements: what happened at an instant.",
        ("name", "kind", "at", "people", "place"),
        ("kind", "country", "station", "organisation"),
        ("at",),
        (
            ("at", "Earliest first"),
            ("-at", "Latest first"),
            BY_NAME,
            ("-duration_seconds", "Longest first"),
        ),
    ),
    Layout(
        "crew",
        "flight",
        "Flights of persons",
        "One row for each person on each flight, as citizen of which state.",
        ("person", "mission", "role", "countries", "launched", "landed"),
        ("country", "role", "programme", "station", "spacecraft"),
        ("launched",),
        (EARLIEST, LATEST, ("-duration_seconds", "Longest first")),
        searched=False,
    ),
    Layout(
        "sources",
        "source",
        "Sources",
        "Who states it: documents, books, catalogues and web sites, each put to the"
        " question.",
        ("title", "kind", "issued", "score.claims", "score.disagrees"),
        ("kind", "cites"),
        ("issued",),
        (
            ("-claims_count", "Most claims first"),
            ("title", "By title"),
            ("id", "By id"),
            ("issued", "Oldest first"),
        ),
        (
            Related(
                "Where it disagrees with us",
                "/v1/claims?source={id}&agreement=disagrees&limit=12",
                ("says", "stated", "actual", "note"),
                disputes=True,
            ),
            Related(
                "Where it agrees",
                "/v1/claims?source={id}&agreement=agrees,less-precise&limit=15",
                ("says", "stated", "agreement"),
            ),
            Related(
                "What no question of ours can answer",
                "/v1/claims?source={id}&agreement=not-comparable&limit=10",
                ("says",),
            ),
            Related(
                "Cited by",
                "/v1/sources?cites={id}&limit=25",
                ("title", "kind", "issued"),
            ),
        ),
    ),
    Layout(
        "claims",
        "claim",
        "Claims",
        "Every statement of every source, put as a question to this data; agreement is"
        " computed.",
        CLAIM,
        ("agreement", "resource", "source"),
        (),
        (("id", "By id"), ("record", "By record"), ("agreement", "By agreement")),
        apart=("source", "stated", "actual", "agreement", "note"),
    ),
    Layout(
        "changes",
        "change",
        "Changes",
        "What each release of the data added, changed and removed, and who states the"
        " new value.",
        ("record", "kind", "field", "old", "new", "source", "release"),
        ("release", "kind", "resource", "source"),
        ("released",),
        (
            ("-released", "Latest first"),
            ("released", "Earliest first"),
            ("record", "By record"),
        ),
        searched=False,
    ),
)
