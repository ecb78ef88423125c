"""Points of records for firsts, superlatives and last flights."""

from collections import Counter

from app.ingest.catalogue import Catalogue
from app.ingest.search_phrases import distinct_firsts
from app.ingest.summaries.losses import lost_with
from app.ingest.summaries.series import series_ends
from app.ingest.summaries.superlatives import PEOPLE, WOMEN, all_superlatives
from app.ingest.summaries.titles import moon_landings

OF_ALL, OF_A_STATE, OF_ITS_WOMEN = 10, 3, 1
"""A first of all people or all women, of the citizens of a state, of its women."""
SUPERLATIVES = {PEOPLE: 6, WOMEN: 4}
"""Superlatives of groups; of others `OF_ITS_WOMEN`."""
LOST_CREW, MOON_LANDING, END_OF_SERIES = 8, 4, 3


def fame(catalogue: Catalogue) -> Counter[str]:
    """Returns points by record, given as type/id."""
    points: Counter[str] = Counter()
    for title, group, _ in distinct_firsts(catalogue):
        gained = OF_A_STATE if group.state else OF_ALL
        mission = catalogue.rows["crew"][title.flight].mission
        for record in (f"people/{title.person}", f"missions/{mission}"):
            points[record] += gained if group.is_general else OF_ITS_WOMEN
    for held in all_superlatives(catalogue):
        gained = SUPERLATIVES.get(held.group, OF_ITS_WOMEN)
        points[f"people/{held.person}"] += gained
        if not held.kind.is_total:
            mission = f"missions/{held.flight.mission.id}"
            points[f"events/{held.event}" if held.event else mission] += gained
    for mission in series_ends(catalogue):
        points[f"missions/{mission}"] += END_OF_SERIES
    for row in catalogue.rows["missions"].values():
        if lost_with(catalogue, row):
            points[f"missions/{row.id}"] += LOST_CREW
    for number, event in enumerate(moon_landings(catalogue)):
        records = [
            f"events/{event.id}",
            *(f"missions/{name}" for name in event.missions),
        ]
        for record in records:
            points[record] += MOON_LANDING * (1 + (number == 0))
    return points
