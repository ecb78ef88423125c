"""Summaries of events."""

from collections.abc import Iterator

from app.dates import parse_date
from app.ingest.catalogue import Catalogue
from app.ingest.files.provenance import Event
from app.ingest.flight import spacewalkers
from app.ingest.summaries.distinctions import extremes
from app.ingest.summaries.phrases import joined
from app.ingest.summaries.titles import WALK, titles_of


def event_summary(catalogue: Catalogue, row: Event) -> str | None:
    """Returns the entered summary, and phrases about firsts and superlatives."""
    entered = row.summary or ""
    firsts = [] if "first" in entered.lower() else _firsts(catalogue, row)
    superlatives = extremes(catalogue, f"events/{row.id}")
    return " ".join(filter(None, [entered, *firsts, *superlatives])) or None


def _firsts(catalogue: Catalogue, row: Event) -> Iterator[str]:
    """Yields phrases about firsts that a spacewalk brought."""
    for person in spacewalkers(row) if row.at else ():
        flight = catalogue.flight_at(person, row.at)
        earlier = [
            event
            for event in catalogue.spacewalks_of[person]
            if event.at and parse_date(event.at).earliest < parse_date(row.at).earliest
        ]
        titles = [
            title.text
            for title in titles_of(catalogue, person)
            if flight and title.flight == flight.id and title.text.endswith(WALK)
        ]
        if titles and not earlier:
            yield f"{catalogue.name_of('people', person)} was {joined(titles)}."
