"""What each value of a vocabulary means, for the reference and the data dictionary."""

from app.schemas.vocabularies import NAMES

MEANINGS: dict[str, dict[str, str]] = {
    "Sex": {"female": "a woman", "male": "a man"},
    "Boundary": {
        "orbit": "reached orbit, or left for the Moon",
        "100km": "rose above 100 km without reaching orbit",
        "80km": "rose above 80 km, but not above 100 km",
    },
    "MissionKind": {
        "crewed-orbital": "launched with a crew, to orbit or to the Moon",
        "crewed-suborbital": "launched with a crew, not to orbit",
        "uncrewed-orbital": "launched without a crew, to bring a crew home",
        "cargo": "a spacecraft without a crew that carries supplies to a station",
        "module": "a part of a station with a launch of its own",
        "satellite": "a satellite",
        "sounding-rocket": "a rocket that carries instruments up and falls back",
        "probe": "a spacecraft to the Moon, a planet or a comet",
        "test": (
            "a flight without a crew that tests a crewed type of spacecraft or docking"
        ),
    },
    "MissionOutcome": {
        "success": "achieved its plan",
        "partial": "achieved a part of its plan",
        "docking-failed": "did not dock as planned",
        "launch-aborted": "ended by an abort after lift-off; the crew survived",
        "launch-failure": "did not reach its orbit or height",
        "crew-lost": "members of the crew died",
        "failure": "failed after the launch",
        "unknown": "no source states the outcome",
        "planned": "not flown yet; `launched` is the planned day",
        "pad-abort": "the launch was aborted on the pad, before lift-off",
        "captive": "the carrier aircraft did not release the spacecraft",
        "not-ignited": "the spacecraft was released, but its engine gave no thrust",
        "cancelled": "was planned, but never launched",
    },
    "LandingSurface": {
        "land": "on land",
        "sea": "in the sea",
        "lake": "in a lake",
        "runway": "on a runway",
    },
    "CrewRole": {
        "commander": "commands the mission",
        "pilot": "pilots the spacecraft, or is second in command",
        "flight-engineer": "operates the systems of the spacecraft or station",
        "mission-specialist": "carries out the tasks of a Shuttle or Dragon mission",
        "payload-specialist": "operates certain experiments of a Shuttle mission",
        "research-cosmonaut": "carries out a programme of research on a Soyuz",
        "spaceflight-participant": "flies on a Soyuz without operating it",
        "passenger": "flies on a suborbital spacecraft without operating it",
        "command-module-pilot": "pilots the command module of an Apollo mission",
        "lunar-module-pilot": "second member of the crew of the lunar module",
        "docking-module-pilot": (
            "operates the docking module of the Apollo mission of 1975"
        ),
        "science-pilot": "scientist of a Skylab crew",
        "astronaut": (
            "member of a crew; `role_title` has a more exact role if the"
            " source states one"
        ),
        "astronaut-instructor": "leads the passengers of a suborbital flight",
        "cosmonaut": "flies a Vostok alone",
        "doctor": "physician of the crew",
        "joint-operations-commander": "is responsible for the work at the station",
        "research-engineer": "engineer who carries out research",
        "scientist": "carries out research",
        "test-engineer": "tests the spacecraft",
    },
    "AssignmentKind": {
        "backup": "trained to replace a member of the crew",
        "replaced": "was assigned until other people took over the flight",
        "aborted": "was on board a flight that ended before it reached space",
    },
    "SpacecraftKind": {
        "model": "a type of spacecraft, such as Soyuz TM",
        "vehicle": "a single spacecraft that flew more than once, such as Atlantis",
        "launch-vehicle": "a type or a family of rockets",
        "docking-system": "a mechanism that joins spacecraft",
    },
    "StationStatus": {
        "operational": "in orbit and in use",
        "ended": "was crewed, and is no longer in orbit or in use",
        "never-crewed": "reached orbit, but nobody entered it",
        "launch-failure": "did not reach orbit, or failed there immediately",
        "project": "was planned, but not launched",
    },
    "ModuleKind": {
        "core": "the part with which a station began",
        "module": "a room for work or for living",
        "node": "a part to which several others are attached",
        "airlock": "a part through which people leave the station",
        "adapter": "a part that joins other parts or receives spacecraft",
        "truss": "a part of the outer framework",
        "arm": "a robotic arm",
        "other": "any other part",
    },
    "ExpeditionKind": {
        "main": "a crew that ran the station",
        "visiting": "a crew that visited a main crew",
    },
    "DockingMethod": {
        "docking": "the spacecraft flew to the port itself",
        "berthing": "a robotic arm moved the spacecraft to the port",
    },
    "DockingOutcome": {
        "docked": "the two spacecraft were joined",
        "failed": "an attempt to dock failed",
        "not-attempted": "was planned, but no attempt was made",
    },
    "SiteKind": {
        "launch-site": "a place with launch pads",
        "launch-pad": "a pad of a launch site",
        "runway": "a runway for landings",
    },
    "SuccessionKind": {
        "continuation": "the old country continues under another name or order",
        "dissolution": "the old country ended, and several new ones followed",
        "separation": "the new country left an old one that continued",
        "accession": "the old country joined the new one",
        "restoration": "the new country regards itself as an older one, restored",
    },
    "ProgrammeKind": {
        "crewed": "flights with crews",
        "station": "a space station and its flights",
        "joint-flight": "a joint flight of two countries",
        "satellites": "satellites",
        "sounding-rockets": "rockets that carry instruments up and fall back",
        "probes": "spacecraft to the Moon, planets or comets",
        "project": "was worked on, but has not flown",
        "proposal": "was proposed, but not worked on",
        "agreement-framework": "an agreement under which countries fly together",
        "policy": "a decision on policy",
    },
    "OrganisationKind": {
        "agency": "a space agency of one country or of several",
        "military": "a branch of armed forces",
        "company": "a company",
        "institute": "an institute of research",
        "international": "an organisation of countries",
        "council": "a council or commission",
        "design-bureau": "a bureau that designs rockets or spacecraft",
        "academy": "an academy of sciences",
        "training-centre": "a centre that trains crews",
    },
    "EventKind": {
        "spacewalk": "a person worked outside the spacecraft, or on the Moon",
        "launch": "a launch",
        "lift-off": "a lift-off from the Moon",
        "docking": "two spacecraft were joined",
        "undocking": "two spacecraft separated",
        "hatch-opening": "a hatch between spacecraft, or to the outside, was opened",
        "handshake": "crews met and shook hands",
        "landing": "a landing",
        "recovery": "a spacecraft was recovered after its landing",
        "flyby": "a spacecraft reached or passed the Moon, a planet or a comet",
        "milestone": "any other event of historical importance",
        "accident": "an accident",
        "agreement": "an agreement was signed",
        "treaty": "a treaty between countries was signed",
        "proposal": "a proposal was made",
        "project": "a project was begun, named or ended",
        "founding": "an organisation or programme was founded",
        "meeting": "people met",
        "visit": "people visited a place or another spacecraft",
        "speech": "a speech was given",
        "publication": "a text, a picture or a product was published",
        "award": "an award was given",
        "war": "a war",
    },
    "SourceKind": {
        "document": (
            "a document of the time, or one of the documents from which this data began"
        ),
        "agency-page": "a page of a space agency",
        "article": "an article",
        "book": "a book",
        "catalogue": "a catalogue of flights, people or objects",
        "chapter": "a chapter of a book",
        "database": "a database",
        "film": "a film",
        "standard": "a standard",
        "thesis": "a thesis",
        "website": "any other page or website",
    },
    "Comparison": {
        "date": "as dates, by the periods that they mean",
        "number": "as numbers, which may be rounded, estimates or bounds",
        "name": "the text is a name of the related record",
        "member": "the text is a name of a record in the list",
        "set": "both lists have the same entries",
        "text": "as texts, without regard to case and accents",
        "boolean": "as `true` or `false`",
    },
    "Agreement": {
        "agrees": "the source states our value, at least as precisely",
        "less-precise": "the source is right, but less precise",
        "disagrees": "the source contradicts our value",
        "not-comparable": "the database has no value for the statement",
    },
    "Origin": {
        "derived": "our value was taken from the source",
        "independent": "our value was not taken from the source",
    },
    "Certainty": {
        "certain": (
            "at least two independent sources state our value, and only this"
            " source contradicts it"
        ),
        "probable": "more independent sources state our value than contradict it",
        "open": "all other errata: our value may be wrong",
    },
    "ChangeKind": {
        "added": "a record, or an entry of one of its lists, was added",
        "changed": "a field has a new value",
        "removed": "a record, or an entry of one of its lists, was removed",
    },
}
"""The meaning of each value, by the name of its vocabulary."""


def meanings_of(values: tuple[str, ...]) -> dict[str, str]:
    """Returns the meaning of each value of a vocabulary; empty for any other values."""
    return MEANINGS.get(NAMES.get(values, ""), {})
