"""The summary of each kind of record."""

from collections.abc import Callable
from typing import Any

from app.ingest import counts
from app.ingest.catalogue import Catalogue
from app.ingest.summaries.events import event_summary
from app.ingest.summaries.missions import mission_summary
from app.ingest.summaries.people import person_summary
from app.ingest.summaries.phrases import capitalised, counted, joined, number_word


def summary_of(catalogue: Catalogue, resource: str, row: Any) -> str | None:
    """Returns the summary of a record: the entered one, or one from the facts."""
    entered: str | None = getattr(row, "summary", None) or getattr(row, "note", None)
    compute = _COMPUTED.get(resource)
    return compute(catalogue, row) if compute else entered


def _station(catalogue: Catalogue, row: Any) -> str | None:
    """Returns the entered summary, and how many ships and people were there."""
    kinds = counts.docked_missions(catalogue)[row.id]
    ships = [counted(kinds[kind], noun) for kind, noun in _SHIPS if kinds[kind]]
    if not ships:
        return _sentences(row.summary)
    people = number_word(counts.visitors(catalogue)[row.id])
    text = f"{joined(ships)} docked with it; the number of people aboard was {people}."
    return _sentences(row.summary, capitalised(text))


_SHIPS = (("crewed-orbital", "crewed ship"), ("cargo", "cargo ship"))


def _programme(catalogue: Catalogue, row: Any) -> str | None:
    """Returns the entered summary, and the missions and guests of the programme."""
    missions = counts.missions(catalogue)[f"programmes/{row.id}"]
    guests = counts.guests(catalogue)[row.id]
    if not missions:
        return _sentences(row.summary)
    text = f"It has {counted(missions, 'mission')} in this data"
    if guests:
        text = f"{text}, with {counted(guests, 'guest')}"
    return _sentences(row.summary, f"{text}.")


def _sentences(*sentences: str | None) -> str | None:
    return " ".join(filter(None, sentences)) or None


_COMPUTED: dict[str, Callable[[Catalogue, Any], str | None]] = {
    "events": event_summary,
    "missions": mission_summary,
    "people": person_summary,
    "programmes": _programme,
    "stations": _station,
}
