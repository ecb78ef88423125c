"""The lists of events, sources, claims and changes."""

from typing import Any

from sqlalchemy import select

from app import models as m
from app import schemas
from app.resources.filters import Filter
from app.resources.resource import (
    Resource,
    country,
    date,
    field_name,
    ids,
    name_of,
    named,
    number,
    option,
    ref,
    text,
)
from app.schemas import vocabularies as v

EVENTS = Resource(
    name="events",
    singular="event",
    about="Events at an instant or over a period: spacewalks, dockings, agreements.",
    model=m.Event,
    schema=schemas.Event,
    example="apollo-soyuz-first-docking",
    filters=named(m.Event, "events", "apollo-soyuz-handshake", "Handshake in space")
    | {
        "kind": option(m.Event.kind, "Kind of event", "spacewalk", of=v.EventKind),
        "at": date(
            m.Event, "at", "Date on which the event happened or began", "1975-07-17"
        ),
        "ended": date(m.Event, "ended", "Date on which the event ended", "1975-07"),
        "missions": ref(
            m.EventMission.mission_id,
            "missions",
            "Mission during which the event happened, or that it is about",
            "soyuz-19",
            select(m.EventMission.event_id),
        ),
        "programmes": ref(
            m.MissionProgramme.programme_id,
            "programmes",
            "Programme of such a mission",
            "apollo-soyuz",
            select(m.EventMission.event_id).join(
                m.MissionProgramme,
                m.MissionProgramme.mission_id == m.EventMission.mission_id,
            ),
        ),
        "people": ref(
            m.EventPerson.person_id,
            "people",
            "Person who took part",
            "alexei-leonov",
            select(m.EventPerson.event_id),
        ),
        "countries": country(
            m.EventCountry.country_id,
            "Country that took part",
            "united-states",
            select(m.EventCountry.event_id),
        ),
        "organisations": ref(
            m.EventOrganisation.organisation_id,
            "organisations",
            "Organisation that took part",
            "nasa",
            select(m.EventOrganisation.event_id),
        ),
        "stations": ref(
            m.EventStation.station_id,
            "stations",
            "Station where the event happened",
            "mir",
            select(m.EventStation.event_id),
        ),
        "place": text(m.Event.place, "Name or description of the place", "Moscow"),
        "latitude": number(
            m.Event.latitude, "Latitude in degrees; south is negative", "0.67416"
        ),
        "longitude": number(
            m.Event.longitude, "Longitude in degrees; west is negative", "23.47314"
        ),
        "altitude_km": number(
            m.Event.altitude_km, "Height above the ground, in kilometres", "225"
        ),
        "duration_seconds": number(
            m.Event.duration_seconds, "Length of the event, in seconds", "720"
        ),
    },
    sorts={
        "id": m.Event.id,
        "name": m.Event.name_folded,
        "at": m.Event.at_earliest,
        "ended": m.Event.ended_earliest,
        "latitude": m.Event.latitude,
        "longitude": m.Event.longitude,
        "altitude_km": m.Event.altitude_km,
        "duration_seconds": m.Event.duration_seconds,
    },
    search_example="docking",
    grows=True,
    default_sort="at",
)

SOURCES = Resource(
    name="sources",
    singular="source",
    about="Publications, documents and catalogues, with the results of the"
    " comparison of their claims.",
    model=m.Source,
    schema=schemas.Source,
    example="000-essay",
    filters=ids(m.Source, "sources", "000-essay,gcat")
    | {
        "title": name_of(m.Source.title_folded, "Title of the work", "Interkosmos"),
        "kind": option(m.Source.kind, "Kind of source", "document", of=v.SourceKind),
        "issued": date(m.Source, "issued", "Date of publication", "2015-05"),
        "cites": ref(
            m.SourceCitation.cited_id,
            "sources",
            "Source that the work cites",
            "burgess-2015-interkosmos",
            select(m.SourceCitation.source_id),
        ),
        "cited_by": ref(
            m.SourceCitation.source_id,
            "sources",
            "Source that cites the work",
            "000-essay",
            select(m.SourceCitation.cited_id),
        ),
        "score.claims_count": number(
            m.Source.claims_count, "Number of claims of the source", "1"
        ),
    },
    sorts={
        "id": m.Source.id,
        "title": m.Source.title_folded,
        "issued": m.Source.issued_earliest,
        "score.claims_count": m.Source.claims_count,
        "score.comparable_count": m.Source.comparable_count,
        "score.agreeing_count": m.Source.agreeing_count,
    },
    search_example="interkosmos",
    default_sort="id",
)


def _of_statements(model: Any, resource: str) -> dict[str, Filter]:
    """Declares the filters that claims and errata share."""
    about = "Record, as `type/id`"
    return ids(model, resource, "s000-027") | {
        "source": ref(
            model.source_id, "sources", "Source that makes the statement", "000-essay"
        ),
        "record": Filter("record", model.record, about, "missions/soyuz-28"),
        "resource": option(
            model.resource, "List that the record belongs to", "missions"
        ),
        "field": field_name(model.field, "station"),
        "stated_value": text(
            model.stated_value,
            "Value that the source states, in its own words",
            "Salyut 4",
        ),
    }


CLAIMS = Resource(
    name="claims",
    singular="claim",
    about="Statements of sources, each compared with our data.",
    model=m.Claim,
    schema=schemas.Claim,
    example="s000-027",
    filters=_of_statements(m.Claim, "claims")
    | {
        "query": text(
            m.Claim.query, "Path of the request that computes our value", "/v1/firsts"
        ),
        "agreement": option(
            m.Claim.agreement, "Result of the comparison", "disagrees", of=v.Agreement
        ),
        "origin": option(
            m.Claim.origin,
            "Whether our value was taken from the source (`derived`) or not"
            " (`independent`)",
            "independent",
            of=v.Origin,
        ),
        "summary": name_of(
            m.Claim.summary_folded,
            "Statement of the source, in our words",
            "Shuttles visited Mir",
        ),
    },
    sorts={
        "id": m.Claim.id,
        "record": m.Claim.record,
        "agreement": m.Claim.agreement,
    },
    has_claims=False,
    search_example="salyut 4",
    default_sort="id",
)

ERRATA = Resource(
    name="errata",
    singular="erratum",
    about="Statements that contradict our data, with the sources for each value.",
    model=m.Erratum,
    schema=schemas.Erratum,
    example="s000-027",
    filters=_of_statements(m.Erratum, "errata")
    | {
        "certainty": option(
            m.Erratum.certainty,
            "Certainty that the source is wrong",
            "certain",
            of=v.Certainty,
        ),
    },
    sorts={
        "id": m.Erratum.id,
        "record": m.Erratum.record,
        "certainty": m.Erratum.certainty,
    },
    has_claims=False,
    default_sort="record",
)

CHANGES = Resource(
    name="changes",
    singular="change",
    about="Facts that each data release added, changed or removed.",
    model=m.Change,
    schema=schemas.DataChange,
    example="2026.11.1.missions.soyuz-19.apogee_km",
    filters=ids(m.Change, "changes", "2026.11.1.missions.soyuz-19.apogee_km")
    | {
        "since": Filter(
            "since",
            m.Change.release_number,
            "Changes after this release, or in releases from this date on",
            "2026.11.0",
        ),
        "release": option(
            m.Change.release, "Release that made the change", "2026.11.1"
        ),
        "released": date(m.Change, "released", "Date of the release", "2026-11"),
        "kind": option(m.Change.kind, "Kind of change", "changed", of=v.ChangeKind),
        "record": Filter(
            "record",
            m.Change.record,
            "Record, as `type/id`",
            "missions/soyuz-19",
            has_past=True,
        ),
        "resource": option(
            m.Change.resource, "List that the record belongs to", "missions"
        ),
        "field": field_name(m.Change.field, "apogee_km"),
        "source": ref(
            m.Change.source_id, "sources", "Source of the new value", "nasa-eva"
        ),
    },
    sorts={
        "id": m.Change.id,
        "released": m.Change.released_earliest,
        "record": m.Change.record,
    },
    has_claims=False,
    default_sort="released",
)
