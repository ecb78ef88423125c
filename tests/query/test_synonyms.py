"""Suggestions know other words for parameters, and do not reach too far."""

import pytest

from app.query.grammar import RESERVED
from app.query.synonyms import SYNONYMS, suggest
from app.resources import BY_NAME, RESOURCES
from app.resources.definitions import CHOICES


def parameters(name: str) -> list[str]:
    return [*BY_NAME[name].filters, *RESERVED]


@pytest.mark.parametrize(
    ("resource", "word", "meant"),
    [
        ("people", "nationality", "country"),
        ("people", "citizenship", "country"),
        ("people", "gender", "sex"),
        ("people", "birthdate", "born"),
        ("people", "dob", "born"),
        ("people", "search", "q"),
        ("people", "query", "q"),
        ("missions", "page", "cursor"),
        ("missions", "offset", "cursor"),
        ("missions", "per_page", "limit"),
        ("missions", "pageSize", "limit"),
        ("missions", "sort_by", "sort"),
        ("missions", "sort-by", "sort"),
        ("missions", "page number", "cursor"),
        ("missions", "--Page Number?!", "cursor"),
        ("missions", "order", "sort"),
        ("missions", "year", "launched"),
        ("missions", "launch_date", "launched"),
        ("missions", "rocket", "launch_vehicle"),
        ("missions", "crew", "crew.person"),
        ("missions", "people", "crew.person"),
        ("events", "people", "person"),
        ("events", "astronaut", "person"),
        ("events", "year", "at"),
        ("crew", "crew", "person"),
    ],
)
def test_other_word_for_a_parameter_is_known(
    resource: str, word: str, meant: str
) -> None:
    assert suggest(word, parameters(resource)) == meant


@pytest.mark.parametrize(
    ("word", "candidates"),
    [
        ("/nope", ["/docs", "/openapi.json", "/missions"]),
        ("narnia", ["armenia", "albania", "tanzania"]),
        ("boundary", ["bom", "q", "country"]),
        ("frobnicate", ["format", "fields"]),
        ("x", ["sex", "q"]),
        ("", ["q", "sort"]),
        ("of", ["as_of", "kind-of-blue"]),
    ],
)
def test_distant_word_has_no_suggestion(word: str, candidates: list[str]) -> None:
    assert suggest(word, candidates) is None


@pytest.mark.parametrize(
    ("word", "candidates", "near"),
    [
        ("gagarin", ["sigmund-jahn", "yuri-gagarin"], "yuri-gagarin"),
        ("Yuri Gagarin", ["sigmund-jahn", "yuri-gagarin"], "yuri-gagarin"),
        ("mission_id", ["mission", "station"], "mission"),
        ("karman", ["orbit", "100km", "80km"], "100km"),
        ("F", ["female", "male"], "female"),
        ("eva", ["flight", "spacewalk"], "spacewalk"),
    ],
)
def test_part_of_a_name_has_a_suggestion(
    word: str, candidates: list[str], near: str
) -> None:
    assert suggest(word, candidates) == near


def test_every_meaning_is_a_parameter_or_a_value() -> None:
    names = {*RESERVED, "by", "at", "as_of", "record", *CHOICES}
    names |= {name for resource in RESOURCES for name in resource.filters}
    values = {value for values in CHOICES.values() for value in values}
    values |= {"female", "male", "true", "false", "commander"}
    values |= {"failure", "success", "operational"}
    lists = {resource.name for resource in RESOURCES} | {"records"}
    assert set(SYNONYMS) <= names | values | lists
