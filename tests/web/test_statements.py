"""What sources state, in the words of pages."""

from typing import Any

import pytest

from app.web.statements import (
    certainty,
    claims_by_field,
    part,
    source_value,
    title_of_claim,
    verdict,
)


def test_claim_about_a_part_of_a_fact_names_the_part() -> None:
    fields = ("landing_place.latitude", "external_ids.norad", "crew.1.role", "born")
    assert [part({"field": field}) for field in (*fields, None)] == [
        "Latitude of landing",
        "NORAD number",
        *("", "", ""),
    ]


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


CELL: dict[str, Any] = {
    "field": "external_ids.norad",
    "compare": "text",
    "stated_value": "8030",
    "compared_value": None,
    "summary": "Soyuz 19, external ids.norad: 8030",
}


def test_title_of_a_cell_has_the_label_of_its_field() -> None:
    assert title_of_claim(CELL) == "Soyuz 19, NORAD number: 8030"
    born = CELL | {
        "field": "born",
        "compare": "date",
        "stated_value": "1977-05-03",
        "summary": "Alexander Gerst, born: 1977-05-03",
    }
    assert title_of_claim(born) == "Alexander Gerst, born: 3 May 1977"


def test_title_of_a_claim_is_its_summary() -> None:
    claim = CELL | {"field": None, "summary": "Places it in 1978-03."}
    assert title_of_claim(claim) == "Places it in March 1978"


@pytest.mark.parametrize(
    ("agreement", "origin", "sentence"),
    [
        ("agrees", "independent", "The source agrees with our value."),
        ("agrees", "derived", "Our value was taken from this source."),
        ("disagrees", "derived", "The source disagrees with our value."),
        ("not-comparable", "derived", "Our data has no value to compare this with."),
    ],
)
def test_verdict_is_a_sentence(agreement: str, origin: str, sentence: str) -> None:
    assert verdict({"agreement": agreement, "origin": origin}) == sentence


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (
            "certain",
            (
                "Certain: 2 independent sources state our value; only this source"
                " contradicts it."
            ),
        ),
        ("open", "Open: 2 independent sources against 1."),
        (None, "Our value is computed from several facts."),
    ],
)
def test_certainty_names_the_sources_of_both_sides(
    value: str | None, sentence: str
) -> None:
    erratum = {"certainty": value, "supporting": [1, 2], "contradicting": [3]}
    assert certainty(erratum) == sentence
