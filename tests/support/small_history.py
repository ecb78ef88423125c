"""A small history of spaceflight, with what summaries tell of it.

The flights have the names of real ones; who flew and how often is made up.
"""

from typing import Any

from tests.support.factories import GCAT, ISO, Cells, changed, rows_of

COUNTRIES = [
    {"id": "united-states", "name": "United States", **ISO},
    {"id": "cuba", "name": "Cuba", "note": "Sent two people.", **ISO},
]
# Id, sex and state at launch
PEOPLE = """
yuri-gagarin male soviet-union
valentina-tereshkova female soviet-union
vladimir-komarov male soviet-union
georgy-dobrovolsky male soviet-union
viktor-patsayev male soviet-union
gennady-sarafanov male soviet-union
lev-dyomin male soviet-union
sigmund-jahn male czechoslovakia
valery-bykovsky male soviet-union
neil-armstrong male united-states
buzz-aldrin male united-states
michael-collins male united-states
pete-conrad male united-states
alan-bean male united-states
arnaldo-tamayo male cuba
jose-lopez male cuba
ana-diaz female cuba
michael-adams - united-states
ann-bassett female united-states
jeff-bezos male united-states
wally-funk female united-states
oliver-daemen male united-states
mark-bezos male united-states
alexei-leonov male soviet-union
sally-ride female united-states
reid-wiseman male united-states
"""
# Id, launch, landing, outcome and boundary; `-` is empty
MISSIONS = """
vostok-1 1961-04-12T06:07Z 1961-04-12T07:55:00Z success orbit
voskhod-2 1965-03-18 1965-03-19 success orbit
vostok-6 1963-06-16 1963-06-19 success orbit
soyuz-1 1967-04-23T00:35:00Z 1967-04-24T03:22:52Z crew-lost orbit
x-15 1967-11-15T18:30:00Z 1967-11-15T18:40:00Z crew-lost 80km
apollo-11 1969-07-16T13:32:00Z 1969-07-24T16:50:35Z success orbit
apollo-12 1969-11-14T16:22:00Z 1969-11-24T20:58:24Z success orbit
soyuz-11 1971-06-06T04:55:09Z 1971-06-29T23:16:52Z crew-lost orbit
soyuz-15 1974-08-26T19:58:05Z 1974-08-28T20:10:16Z docking-failed orbit
soyuz-18-1 1975-04-05T11:04:54Z 1975-04-05T11:26:21Z launch-aborted 100km
apollo-18 1975-07-15 1975-07-24 success orbit
soyuz-19 1975-07-15T12:20Z 1975-07-21 success orbit
soyuz-29 1978-06-15T20:16:45Z 1978-09-03T11:40:34Z success orbit
soyuz-31 1978-08-26T14:51:30Z 1978-11-02T11:04:17Z success orbit
soyuz-38 1980-09-18T19:11:03Z 1980-09-26T15:54:27Z success orbit
columbia-7 1983-06-18T11:33:00Z 1983-06-24T13:56:59Z success orbit
unity-1 2021-07-20T13:12:00Z 2021-07-20T13:22:00Z success -
artemis-2 2026-04-01T22:35:12Z 2026-04-11T00:07:27Z success orbit
soyuz-t-10 1983-09-26T19:37Z - launch-failure -
progress-1 1978-01-20T08:25Z 1978-02-08 success orbit
progress-2 1978-07-07 1978-08-04 success orbit
progress-3 1978-08-07 1978 success orbit
"""
# Mission, person, role, and the ship that brought the person home
CREW = """
vostok-1 yuri-gagarin commander vostok-1
voskhod-2 alexei-leonov pilot voskhod-2
vostok-6 valentina-tereshkova commander vostok-6
soyuz-1 vladimir-komarov commander -
x-15 michael-adams pilot -
apollo-11 buzz-aldrin pilot apollo-11
apollo-11 michael-collins pilot apollo-11
apollo-11 neil-armstrong commander apollo-11
apollo-12 alan-bean pilot apollo-12
apollo-12 pete-conrad commander apollo-12
soyuz-11 georgy-dobrovolsky commander -
soyuz-11 viktor-patsayev flight-engineer -
soyuz-15 gennady-sarafanov commander soyuz-15
soyuz-15 lev-dyomin flight-engineer soyuz-15
soyuz-18-1 gennady-sarafanov commander soyuz-18-1
apollo-18 pete-conrad commander apollo-18
soyuz-19 valery-bykovsky commander soyuz-19
soyuz-29 lev-dyomin commander soyuz-29
soyuz-29 gennady-sarafanov flight-engineer soyuz-31
soyuz-31 sigmund-jahn research-cosmonaut soyuz-29
soyuz-31 valery-bykovsky commander soyuz-29
soyuz-38 arnaldo-tamayo research-cosmonaut soyuz-38
soyuz-38 jose-lopez research-cosmonaut soyuz-38
columbia-7 sally-ride mission-specialist columbia-7
columbia-7 ana-diaz mission-specialist columbia-7
columbia-7 alan-bean commander columbia-7
columbia-7 buzz-aldrin pilot columbia-7
columbia-7 michael-collins mission-specialist columbia-7
unity-1 ann-bassett passenger unity-1
unity-1 jeff-bezos passenger unity-1
unity-1 mark-bezos passenger unity-1
unity-1 oliver-daemen passenger unity-1
unity-1 wally-funk passenger unity-1
artemis-2 reid-wiseman commander artemis-2
"""
AT_SALYUT = {"soyuz-29", "soyuz-31"}
DETAILS: dict[str, Cells] = {
    "vostok-1": {"programmes": "vostok"},
    "vostok-6": {"programmes": "vostok"},
    "apollo-11": {"summary": "It was watched all over the world."},
    "soyuz-15": {"destination": "salyut-6"},
    "soyuz-38": {"programmes": "interkosmos"},
    "progress-1": {"kind": "cargo"},
    "soyuz-18-1": {"summary": "The second stage failed to part."},
    "progress-3": {"kind": "cargo"},
    "progress-2": {"kind": "cargo", "summary": "It carried food."},
}


def table(text: str) -> list[list[str]]:
    """Returns the cells of lines; `-` is an empty one."""
    lines = text.strip().splitlines()
    return [[cell.strip("-") for cell in line.split()] for line in lines]


STATES = {person: state for person, _, state in table(PEOPLE)}


def event(name: str, kind: str, at: str, people: str, **cells: str) -> Cells:
    named = {"id": name.lower().replace(" ", "-"), "name": name, "kind": kind}
    return named | {"at": at, "people": people} | cells | GCAT


def docking(mission: str, sequence: str, docked: str, undocked: str) -> Cells:
    own = {"mission": mission, "sequence": sequence, "docked": docked}
    ends = {"undocked": undocked, "target": "stations/salyut-6", "outcome": "docked"}
    return own | ends | {"method": "docking"} | GCAT


EVENTS = [
    event("First flight around the Earth", "milestone", "1961-04-12", "yuri-gagarin")
    | {"missions": "vostok-1"},
    event("Salute", "speech", "1961-04-12", "yuri-gagarin", missions="vostok-1"),
    event("First walk", "spacewalk", "1965-03-18", "alexei-leonov"),
    event("Moon walk", "spacewalk", "1969-07-21T03:00Z", "neil-armstrong;buzz-aldrin"),
    event("Second Moon walk", "spacewalk", "1969-11-19T12:00Z", "pete-conrad"),
    # Given later than the landing of Apollo 12
    event("A landing of Apollo 12", "landing", "1969-11-19", "pete-conrad;alan-bean")
    | {"missions": "apollo-12", "place": "Ocean of Storms, Moon"},
    event("The first landing", "landing", "1969-07-20", "buzz-aldrin;neil-armstrong")
    | {"missions": "apollo-11", "place": "Fra Mauro, Moon"},
    event("Moon passed", "flyby", "2026-04-06", "reid-wiseman", place="Moon")
    | {"missions": "artemis-2"},
    # No flights of these people are held
    event("Landing of others", "landing", "1975-01", "anna-nemo;jana-novak")
    | {"place": "Moon"},
    # No people landed, or not on the Moon
    event("Luna 9", "landing", "1966-02-03", "", place="Ocean of Storms, Moon"),
    event("Return of Vostok", "landing", "1961-04-12", "yuri-gagarin"),
]


PERSONS: dict[str, Cells] = {
    "vladimir-komarov": {"died": "1967-04-24"},
    "valery-bykovsky": {"died": "2019-03-27"},
    "viktor-patsayev": {"summary": "Was a test engineer."},
}
GROUND = [
    {"id": "alexei-kosygin", "occupations": "Premier of the Soviet Union"}
    | {"countries": "soviet-union"},
    {"id": "hugh-dryden", "occupations": "physicist;official"}
    | {"countries": "united-states"},
    {"id": "anna-nemo"},
    {"id": "jana-novak", "occupations": "translator"},
    {"id": "ivan-ivanov", "countries": "russia"},
    {"id": "petr-petrov", "died": "1983-09-26"},
]
ASSIGNMENTS = [
    {"mission": mission, "person": person, "kind": kind} | GCAT
    for mission, person, kind in (
        ("soyuz-28", "oldrich-pelcak", "backup"),
        ("soyuz-38", "ivan-ivanov", "backup"),
        ("soyuz-29", "ivan-ivanov", "backup"),
        ("soyuz-31", "ivan-ivanov", "replaced"),
        ("soyuz-t-10", "petr-petrov", "aborted"),
    )
]
DOCKINGS = [
    docking("soyuz-29", "1", "1978-06-16", "1978-09-03"),
    docking("soyuz-31", "1", "1978-08-27", "1978-11-02"),
    docking("progress-1", "1", "1978-01-22T10:12Z", "1978-02-06T05:53Z"),
    docking("progress-1", "2", "1978-02-06T09:00Z", "1978-02-07"),
    docking("progress-3", "1", "1978-08-09", "1978"),
    # Its undocking is not known
    docking("progress-2", "1", "1978-07-09", ""),
    docking("apollo-18", "1", "1975-07-17", "1975-07-19")
    | {"target": "missions/soyuz-19"},
    docking("apollo-18", "2", "", "") | {"target": "spacecraft/soyuz-no-45"},
    docking("soyuz-15", "1", "", "") | {"outcome": "failed"},
]


def person(name: str, **cells: str) -> Cells:
    known = {"id": name, "name": name.replace("-", " ").title()}
    return known | cells | PERSONS.get(name, {}) | GCAT


def mission(cells: list[str]) -> Cells:
    name, launched, landed, outcome, boundary = cells
    flown = {"launched": launched, "landed": landed, "outcome": outcome}
    named = {"id": name, "name": name.replace("-", " ").title(), "boundary": boundary}
    kind = {"kind": "crewed-orbital", "countries": "soviet-union:operator"}
    return named | flown | kind | DETAILS.get(name, {}) | GCAT


def seat(cells: list[str]) -> Cells:
    mission, person, role, landed_on = cells
    landed = {row[0]: row[2] for row in table(MISSIONS)}[mission]
    own = {"mission": mission, "person": person, "role": role, "landed": landed}
    stations = "salyut-6" if mission in AT_SALYUT else ""
    states = {"countries": STATES[person], "stations": stations}
    return own | states | {"landed_on": landed_on} | GCAT


PEOPLE_ROWS = [person(name, sex=sex) for name, sex, _ in table(PEOPLE)]
SEED: dict[str, Any] = {
    "countries": [*rows_of("countries"), *COUNTRIES],
    "people": [
        *changed("people", "vladimir-remek", summary=""),
        *PEOPLE_ROWS,
        *(person(row["id"]) | row for row in GROUND),
    ],
    "missions": [*rows_of("missions"), *map(mission, table(MISSIONS))],
    "crew": [*rows_of("crew"), *map(seat, table(CREW))],
    "dockings": [*rows_of("dockings"), *DOCKINGS],
    "events": [*rows_of("events"), *EVENTS],
    "stations": [
        *rows_of("stations"),
        {"id": "mir", "name": "Mir", "status": "project", **GCAT},
    ],
    "programmes": [
        *rows_of("programmes"),
        {"id": "vostok", "name": "Vostok", "kind": "crewed", **GCAT},
        {"id": "hermes", "name": "Hermes", "kind": "crewed", "summary": "A plan."}
        | GCAT,
    ],
    "assignments": ASSIGNMENTS,
    "attributions": [],
}
"""The files of the catalogue that differ from the small seed."""
