"""Superlatives, ends of series and losses in summaries, from histories made up here."""

from pathlib import Path
from typing import Any

import pytest

from app.ingest.catalogue import Catalogue
from app.ingest.files.read import read_seed
from app.ingest.summaries import summary_of
from tests.support.factories import GCAT, Cells, rows_of, write_seed

EMPTY = (
    *("assignments", "attributions", "changes", "claims", "coverage", "dockings"),
    *("events", "expeditions", "external_ids", "landings", "stays"),
)
STATES = {"countries": "soviet-union:operator"}
SHIP = {"kind": "crewed-orbital", "outcome": "success", "boundary": "orbit"} | STATES


def mission(name: str, launched: str, landed: str, **cells: str) -> Cells:
    times = {"launched": launched, "landed": landed}
    return {"id": name, "name": name.title()} | times | SHIP | cells | GCAT


def person(name: str, born: str = "", **cells: str) -> Cells:
    return {"id": name, "name": name.title(), "born": born} | cells | GCAT


def seat(mission: str, person: str, landed: str, state: str = "russia") -> Cells:
    own = {"mission": mission, "person": person, "landed": landed, "countries": state}
    return own | {"role": "pilot", "landed_on": mission} | GCAT


def walk(name: str, at: str, people: str, seconds: str = "", **cells: str) -> Cells:
    named = {"id": name, "name": name.title(), "kind": "spacewalk", "people": people}
    return named | {"at": at, "duration_seconds": seconds} | cells | GCAT


def summary_in(
    tmp_path: Path, record: str, crew: list[Cells], **files: list[Cells]
) -> str | None:
    """Returns the summary of a record of a catalogue with these rows and few others."""
    files |= {"crew": crew}
    people = [*rows_of("people"), *files.pop("people")]
    missions = [*rows_of("missions"), *files.pop("missions", [])]
    tables: dict[str, Any] = {name: [] for name in EMPTY} | files
    folder = write_seed(tmp_path, people=people, missions=missions, **tables)
    seed = read_seed(folder)
    assert seed.faults == []
    catalogue = Catalogue(seed)
    resource, record_id = record.split("/")
    return summary_of(catalogue, resource, catalogue.rows[resource][record_id])


MAY, JULY = "1990-05-01T00:00Z", "1990-07-01T00:00Z"
TWO = [
    mission("alpha", MAY, "1990-05-11T00:00Z"),
    mission("beta", JULY, "1990-07-05T00:00Z"),
]
CREW = [
    seat("alpha", "ada", "1990-05-11T00:00Z"),
    seat("beta", "ada", "1990-07-05T00:00Z"),
    seat("beta", "bob", "1990-07-05T00:00Z"),
]
PAIR = [person("ada", "1950-03-01", sex="female"), person("bob", "1940-03-01")]


def test_person_has_what_nobody_exceeds(tmp_path: Path) -> None:
    text = summary_in(tmp_path, "people/ada", CREW, people=PAIR, missions=TWO)
    assert text == (
        "Astronaut of Russia; the first person in space (Alpha, 1990). Two flights from"
        " 1990 to 1990, 14 days. Made the longest flight of all people (10 days, Alpha,"
        " 1990). Made the most flights of all people. Spent the most time in space of"
        " all people."
    )


def test_ages_are_compared_at_launch(tmp_path: Path) -> None:
    text = summary_in(tmp_path, "people/bob", CREW, people=PAIR, missions=TWO)
    assert text is not None
    assert text.endswith("Was the oldest person in space (50 years).")
    text = summary_in(tmp_path, "missions/alpha", CREW, people=PAIR, missions=TWO)
    assert text is not None
    assert text.endswith("Youngest person in space: Ada (40 years).")


def test_entered_summary_is_followed_by_values(tmp_path: Path) -> None:
    people = [PAIR[0] | {"summary": "Likes cats."}, PAIR[1]]
    text = summary_in(tmp_path, "people/ada", CREW, people=people, missions=TWO)
    assert text == (
        "Likes cats. Made the longest flight of all people (10 days, Alpha, 1990). Made"
        " the most flights of all people (two). Spent the most time in space of all"
        " people (14 days)."
    )


def test_vague_birth_decides_nothing(tmp_path: Path) -> None:
    for born in ("1950", "1940"):
        people = [PAIR[0] | {"born": born}, PAIR[1] | {"born": "1940-07-01"}]
        text = summary_in(
            tmp_path / born, "people/bob", CREW, people=people, missions=TWO
        )
        assert ("oldest" in str(text)) == (born == "1950")


def test_flight_that_has_not_ended_may_be_the_longest(tmp_path: Path) -> None:
    crew = [CREW[0] | {"landed": "", "landed_on": ""}, *CREW[1:]]
    missions = [TWO[0] | {"landed": ""}, TWO[1]]
    text = summary_in(tmp_path, "missions/beta", crew, people=PAIR, missions=missions)
    assert "Longest" not in str(text)


def test_what_many_share_is_nobodys(tmp_path: Path) -> None:
    names = ("ada", "bob", "cyd", "dan")
    crew = [seat("alpha", name, "1990-05-11T00:00Z") for name in names]
    people = [person(name) for name in names]
    text = summary_in(tmp_path, "people/cyd", crew, people=people, missions=TWO)
    assert "Made" not in str(text)


def test_state_with_many_citizens_has_superlatives(tmp_path: Path) -> None:
    names = [f"n{number}" for number in range(10)]
    landed = [f"1990-05-{number + 2:02}T00:00Z" for number in range(10)]
    crew = [
        *(seat("alpha", *pair) for pair in zip(names, landed, strict=True)),
        seat("gamma", "zoe", "1991-02-01T00:00Z", "soviet-union"),
    ]
    people = [*map(person, names), person("zoe", sex="female")]
    missions = [*TWO, mission("gamma", "1991-01-01T00:00Z", "1991-02-01T00:00Z")]
    files = {"people": people, "missions": missions}
    text = summary_in(tmp_path / "1", "people/n9", crew, **files)
    assert str(text).endswith(
        "Made the longest flight of all citizens of Russia. Spent the most time in"
        " space of all citizens of Russia."
    )
    # A woman who holds both
    crew[9] |= {"countries": "russia"}
    files["people"][9] |= {"sex": "female"}
    crew[10] = seat("gamma", "zoe", "1991-01-02T00:00Z", "soviet-union")
    crew[8] = seat("alpha", "n8", "1990-05-30T00:00Z", "soviet-union")
    text = summary_in(tmp_path / "2", "people/n9", crew, **files)
    assert "longest flight of all women" in str(text)


WALKS = [
    walk("out", "1990-05-02T00:00Z", "ada", "14400"),
    walk("again", "1990-07-02T00:00Z", "ada;bob", "18000"),
    walk("undated", "", "bob", "50000"),
]


def test_spacewalks_are_counted_and_compared(tmp_path: Path) -> None:
    files = {"people": PAIR, "missions": TWO, "events": WALKS}
    text = summary_in(tmp_path / "1", "people/bob", CREW, **files)
    assert "Made the longest spacewalk of all people (5 h, with Ada)." in str(text)
    text = summary_in(tmp_path / "2", "events/again", CREW, **files)
    assert text == "Longest spacewalk of all people: Ada and Bob (5 h)."
    text = summary_in(tmp_path / "3", "events/out", CREW, **files)
    assert text == "Ada was the first person to walk in space."
    assert summary_in(tmp_path / "4", "events/undated", CREW, **files) is None


def test_entered_first_of_a_spacewalk_is_not_repeated(tmp_path: Path) -> None:
    events = [WALKS[0] | {"summary": "First of all."}, *WALKS[1:]]
    files = {"people": PAIR, "missions": TWO, "events": events}
    assert summary_in(tmp_path, "events/out", CREW, **files) == "First of all."


def test_spacewalk_outside_all_flights_is_not_told(tmp_path: Path) -> None:
    events = [walk("lost", "1999-05-02T00:00Z", "ada", "14400")]
    files = {"people": PAIR, "missions": TWO, "events": events}
    assert summary_in(tmp_path, "events/lost", CREW, **files) is None


def test_loss_of_a_named_craft_is_a_disaster(tmp_path: Path) -> None:
    lost = {"outcome": "crew-lost", "vehicle": "soyuz-no-45"}
    people = [row | {"died": "1990-07-05"} for row in PAIR]
    files = {"people": people, "missions": [TWO[0], TWO[1] | lost]}
    text = summary_in(tmp_path / "1", "missions/beta", CREW, **files)
    assert "The crew died in the Soyuz no. 45 disaster." in str(text)
    text = summary_in(tmp_path / "2", "people/bob", CREW, **files)
    assert "Died in the Soyuz no. 45 disaster (Beta)." in str(text)


SERIES = {"programmes": "interkosmos", "spacecraft": "soyuz-7k-t"}


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        ({}, "First crewed flight of Interkosmos and Soyuz 7K-T."),
        # Released by an aircraft: the catalogue has only the highest flights
        ({"boundary": "100km"}, None),
        ({"boundary": "100km", "launch_vehicle": "soyuz-u"}, "First crewed flight of"),
        # After the end of the programme
        ({"launched": "1992-05-01T00:00Z", "landed": "1992-05-11T00:00Z"}, None),
    ],
)
def test_first_flight_of_a_series_is_told(
    tmp_path: Path, cells: Cells, first: str | None
) -> None:
    rows = [mission("alpha", MAY, "1990-05-11T00:00Z", **SERIES) | cells]
    rows.append(TWO[1] | SERIES)
    crew = [seat("alpha", "ada", rows[0]["landed"]), *CREW[1:]]
    text = str(summary_in(tmp_path, "missions/alpha", crew, people=PAIR, missions=rows))
    assert text.startswith(first or "Ada flew")


def test_model_is_not_named_beside_the_programme_of_its_name(tmp_path: Path) -> None:
    programmes = [*rows_of("programmes"), SOYUZ]
    rows = [row | SERIES | {"programmes": "soyuz"} for row in TWO]
    files = {"people": PAIR, "missions": rows, "programmes": programmes}
    text = str(summary_in(tmp_path, "missions/alpha", CREW, **files))
    assert text.startswith("First crewed flight of Soyuz. ")


SOYUZ = {"id": "soyuz", "name": "Soyuz", "kind": "crewed"} | GCAT


def test_last_landing_on_the_moon_is_told(tmp_path: Path) -> None:
    landing = {"kind": "landing", "people": "ada;bob", "place": "Hadley, Moon"} | GCAT
    events = [
        {"id": name, "name": name, "at": at, "missions": name} | landing
        for name, at in (("alpha", "1990-05-02"), ("beta", "1990-07-02"))
    ]
    files = {"people": PAIR, "missions": TWO, "events": events}
    crew = [*CREW, seat("alpha", "bob", "1990-05-11T00:00Z")]
    text = str(summary_in(tmp_path / "1", "missions/beta", crew, **files))
    assert text.startswith("Last landing of people on the Moon so far. ")
    text = str(summary_in(tmp_path / "2", "people/bob", crew, **files))
    assert "one of the last two people on the Moon (Beta, 1990)" in text


def test_flight_of_a_crew_that_parted_is_as_long_as_that_of_the_ship(
    tmp_path: Path,
) -> None:
    crew = [*CREW[:2], CREW[2] | {"landed": "1990-07-30T00:00Z"}]
    text = summary_in(tmp_path, "missions/beta", crew, people=PAIR, missions=TWO)
    assert str(text).startswith("Ada and Bob flew in orbit for 4 days.")
