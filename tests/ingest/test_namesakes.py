"""Which of several records with like names and dates a row is about."""

from typing import Any

import pytest

from app.ingest.catalogue import Catalogue
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.files.read import read_seed
from tests.ingest.test_matching import matched
from tests.support.factories import ESSAY, rows_of, write_seed

PEOPLE: list[dict[str, str]] = [
    {"id": "mary-ann-smith", "name": "Mary Ann Smith"},
    {"id": "mark-smith", "name": "Mark Smith"},
    {"id": "sam-stone", "name": "Sam Stone"},
    {"id": "ivan-petr-novak", "name": "Ivan Petr Novák"},
    {"id": "jan-maly", "name": "Jan Malý", "born": "1950-01-01"},
    {"id": "jan-maly-2", "name": "Jan Malý", "born": "1950-06-01"},
    {"id": "jan-maly-3", "name": "Jan Malý"},
    {"id": "eva-dvorak", "name": "Eva Dvořák", "born": "1950", "died": "2000-01-01"},
    {
        "id": "eva-dvorak-2",
        "name": "Eva Dvořák",
        "born": "1951-06",
        "died": "2000-01-02",
    },
    {"id": "ota-novotny", "name": "Ota Novotný", "born": "1922-12-08"},
]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    people = [row | {"countries": "russia"} | ESSAY for row in PEOPLE]
    folder = tmp_path_factory.mktemp("seed")
    return check_seed(read_seed(write_seed(folder, people=rows_of("people") + people)))


NAMES = [
    ("Mary Lou Smith", "mary-ann-smith"),
    ("Smith, Mary Lou", "mary-ann-smith"),
    ("M. Smith", "fits several records: mark-smith, mary-ann-smith"),
    ("Smith", "fits no record"),
    ("Stone", "fits no record"),
    ("S. Stone", "sam-stone"),
    ("I. Novák", "ivan-petr-novak"),
    ("I. Petr", "fits no record"),
    ("Novák, P., Ivan", "fits no record"),
    ("Jr.", "fits no record"),
]


@pytest.mark.parametrize(("name", "result"), NAMES)
def test_a_name_is_compared_by_its_first_and_last_word(
    catalogue: Catalogue, name: str, result: str
) -> None:
    assert matched(catalogue, "people", {"name": name}, names=["name"]) == result


BIRTHS = [
    # As near as those whose dates overlap is the one whose date is not known
    ("Jan Malý", "1950", "fits several records: jan-maly, jan-maly-2, jan-maly-3"),
    ("Jan Malý", "1950-01-01", "fits several records: jan-maly, jan-maly-3"),
    ("Jan Malý", "1950-01-02", "jan-maly-3"),
    ("Ota Novotný", "1923-12-09T23:59:59Z", "ota-novotny"),
    ("Ota Novotný", "1923-12-10T00:00:00Z", "fits no record"),
    ("Ota Novotný", "1921-12-07T00:00:00Z", "ota-novotny"),
    ("Ota Novotný", "1921-12-06T23:59:59Z", "fits no record"),
]


@pytest.mark.parametrize(("name", "born", "result"), BIRTHS)
def test_of_namesakes_those_with_the_nearest_date_fit(
    catalogue: Catalogue, name: str, born: str, result: str
) -> None:
    rules = {"names": ["name"], "near": {"born": "born"}}
    cells = {"name": name, "born": born}
    assert matched(catalogue, "people", cells, **rules) == result


def test_the_distances_of_all_dates_are_added(catalogue: Catalogue) -> None:
    rules = {"names": ["name"], "near": {"born": "born", "died": "died"}}
    cells = {"name": "Eva Dvořák", "born": "1950", "died": "2000-01-02"}
    assert matched(catalogue, "people", cells, **rules) == "eva-dvorak"


@pytest.mark.parametrize("tag", ["DOS 5", "салют 6", "dos-5"])
def test_an_identifier_may_be_any_of_a_list(catalogue: Catalogue, tag: str) -> None:
    rules: dict[str, Any] = {"equal": {"aliases": "tag"}}
    assert matched(catalogue, "stations", {"tag": tag}, **rules) == "salyut-6"


def test_a_row_without_identifiers_fits_no_record(catalogue: Catalogue) -> None:
    rules: dict[str, Any] = {"id": "id", "equal": {"cospar": "tag"}}
    cells = {"id": "", "tag": "1978-099Z"}
    assert matched(catalogue, "missions", cells, **rules) == "fits no record"
