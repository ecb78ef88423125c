"""Catalogue rows as rows of the tables.

A column takes its value from the row of the same name; dates, folded names and
references follow one rule each, so that only what is computed is written here.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import inspect

from app import models as m
from app.dates import parse_date
from app.ingest.catalogue import Catalogue
from app.ingest.files.cell_types import Part
from app.resources.definitions import BOUNDARY_RANKS
from app.text import fold, search_words

Values = dict[str, Any]

# Association tables: the file they come from and the column that lists the others
LINKS: tuple[tuple[type[m.Base], str, str], ...] = (
    (m.ProgrammeCountry, "programmes", "countries"),
    (m.ProgrammeOrganisation, "programmes", "organisations"),
    (m.SpacecraftCountry, "spacecraft", "countries"),
    (m.StationCountry, "stations", "countries"),
    (m.PersonCountry, "people", "countries"),
    (m.MissionProgramme, "missions", "programmes"),
    (m.MissionCountry, "missions", "countries"),
    (m.CrewCountry, "crew", "countries"),
    (m.CrewStation, "crew", "stations"),
    (m.EventMission, "events", "missions"),
    (m.EventPerson, "events", "people"),
    (m.EventCountry, "events", "countries"),
    (m.EventOrganisation, "events", "organisations"),
    (m.EventStation, "events", "stations"),
)


def row_values(model: type[m.Base], row: Any, **given: Any) -> Values:
    """One table row: given values first, then those of the catalogue row."""
    values: Values = {}
    for column in inspect(model).columns:
        name = column.key
        stem, _, bound = name.rpartition("_")
        if name in given:
            values[name] = given[name]
        elif bound in ("earliest", "latest"):
            text = given.get(stem, getattr(row, stem, None))
            values[name] = getattr(parse_date(text), bound) if text else None
        elif bound == "folded":
            values[name] = fold(getattr(row, stem))
        elif hasattr(row, name):
            values[name] = getattr(row, name)
        else:
            values[name] = getattr(row, stem)
    return values


def link_rows(catalogue: Catalogue) -> Iterator[tuple[type[m.Base], list[Values]]]:
    """Rows of every association table."""
    for model, file, column in LINKS:
        yield (
            model,
            [
                _link(catalogue, model, row, item)
                for row in catalogue.rows[file].values()
                for item in getattr(row, column)
            ],
        )


def _link(
    catalogue: Catalogue, model: type[m.Base], row: Any, item: str | Part
) -> Values:
    names = [column.key for column in inspect(model).columns]
    part = item if isinstance(item, Part) else Part(item, None)
    values = {names[0]: row.id, names[1]: part.id}
    if "role" in names:
        values["role"] = part.role
    if model is m.EventPerson:
        flight = catalogue.flight_at(part.id, row.at)
        values["crew_id"] = flight.id if flight else None
    return values


def computed(resource: str, body: Any) -> Values:
    """Columns of a record that stand in its body, computed ones among them."""
    known = body.model_dump()
    columns = {column.key for column in inspect(TABLES[resource]).columns}
    values = {
        name: value
        for name, value in known.items()
        if name in columns and not isinstance(value, dict | list)
    }
    if resource == "people":
        first, last = known["first_flight"], known["last_flight"]
        values |= {
            "first_flight_id": first and first["id"],
            "first_flight": first and first["launched"],
            "last_flight": last and last["launched"],
        }
    return values


def crew_values(flight: Any, body: str) -> Values:
    """The row of a person's flight."""
    decade = int(flight.launched[:3]) * 10
    return row_values(
        m.Crew,
        flight.row,
        id=flight.id,
        launched=flight.launched,
        guest=int(flight.guest),
        duration_seconds=flight.duration_seconds,
        boundary_rank=BOUNDARY_RANKS[flight.boundary],
        decade=decade,
        body=body,
    )


def achievement_rows(catalogue: Catalogue) -> list[Values]:
    """What was achieved on each flight, and when."""
    return [
        {
            "crew_id": flight.id,
            "kind": kind,
            "at": at,
            "at_earliest": parse_date(at).earliest,
            "at_latest": parse_date(at).latest,
        }
        for flight, kind, at in catalogue.achievements()
    ]


def docking_rows(catalogue: Catalogue) -> list[Values]:
    """Meetings, with their target in the column of its kind."""
    found = []
    for row in catalogue.seed.tables["dockings"]:
        kind, target = row.target.split("/")
        station = target if kind == "stations" else None
        partner = target if kind == "missions" else None
        found.append(row_values(m.Docking, row, station_id=station, partner_id=partner))
    return found


def code_rows(catalogue: Catalogue) -> list[Values]:
    """Every code, id and name of a state, each once; the first that claims it keeps it.

    Living states come before dissolved ones, codes before names, so that a code that
    was given away means the state that has it now.
    """
    found: dict[str, Values] = {}
    states = sorted(
        catalogue.rows["countries"].values(), key=lambda row: row.ended or ""
    )
    for scheme, codes in _CODES:
        for row in states:
            for code in codes(row):
                if code and code not in found:
                    found[code] = {"code": code, "scheme": scheme, "country_id": row.id}
    return list(found.values())


_CODES: tuple[tuple[str, Any], ...] = (
    ("id", lambda row: [fold(row.id), row.id.upper()]),
    ("iso-3166-3", lambda row: [row.iso_alpha4]),
    ("iso-3166-1-alpha-3", lambda row: [row.iso_alpha3]),
    ("iso-3166-1-alpha-2", lambda row: [row.iso_alpha2]),
    ("iso-3166-1-numeric", lambda row: [row.iso_numeric]),
    ("name", lambda row: [fold(row.name)]),
    ("gcat", lambda row: [row.gcat_code]),
    (
        "alias",
        lambda row: [fold(one) for one in [row.official_name or "", *row.aliases]],
    ),
)


def name_rows(catalogue: Catalogue) -> list[Values]:
    """Every name of every record."""
    found: dict[tuple[str, str, str], Values] = {}
    for resource, record_id, names in _all_names(catalogue):
        for name in names:
            key = (resource, record_id, fold(name))
            values = {"resource": resource, "record_id": record_id}
            found.setdefault(key, values | {"folded": key[2], "name": name})
    return list(found.values())


def word_rows(catalogue: Catalogue) -> list[Values]:
    """Folded words to search by, damaged spellings included."""
    return [
        {"resource": resource, "word": word, "record_id": record_id}
        for resource, record_id, names in _all_names(catalogue)
        for word in search_words(names)
    ]


def _all_names(catalogue: Catalogue) -> Iterator[tuple[str, str, list[str]]]:
    for resource in TABLES:
        if resource != "crew":
            for record_id in catalogue.rows[resource]:
                names = catalogue.names_of(resource, record_id)
                yield resource, record_id, names
    for source_id, item in catalogue.sources.items():
        authors = [
            " ".join(author[part] for part in _NAME_PARTS if part in author)
            for author in item.get("author", [])
        ]
        yield "sources", source_id, catalogue.names_of("sources", source_id) + authors


_NAME_PARTS = ("given", "family", "literal")
TABLES: dict[str, type[m.Base]] = {
    "countries": m.Country,
    "organisations": m.Organisation,
    "programmes": m.Programme,
    "spacecraft": m.Spacecraft,
    "stations": m.Station,
    "people": m.Person,
    "missions": m.Mission,
    "events": m.Event,
    "crew": m.Crew,
}
