"""Converts catalogue rows to table rows.

A column takes its value from the row field of the same name; dates, folded names and
references follow one rule each, so that only computed values are written here.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel
from sqlalchemy import inspect

from app import models as m
from app import schemas
from app.dates import LAST_SECOND, parse_date
from app.durations import duration_class
from app.ingest.achievements import achievements, achievements_at_stations
from app.ingest.bodies.stations import render_docking
from app.ingest.catalogue import RECORDS, Catalogue
from app.ingest.files.cell_types import Participant
from app.ingest.files.stations import Docking
from app.ingest.flight import Flight
from app.resources import BY_NAME
from app.resources.definitions import BOUNDARY_RANKS
from app.text import fold, fold_case

Values = dict[str, Any]

TABLES: dict[str, type[m.Base]] = {name: BY_NAME[name].model for name in RECORDS}
"""The table of each kind of record."""


class Association(NamedTuple):
    """A table of pairs, and the file and column that list them."""

    model: type[m.Base]
    file: str
    column: str


ASSOCIATIONS = (
    Association(m.ProgrammeCountry, "programmes", "countries"),
    Association(m.ProgrammeOrganisation, "programmes", "organisations"),
    Association(m.SpacecraftCountry, "spacecraft", "countries"),
    Association(m.StationCountry, "stations", "countries"),
    Association(m.PersonCountry, "people", "countries"),
    Association(m.MissionProgramme, "missions", "programmes"),
    Association(m.MissionCountry, "missions", "countries"),
    Association(m.CrewCountry, "crew", "countries"),
    Association(m.CrewStation, "crew", "stations"),
    Association(m.CrewAgency, "crew", "agencies"),
    Association(m.CrewEmployer, "crew", "employers"),
    Association(m.SiteCountry, "sites", "countries"),
    Association(m.ExpeditionPerson, "expeditions", "crew"),
    Association(m.ExpeditionMission, "expeditions", "missions"),
    Association(m.EventMission, "events", "missions"),
    Association(m.EventPerson, "events", "people"),
    Association(m.EventCountry, "events", "countries"),
    Association(m.EventOrganisation, "events", "organisations"),
    Association(m.EventStation, "events", "stations"),
)


def row_values(model: type[m.Base], row: Any, **computed: Any) -> Values:
    """Returns the values of one table row; computed ones replace those of the row."""
    values: Values = {}
    for column in inspect(model).columns:
        name = column.key
        stem, _, suffix = name.rpartition("_")
        if name in computed:
            values[name] = computed[name]
        elif name == "changed_in_number":
            # It is set when the body and the claims of the record are complete
            values[name] = 0
        elif suffix in ("earliest", "latest"):
            text = computed.get(stem, getattr(row, stem, None))
            values[name] = getattr(parse_date(text), suffix) if text else None
        elif suffix == "folded":
            text = computed[stem] if stem in computed else getattr(row, stem)
            values[name] = _folded(text, column)
        elif hasattr(row, name):
            values[name] = getattr(row, name)
        else:
            # A column such as `person_id` holds the cell of `person`
            values[name] = getattr(row, stem)
    return values


def _folded(text: str | None, column: Any) -> str | None:
    """Returns a text as a column holds it, without its case or without accents too."""
    if text is None:
        return None
    return fold_case(text) if "case_folded" in column.info else fold(text)


def association_rows(
    catalogue: Catalogue,
) -> Iterator[tuple[type[m.Base], Iterator[Values]]]:
    """Yields each association table with its rows."""
    for model, file, column in ASSOCIATIONS:
        yield (
            model,
            (
                _association_values(catalogue, model, row, item)
                for row in catalogue.rows[file].values()
                for item in getattr(row, column)
            ),
        )
    related_to: tuple[tuple[type[m.Base], Callable[[Any], list[str]]], ...] = (
        (m.MissionRocket, catalogue.rockets_of),
        (m.MissionLandingSite, lambda row: catalogue.landing_sites_of(row.id)),
        (m.MissionStation, lambda row: catalogue.stations_of(row.id)),
    )
    for model, ids_of in related_to:
        yield model, _pairs(catalogue, model, ids_of)


def _pairs(
    catalogue: Catalogue, model: type[m.Base], ids_of: Callable[[Any], list[str]]
) -> Iterator[Values]:
    """Yields the rows of a table that joins missions with other records."""
    own, other = (column.key for column in inspect(model).columns)
    for row in catalogue.rows["missions"].values():
        yield from ({own: row.id, other: related} for related in ids_of(row))


def _association_values(
    catalogue: Catalogue, model: type[m.Base], row: Any, item: str | Participant
) -> Values:
    names = [column.key for column in inspect(model).columns]
    other = item if isinstance(item, Participant) else Participant(item, None)
    values = {names[0]: row.id, names[1]: other.id}
    if "role" in names:
        values["role"] = other.role
    if model in (m.EventPerson, m.ExpeditionPerson):
        time = row.at if model is m.EventPerson else row.began or row.ended
        flight = catalogue.flight_at(other.id, time)
        values["crew_id"] = flight.id if flight else None
    return values


_FLIGHTS = {"first_flight", "last_flight"}
"""Missions in bodies, whose launches are columns."""


def record_values(resource: str, row: Any, body: BaseModel) -> Values:
    """Returns the table row of a record, with its body and the values computed there.

    A column has the value of the field with its name, or of a part of that field:
    `landing_place_kind` is the `kind` of `landing_place`.
    """
    fields = body.model_dump()
    columns = [column.key for column in inspect(TABLES[resource]).columns]
    computed = {
        name: value
        for name, value in (*fields.items(), *_parts(fields, columns))
        if name in columns and not isinstance(value, dict | list)
    }
    for name in _FLIGHTS & fields.keys():
        computed[name] = fields[name] and fields[name]["launched"]
    return row_values(TABLES[resource], row, body=body.model_dump_json(), **computed)


def _parts(fields: Values, columns: list[str]) -> Iterator[tuple[str, Any]]:
    """Yields the parts of objects in a body; those of an object that is missing too."""
    for name, value in fields.items():
        if isinstance(value, dict):
            yield from ((f"{name}_{part}", inner) for part, inner in value.items())
        elif value is None:
            names = (column for column in columns if column.startswith(f"{name}_"))
            yield from ((column, None) for column in names)


def crew_values(flight: Flight, body: schemas.Crew) -> Values:
    """Returns the table row of a person's flight."""
    return row_values(
        m.Crew,
        flight.row,
        id=flight.id,
        launched=flight.launched,
        guest=int(flight.guest),
        duration_seconds=flight.duration_seconds,
        age_at_launch=body.age_at_launch,
        boundary_rank=BOUNDARY_RANKS[flight.boundary],
        checked=0.0,
        # `check_launches` has made sure of a launch
        duration_class=duration_class(str(flight.launched), flight.row.landed),
        decade=int(str(flight.launched)[:3]) * 10,
        body=body.model_dump_json(),
    )


def achievement_rows(catalogue: Catalogue) -> Iterator[Values]:
    """Yields a row for each achievement on each flight."""
    return (
        {
            "crew_id": achievement.flight.id,
            "kind": achievement.kind,
            "at": achievement.at,
            "at_earliest": achievement.span.earliest,
            "at_latest": achievement.span.latest,
        }
        for achievement in achievements(catalogue)
    )


def station_achievement_rows(catalogue: Catalogue) -> Iterator[Values]:
    """Yields a row for each station that was visited on a flight, and each kind."""
    return (
        {
            "grouping": "stations",
            "key": station,
            "kind": achievement.kind,
            "at_earliest": achievement.span.earliest,
            "crew_id": achievement.flight.id,
            "at_latest": achievement.span.latest,
            "boundary_rank": BOUNDARY_RANKS[achievement.flight.boundary],
            "at": achievement.at,
        }
        for station, achievement in achievements_at_stations(catalogue)
    )


def stay_rows(catalogue: Catalogue) -> Iterator[Values]:
    """Yields a row for each stay of a person aboard a craft or a station."""
    columns = {"station_id": "stations", "mission_id": "missions"}
    return (
        row_values(
            m.Stay,
            stay,
            crew_id=flight.id,
            sequence=sequence,
            **_place(stay.aboard, columns),
        )
        for flight in catalogue.flights
        for sequence, stay in enumerate(catalogue.stays_of[flight.id], start=1)
    )


def _place(record: str, columns: Mapping[str, str]) -> Values:
    """Returns the id of a record in the column of its resource, the others empty."""
    resource, record_id = record.split("/")
    return {
        column: record_id if resource == name else None
        for column, name in columns.items()
    }


def docking_rows(catalogue: Catalogue) -> Iterator[Values]:
    """Yields a row for each docking, with its target in the column of its kind."""
    columns = {
        "station_id": "stations",
        "partner_id": "missions",
        "craft_id": "spacecraft",
    }
    for row in catalogue.seed.tables["dockings"]:
        body = render_docking(catalogue, row)
        earliest, latest = _attached(catalogue, row)
        yield row_values(
            m.Docking,
            row,
            **_place(row.target, columns),
            duration_seconds=body.duration_seconds,
            attached_earliest=earliest,
            attached_latest=latest,
            body=body.model_dump_json(),
        )


def _attached(catalogue: Catalogue, row: Docking) -> tuple[int | None, int | None]:
    """Returns the first and last second for which a ship may have been docked.

    Without a time of undocking it was at most until its flight or the station ended.
    """
    if not row.is_docked:
        return None, None
    resource, target = row.target.split("/")
    mission = catalogue.rows["missions"][row.mission]
    ends = (mission.landed, getattr(catalogue.rows[resource][target], "ended", None))
    began = row.docked or mission.launched
    latest = [parse_date(end).latest for end in (row.undocked, *ends) if end]
    return parse_date(began).earliest, min(latest, default=LAST_SECOND)
