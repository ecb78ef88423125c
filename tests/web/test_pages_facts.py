"""The facts of a record on its page, in groups and tables."""

from typing import Any

import pytest

from app.durations import lasting
from app.web.fact_groups import COMMON_GROUPS, GROUPS
from app.web.facts import (
    cell,
    crew_of,
    fact_groups,
    filled_columns,
    hints,
    none,
    rows_of,
    tables,
    unknown,
)
from app.web.layouts import LAYOUTS
from app.web.record_names import name_from_id
from app.web.wording import Piece

PEOPLE = next(layout for layout in LAYOUTS if layout.name == "people")


def test_length_of_time_in_a_table_has_two_units() -> None:
    row = lasting("duration", 684_960)
    assert cell(row, "duration_seconds") == [
        Piece("7 days 22 h", full_text="7 days 22 h 16 min")
    ]
    assert cell(lasting("duration", None), "duration_seconds") == []


def test_table_shows_the_time_of_a_stay_but_only_the_day_of_an_expedition() -> None:
    row = {"began": "1978-03-03T17:09:30Z"}
    [of_stay], [of_expedition] = cell(row | {"aboard": {}}, "began"), cell(row, "began")
    assert of_stay.text == "3 March 1978, 17:09 UTC"
    assert of_expedition.text == "3 March 1978"


def test_cospar_designation_of_a_mission_is_a_fact_once() -> None:
    missions = next(layout for layout in LAYOUTS if layout.name == "missions")
    record = {
        "cospar": "1978-023A",
        "external_ids": {"cospar": "1978-023A", "norad": "10694"},
    }
    [group] = fact_groups(record, missions)
    assert [[piece.text for piece in fact.pieces] for fact in group.facts] == [
        ["1978-023A"],
        ["NORAD 10694"],
    ]


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ("missions/soyuz-28", "Soyuz 28"),
        ("events/jahn-hero-of-the-gdr", "Jahn Hero of the GDR"),
        ("missions/sts-71", "STS-71"),
        ("missions/soyuz-t-10", "Soyuz T-10"),
        ("missions/apollo-astp", "Apollo ASTP"),
        ("missions/interkosmos-1975-06-03", "Interkosmos of 3 June 1975"),
        ("events/spacewalk-1993-12-04-sts-61", "Spacewalk of 4 December 1993, STS-61"),
    ],
)
def test_id_becomes_a_name(record: str, name: str) -> None:
    assert name_from_id(record) == name


def test_changed_fact_is_named_in_words() -> None:
    row = {
        "field": "claims.apogee_km.wikipedia-en",
        "new": {
            "record": "missions/a",
            "field": "apogee_km",
            "otherwise": 220,
            "source": "wikipedia-en",
            "locator": "Orbit",
        },
    }
    assert cell(row, "field") == [Piece("Statement on apogee (km)")]
    words = "source says 220; place in the source Orbit"
    assert cell(row, "new") == [Piece(words)]
    names = {
        "gaps.orbits.text": "Gap in the data",
        "coverage.spacewalks.note": "Completeness of spacewalks",
        "assigned.alexei-leonov": "Assigned: Alexei Leonov",
        "apogee_km": "Apogee (km)",
    }
    for field, name in names.items():
        assert cell({"field": field}, "field") == [Piece(name)]


def test_hints_about_linked_definitions_are_left_out() -> None:
    change = {"boundary": "orbit"}
    answer = {
        "data": [{"sensitivity": [{"change": change}]}],
        "meta": {"hints": ["Add boundary=orbit for another.", "Known to 1978-03-02."]},
    }
    assert hints(answer) == ["Known to 2 March 1978."]


def test_tables_of_a_record_follow_from_its_rows() -> None:
    person = {"id": "a", "name": "A", "url": "/v1/people/a"}
    [flights] = tables({"crew": [{"person": person, "role": "commander"}]})
    [persons] = tables({"crew": [person | {"role": None}]})
    assert (flights.columns[0], persons.columns[0]) == ("person", "name")
    assert tables({"crew": [], "dockings": [], "stays": None}) == []
    assert crew_of({"crew": [person]}) == [Piece("A", link="/people/a")]


def test_crew_of_a_mission_has_the_number_of_each_flight() -> None:
    crew = [{"person": {"id": person}} for person in "abcd"]
    record = {"id": "m22", "crew": crew}
    missions = {"a": ["m22"], "b": ["m1", "m22", "m23"], "c": ["m1"]}
    people = [
        {"id": person, "missions": [{"id": mission} for mission in flown]}
        for person, flown in missions.items()
    ]
    [table] = tables(record)
    rows = rows_of(table, record, people)
    assert [row["flight"] for row in rows] == ["the only one", "2nd of 3", None, None]


def test_ordinals_end_as_they_are_spoken() -> None:
    flights = [f"m{number}" for number in range(1, 24)]
    people = [{"id": "a", "missions": [{"id": mission} for mission in flights]}]
    texts = []
    for number in (1, 3, 4, 11, 12, 13, 22, 23):
        record = {"id": f"m{number}", "crew": [{"person": {"id": "a"}}]}
        [table] = tables(record)
        [row] = rows_of(table, record, people)
        texts.append(row["flight"].split()[0])
    assert texts == ["1st", "3rd", "4th", "11th", "12th", "13th", "22nd", "23rd"]


def test_column_without_any_value_is_left_out() -> None:
    rows: list[dict[str, Any]] = [
        {"name": None, "kind": "docking", "place": None},
        {"name": None, "kind": None, "place": None},
    ]
    assert filled_columns(rows, ("name", "kind", "place")) == ["name", "kind"]


def test_craft_of_landing_is_named_only_if_it_is_another() -> None:
    landed_on = {"id": "soyuz-29", "name": "Soyuz 29", "url": "/v1/missions/soyuz-29"}
    row = {"mission": {"id": "soyuz-31"}, "landed_on": landed_on}
    assert cell(row, "landed_on") == [Piece("Soyuz 29", "/missions/soyuz-29")]
    assert cell(row | {"mission": {"id": "soyuz-29"}}, "landed_on") == []


def test_facts_stand_in_groups_and_counts_of_zero_below_them() -> None:
    record = {
        "id": "a",
        "born": "1934-03-09",
        "spacewalks_count": 0,
        **lasting("spacewalk_time", 0),
        "stations": [],
        "died": None,
        "flights_count": 1,
        "counted": True,
        "new_field": "new",
    }
    groups = {
        group.title: [fact.name for fact in group.facts]
        for group in fact_groups(record, PEOPLE)
    }
    assert groups == {"Life": ["born", "new_field"], "In space": ["flights_count"]}
    assert none(record, PEOPLE) == ["spacewalks", "stations"]
    assert unknown(record, PEOPLE) == ["died"]


def test_every_list_has_groups_that_name_each_field_once() -> None:
    assert GROUPS.keys() == {layout.name for layout in LAYOUTS}
    for groups in GROUPS.values():
        fields = [name for group in groups for name in group.fields]
        assert len(fields) == len(set(fields))
        common = {name for group in COMMON_GROUPS for name in group.fields}
        assert not common & set(fields)
