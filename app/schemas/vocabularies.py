"""Closed vocabularies: the values that a field of the data can have.

Seed files are checked against them, filters accept them, and the OpenAPI document lists
them. A new value is added here.
"""

from typing import Any, Literal, get_args, get_origin

Sex = Literal["female", "male"]
Boundary = Literal["orbit", "100km", "80km"]
MissionKind = Literal[
    "crewed-orbital",
    "crewed-suborbital",
    "uncrewed-orbital",
    "cargo",
    "module",
    "satellite",
    "sounding-rocket",
    "probe",
    "test",
]
MissionOutcome = Literal[
    "success",
    "partial",
    "docking-failed",
    "launch-aborted",
    "launch-failure",
    "crew-lost",
    "failure",
    "unknown",
    "planned",
    "pad-abort",
    "captive",
    "not-ignited",
    "cancelled",
]
LandingSurface = Literal["land", "sea", "lake", "runway"]
CrewRole = Literal[
    "commander",
    "pilot",
    "flight-engineer",
    "mission-specialist",
    "payload-specialist",
    "research-cosmonaut",
    "spaceflight-participant",
    "passenger",
    "command-module-pilot",
    "lunar-module-pilot",
    "docking-module-pilot",
    "science-pilot",
    "astronaut",
    "astronaut-instructor",
    "cosmonaut",
    "doctor",
    "joint-operations-commander",
    "research-engineer",
    "scientist",
    "test-engineer",
]
AssignmentKind = Literal["backup", "replaced", "aborted"]
SpacecraftKind = Literal["model", "vehicle", "launch-vehicle", "docking-system"]
StationStatus = Literal[
    "operational", "ended", "never-crewed", "launch-failure", "project"
]
ModuleKind = Literal[
    "core", "module", "node", "airlock", "adapter", "truss", "arm", "other"
]
ExpeditionKind = Literal["main", "visiting"]
DockingMethod = Literal["docking", "berthing"]
DockingOutcome = Literal["docked", "failed", "not-attempted"]
SiteKind = Literal["launch-site", "launch-pad", "runway"]
SuccessionKind = Literal[
    "continuation", "dissolution", "separation", "accession", "restoration"
]
ProgrammeKind = Literal[
    "crewed",
    "station",
    "joint-flight",
    "satellites",
    "sounding-rockets",
    "probes",
    "project",
    "proposal",
    "agreement-framework",
    "policy",
]
OrganisationKind = Literal[
    "agency",
    "military",
    "company",
    "institute",
    "international",
    "council",
    "design-bureau",
    "academy",
    "training-centre",
]
EventKind = Literal[
    "spacewalk",
    "launch",
    "lift-off",
    "docking",
    "undocking",
    "hatch-opening",
    "handshake",
    "landing",
    "recovery",
    "flyby",
    "milestone",
    "accident",
    "agreement",
    "treaty",
    "proposal",
    "project",
    "founding",
    "meeting",
    "visit",
    "speech",
    "publication",
    "award",
    "war",
]
SourceKind = Literal[
    "document",
    "agency-page",
    "article",
    "book",
    "catalogue",
    "chapter",
    "database",
    "film",
    "standard",
    "thesis",
    "website",
]
Comparison = Literal["date", "number", "name", "member", "set", "text", "boolean"]
Agreement = Literal["agrees", "less-precise", "disagrees", "not-comparable"]
Origin = Literal["derived", "independent"]
"""Whether our value was made from the source, or the source states it on its own."""
Certainty = Literal["certain", "probable", "open"]
ChangeKind = Literal["added", "changed", "removed"]


def values_of(vocabulary: Any) -> tuple[str, ...]:
    """Returns the values of a vocabulary."""
    return get_args(vocabulary)


NAMES = {
    values_of(vocabulary): name
    for name, vocabulary in list(globals().items())
    if get_origin(vocabulary) is Literal
}
"""The name of each vocabulary, by its values."""
