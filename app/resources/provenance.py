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
    about="What happened at an instant or in a span: dockings, spacewalks, agreements.",
    model=m.Event,
    schema=schemas.Event,
    example="apollo-soyuz-first-docking",
    filters=named(m.Event, "events", "apollo-soyuz-handshake", "Handshake in space")
    | {
        "kind": option(m.Event.kind, "Kind of event", "spacewalk", of=v.EventKind),
        "at": date(m.Event, "at", "When it happened or began", "1975-07-17"),
        "ended": date(m.Event, "ended", "When it ended", "1975-07"),
        "missions": ref(
            m.EventMission.mission_id,
            "missions",
            "Mission that it belongs to",
            "soyuz-19",
            select(m.EventMission.event_id),
        ),
        "programmes": ref(
            m.MissionProgramme.programme_id,
            "programmes",
            "Programme of a mission that it belongs to",
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
            "State that took part",
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
            "Station that it happened at",
            "mir",
            select(m.EventStation.event_id),
        ),
        "place": text(m.Event.place, "Where, in words", "Moscow"),
        "latitude": number(m.Event.latitude, "Latitude, degrees", "0.67416"),
        "longitude": number(m.Event.longitude, "Longitude, degrees", "23.47314"),
        "altitude_km": number(m.Event.altitude_km, "Height, kilometres", "225"),
        "duration_seconds": number(m.Event.duration_seconds, "Seconds", "720"),
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
    about="Publications, documents and catalogues, and how far each agrees with us.",
    model=m.Source,
    schema=schemas.Source,
    example="000-essay",
    filters=ids(m.Source, "sources", "000-essay,gcat")
    | {
        "title": name_of(m.Source.title_folded, "Title", "Interkosmos"),
        "kind": option(m.Source.kind, "Kind of source", "document", of=v.SourceKind),
        "issued": date(m.Source, "issued", "Publication", "2015-05"),
        "cites": ref(
            m.SourceCitation.cited_id,
            "sources",
            "Work that it cites",
            "burgess-2015-interkosmos",
            select(m.SourceCitation.source_id),
        ),
        "cited_by": ref(
            m.SourceCitation.source_id,
            "sources",
            "Work that cites it",
            "000-essay",
            select(m.SourceCitation.cited_id),
        ),
        "score.claims_count": number(m.Source.claims_count, "Number of claims", "1"),
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
    about = "Record that it is about, as type/id"
    return ids(model, resource, "s000-027") | {
        "source": ref(model.source_id, "sources", "Source", "000-essay"),
        "record": Filter("record", model.record, about, "missions/soyuz-28"),
        "resource": option(model.resource, "Type of that record", "missions"),
        "field": field_name(model.field, "station"),
        "stated_value": text(model.stated_value, "The source's answer", "Salyut 4"),
    }


CLAIMS = Resource(
    name="claims",
    singular="claim",
    about="What a source states, where, and whether it agrees with our data.",
    model=m.Claim,
    schema=schemas.Claim,
    example="s000-027",
    filters=_of_statements(m.Claim, "claims")
    | {
        "query": text(m.Claim.query, "Path that answers", "/v1/firsts"),
        "agreement": option(
            m.Claim.agreement, "Result of the comparison", "disagrees", of=v.Agreement
        ),
        "origin": option(
            m.Claim.origin,
            "Whether our value was made from the source",
            "independent",
            of=v.Origin,
        ),
        "summary": name_of(
            m.Claim.summary_folded, "Text of the claim", "Shuttles visited Mir"
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
    about="Statements of sources that contradict our data, and who supports which.",
    model=m.Erratum,
    schema=schemas.Erratum,
    example="s000-027",
    filters=_of_statements(m.Erratum, "errata")
    | {
        "certainty": option(
            m.Erratum.certainty,
            "How sure it is that the source is wrong",
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
    about="What each release of the data added, changed and removed since the first.",
    model=m.Change,
    schema=schemas.DataChange,
    example="2026.11.1.missions.soyuz-19.apogee_km",
    filters=ids(m.Change, "changes", "2026.11.1.missions.soyuz-19.apogee_km")
    | {
        "since": Filter(
            "since",
            m.Change.release_number,
            "After a release, by its version, or in releases from a date on",
            "2026.11.0",
        ),
        "release": option(m.Change.release, "Release that brought it", "2026.11.1"),
        "released": date(m.Change, "released", "Day of that release", "2026-11"),
        "kind": option(m.Change.kind, "Kind of change", "changed", of=v.ChangeKind),
        "record": Filter(
            "record",
            m.Change.record,
            "Record that it is about, as type/id",
            "missions/soyuz-19",
            has_past=True,
        ),
        "resource": option(m.Change.resource, "Type of that record", "missions"),
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
