"""Firsts and superlatives are found by the other names of states."""

from pathlib import Path

import pytest

from app.ingest.catalogue import Catalogue
from app.ingest.files.read import read_seed
from app.ingest.search_fame import fame
from app.ingest.search_phrases import search_phrases
from tests.support.factories import rows_of, write_seed
from tests.support.small_history import SEED


@pytest.fixture(scope="module")
def phrases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    countries = [
        row | {"subregion": "Latin America and the Caribbean", "aliases": "Cuban"}
        if row["id"] == "cuba"
        else row
        for row in SEED["countries"]
    ]
    # People born in a state that none of its citizens left, and in one that two left
    born = {"ana-diaz": "czechia", "lev-dyomin": "cuba", "sally-ride": "cuba"}
    people = [
        row | {"birth_country": born.get(row["id"], row.get("birth_country", ""))}
        for row in SEED["people"]
    ]
    files = SEED | {"countries": countries, "people": people}
    files |= {"successions": rows_of("successions")}
    folder: Path = tmp_path_factory.mktemp("phrases")
    seed = read_seed(write_seed(folder, **files))
    assert seed.faults == []
    return search_phrases(Catalogue(seed))


@pytest.mark.parametrize(
    ("record", "phrase"),
    [
        ("people/yuri-gagarin", "first person in space"),
        ("people/yuri-gagarin", "first astronaut"),
        ("people/yuri-gagarin", "first USSR to orbit the Earth"),
        ("people/yuri-gagarin", "first USSR in space"),
        # The state that continues another has its firsts
        ("people/yuri-gagarin", "first Russia in space"),
        ("people/ana-diaz", "first Cuban woman in space"),
        ("people/jose-lopez", "first Latin American in space"),
        ("people/alexei-leonov", "first person spacewalk"),
        ("missions/voskhod-2", "first person spacewalk"),
        # Nobody else of the state in which he was born has flown
        ("people/vladimir-remek", "first Česko in space"),
        ("people/vladimir-remek", "first ČSSR in space"),
        ("people/ana-diaz", "first Česko woman in space"),
        ("people/ana-diaz", "longest time in space woman"),
        ("people/vladimir-remek", "youngest astronaut person"),
        ("people/alan-bean", "longest flight United States"),
    ],
)
def test_record_has_a_phrase(
    phrases: dict[str, list[str]], record: str, phrase: str
) -> None:
    assert phrase in phrases[record]


def test_flight_is_not_the_first_of_a_state(phrases: dict[str, list[str]]) -> None:
    assert "first USSR in space" not in phrases["missions/vostok-1"]


def test_birth_counts_only_where_no_citizen_was_first(
    phrases: dict[str, list[str]],
) -> None:
    assert "first Cuban in space" not in phrases["people/lev-dyomin"]
    assert "first Cuban woman in space" not in phrases["people/sally-ride"]


def test_landings_on_the_moon_and_series_have_phrases(
    phrases: dict[str, list[str]],
) -> None:
    assert "first Moon landing" in phrases["missions/apollo-11"]
    assert "Moon landing" in phrases["missions/apollo-12"]
    assert "last person on the Moon" in phrases["people/anna-nemo"]
    assert "First Vostok flight" in phrases["missions/vostok-1"]
    assert "Last crewed flight Interkosmos" in phrases["missions/soyuz-38"]


def test_records_of_firsts_landings_and_losses_are_more_prominent(
    tmp_path: Path,
) -> None:
    points = fame(Catalogue(read_seed(write_seed(tmp_path, **SEED))))
    assert points["people/yuri-gagarin"] > points["people/ana-diaz"] > 0
    assert points["missions/apollo-11"] > points["missions/apollo-12"] > 0
    assert points["missions/soyuz-1"] > points["missions/soyuz-15"] == 0
    assert points["events/moon-walk"] == 0
