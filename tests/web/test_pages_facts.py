"""The facts of a record on its page, and the claims about them."""

import pytest

from app.web.facts import (
    claims_by_field,
    crew_of,
    hints,
    name_from_id,
    part,
    source_value,
    tables,
    title_of,
)
from app.web.wording import Piece


def test_claim_about_a_part_of_a_fact_names_the_part() -> None:
    fields = ("landing_place.latitude", "external_ids.norad", "crew.1.role", "born")
    assert [part({"field": field}) for field in (*fields, None)] == [
        "Latitude of landing",
        "NORAD number",
        *("", "", ""),
    ]


def test_docking_is_named_by_both_sides_and_its_day() -> None:
    docking = {
        "mission": {"name": "Soyuz 23"},
        "target": {"name": "Salyut 5"},
        "docked": None,
    }
    assert title_of(docking) == "Soyuz 23 with Salyut 5"
    docked = docking | {"docked": "1976-10-15T18:00Z"}
    assert title_of(docked) == "Soyuz 23 with Salyut 5, 15 October 1976"


def test_crew_whose_entries_are_references_is_a_fact() -> None:
    person = {"id": "a", "name": "A", "url": "/v1/people/a"}
    [table] = tables({"crew": [{"person": person, "role": "commander"}]})
    assert table.field == "crew"
    assert tables({"crew": [person], "dockings": [], "stays": None}) == []
    assert crew_of({"crew": [person]}) == [Piece("A", link="/people/a")]


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ("missions/soyuz-28", "Soyuz 28"),
        ("events/jahn-hero-of-the-gdr", "Jahn Hero of the GDR"),
        ("missions/sts-71", "STS 71"),
    ],
)
def test_id_becomes_a_name(record: str, name: str) -> None:
    assert name_from_id(record) == name


@pytest.mark.parametrize(
    ("field", "compare", "stated_value", "texts"),
    [
        ("countries", "set", "Cuba;Soviet Union", ["Cuba, Soviet Union"]),
        ("countries", "set", "soviet-union", ["Soviet Union"]),
        ("duration_seconds", "number", "720", ["12 min"]),
        ("landing_place.longitude", "number", "-169.15", ["169.15° W"]),
        ("latitude", "number", "27 N", ["27 N"]),
        (None, "date", "../1987", ["until 1987"]),
        (None, "number", None, []),
    ],
)
def test_stated_value_is_written_like_its_field(
    field: str | None, compare: str, stated_value: str | None, texts: list[str]
) -> None:
    claim = {"field": field, "compare": compare, "stated_value": stated_value}
    assert [piece.text for piece in source_value(claim | {"compared_value": None})] == (
        texts
    )


def test_words_of_a_source_are_not_changed() -> None:
    claim = {"field": "born", "compare": "date", "stated_value": "in March 1978;"}
    words = source_value(claim | {"compared_value": "1978-03"})
    assert [piece.text for piece in words] == ["in March 1978;"]


def test_claims_that_disagree_come_first() -> None:
    agreements = ["agrees", "not-comparable", "less-precise", "disagrees", "agrees"]
    claims = [
        {"id": number, "field": "station.name", "agreement": agreement}
        for number, agreement in enumerate(agreements)
    ]
    fields = claims_by_field({"claims": claims})
    assert {name: [claim["id"] for claim in fields[name]] for name in fields} == {
        "station": [3, 0, 4, 2, 1]
    }


def test_hints_about_linked_definitions_are_left_out() -> None:
    change = {"boundary": "orbit"}
    answer = {
        "data": [{"sensitivity": [{"change": change}]}],
        "meta": {"hints": ["Add boundary=orbit for another.", "Known to 1978-03-02."]},
    }
    assert hints(answer) == ["Known to 2 March 1978."]
