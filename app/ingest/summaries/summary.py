"""The summary of each kind of record."""

from collections.abc import Callable
from typing import Any

from app.ingest.catalogue import Catalogue
from app.ingest.summaries.missions import mission_summary
from app.ingest.summaries.people import person_summary
from app.ingest.summaries.phrases import capitalised, counted, joined, number_word


def summary_of(catalogue: Catalogue, resource: str, row: Any) -> str | None:
    """Returns the summary of a record: the entered one, or one from the facts."""
    entered: str | None = getattr(row, "summary", None) or getattr(row, "note", None)
    compute = _COMPUTED.get(resource)
    return compute(catalogue, row) if compute else entered


def _person(catalogue: Catalogue, row: Any) -> str | None:
    return row.summary or person_summary(catalogue, row)


def _station(catalogue: Catalogue, row: Any) -> str | None:
    """Returns the entered summary, and how many ships and people were there."""
    kinds = catalogue.mission_kinds_at[row.id]
    ships = [counted(kinds[kind], noun) for kind, noun in _SHIPS if kinds[kind]]
    if not ships:
        return _sentences(row.summary)
    people = number_word(len(catalogue.visitors_of.get(row.id, ())))
    text = f"{joined(ships)} docked with it; the number of people aboard was {people}."
    return _sentences(row.summary, capitalised(text))


_SHIPS = (("crewed-orbital", "crewed ship"), ("cargo", "cargo ship"))


def _programme(catalogue: Catalogue, row: Any) -> str | None:
    """Returns the entered summary, and the missions and guests of the programme."""
    missions = len(catalogue.missions_of.get(row.id, []))
    guests = {flight.row.person for flight in catalogue.guests_of(row.id)}
    if not missions:
        return _sentences(row.summary)
    text = f"It has {counted(missions, 'mission')} in this data"
    if guests:
        text = f"{text}, with {counted(len(guests), 'guest')}"
    return _sentences(row.summary, f"{text}.")


def _sentences(*sentences: str | None) -> str | None:
    return " ".join(filter(None, sentences)) or None


_COMPUTED: dict[str, Callable[[Catalogue, Any], str | None]] = {
    "missions": mission_summary,
    "people": _person,
    "programmes": _programme,
    "stations": _station,
}
