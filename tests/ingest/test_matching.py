"""A row of an external table is matched with the record that it is about, or none."""

from typing import Any

import pytest

from app.ingest.catalogue import Catalogue
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.claims.matching import Matcher
from app.ingest.files.external import ExternalTable, Mapping, Match
from app.ingest.files.read import read_seed
from tests.support.factories import ESSAY, GCAT, rows_of, write_seed

PEOPLE = [
    {"id": "john-b-mckay", "name": "John B. McKay", "born": "1922-12-08"},
    {"id": "john-mckay", "name": "John McKay", "born": "1950-01-01"},
    {"id": "john-mckay-2", "name": "John McKay", "born": "1980-01-01"},
    {"id": "xu-li", "name": "Li Xu", "native_name": "李旭"},
]
WALKS: list[dict[str, str]] = [
    {"id": "walk-1", "at": "1978-03-05", "people": "alexei-gubarev"},
    {"id": "walk-2", "at": "1978-03-06", "people": "alexei-gubarev;vladimir-remek"},
    {"id": "walk-3", "at": "1978-03-07", "people": "alexei-gubarev;vladimir-remek"},
]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    people = [row | {"countries": "russia"} | ESSAY for row in PEOPLE]
    walk = {"name": "Walk", "kind": "spacewalk", "missions": "soyuz-28"} | GCAT
    files: Any = {
        "people": rows_of("people") + people,
        "events": rows_of("events") + [row | walk for row in WALKS],
    }
    return check_seed(read_seed(write_seed(tmp_path_factory.mktemp("seed"), **files)))


def matched(
    catalogue: Catalogue, resource: str, cells: dict[str, str], **match: Any
) -> str:
    """Returns the id that a row is matched with, or why there is none."""
    where = match.pop("where", {})
    mapping = Mapping(
        source="x", resource=resource, match=Match(**match), values={}, where=where
    )
    table = ExternalTable("x.csv", mapping, [cells])
    try:
        return Matcher(catalogue, table).match(cells)
    except ValueError as error:
        return str(error)


NAMES = [
    ("Vladimir Remek", "vladimir-remek"),
    ("REMEK, Vladimír", "vladimir-remek"),
    ("Alexei A. Gubarev", "alexei-gubarev"),
    ("Dr. Oldrich Pelcak Jr.", "oldrich-pelcak"),
    ("Nobody; Vladimir Remek", "vladimir-remek"),
    ("李旭", "xu-li"),
    ("John B. McKay", "john-b-mckay"),
    ("John McKay", "fits several records: john-mckay, john-mckay-2"),
    ("Vladimir", "fits no record"),
    ("Volodya Remek", "vladimir-remek"),
    ("Jan Remek", "fits no record"),
    ("Remek", "fits no record"),
    ("", "fits no record"),
]


@pytest.mark.parametrize(("name", "result"), NAMES)
def test_a_person_is_matched_by_name(
    catalogue: Catalogue, name: str, result: str
) -> None:
    assert matched(catalogue, "people", {"name": name}, names=["name"]) == result


BIRTHS = [
    ("John McKay", "1950", "john-mckay"),
    ("John McKay", "1979-06", "john-mckay-2"),
    ("John McKay", "1922-12-08", "fits no record"),
    ("John B. McKay", "1923-12-09", "john-b-mckay"),
    ("John B. McKay", "1923-12-10", "fits no record"),
    ("John B. McKay", "1921-12-07", "john-b-mckay"),
    ("John B. McKay", "", "john-b-mckay"),
    ("Li Xu", "1900", "xu-li"),
]


@pytest.mark.parametrize(("name", "born", "result"), BIRTHS)
def test_dates_of_birth_tell_namesakes_apart(
    catalogue: Catalogue, name: str, born: str, result: str
) -> None:
    cells = {"name": name, "born": born}
    rules = {"names": ["name"], "near": {"born": "born"}}
    assert matched(catalogue, "people", cells, **rules) == result


@pytest.mark.parametrize(
    ("cells", "result"),
    [
        ({"id": "soyuz-17", "tag": "1978-023A"}, "soyuz-17"),
        ({"id": "soyuz-99", "tag": "1978-023A"}, "fits no record"),
        ({"id": "", "tag": "1978-023a"}, "soyuz-28"),
        ({"id": "", "tag": "1978-024A", "name": "Soyuz-28"}, "soyuz-28"),
        ({"id": "", "tag": "", "name": "Soyuz 29"}, "fits no record"),
    ],
)
def test_an_id_comes_before_an_identifier_and_that_before_names(
    catalogue: Catalogue, cells: dict[str, str], result: str
) -> None:
    row = {"name": ""} | cells
    rules = {"id": "id", "equal": {"cospar": "tag"}, "names": ["name"]}
    assert matched(catalogue, "missions", row, **rules) == result


def test_a_name_may_stand_in_several_columns(catalogue: Catalogue) -> None:
    cells = {"first": "Vladimir", "last": "Remek", "initial": ""}
    rules = {"names": ["{first} {initial} {last}"]}
    assert matched(catalogue, "people", cells, **rules) == "vladimir-remek"


def test_names_may_be_separated_otherwise(catalogue: Catalogue) -> None:
    cells = {"crew": "Alexei Gubarev & Vladimir Remek", "day": "1978-03-06"}
    rules = {
        "references": {"people": "crew"},
        "separator": "&",
        "on": {"at": "day"},
        "where": {"kind": "spacewalk"},
    }
    assert matched(catalogue, "events", cells, **rules) == "walk-2"


def test_an_identifier_may_be_one_of_a_list(catalogue: Catalogue) -> None:
    rules = {"equal": {"aliases": "tag"}}
    assert matched(catalogue, "missions", {"tag": "SOYUZ 28"}, **rules) == "soyuz-28"


BY_PEOPLE = [
    ("A. Gubarev", "1978-03-05T10:00Z", "walk-1"),
    ("Alexei Gubarev;Vladimír Remek", "1978-03-06", "walk-2"),
    ("Vladimír Remek; Gubarev, Alexei", "1978-03-07T23:00Z", "walk-3"),
    ("Vladimír Remek;Alexei Gubarev", "", "fits several records: walk-2, walk-3"),
    ("Vladimír Remek;Alexei Gubarev", "1978-03-09", "fits no record"),
    ("Vladimír Remek;Alexei Gubarev", "1978-03-08", "walk-3"),
    ("Vladimír Remek", "1978-03-06", "fits no record"),
    ("Mirek Remek;Gubarev", "1978-03-06", "walk-2"),
    ("Vladimír Remek;Vladimír Remek", "1978-03-06", "fits no record"),
    ("Vladimír Remek;Nobody", "1978-03-06", "fits no record"),
]


@pytest.mark.parametrize(("people", "began", "result"), BY_PEOPLE)
def test_an_event_is_matched_by_its_people_and_day(
    catalogue: Catalogue, people: str, began: str, result: str
) -> None:
    cells = {"people": people.replace("A. G", "Alexei G"), "began": began}
    rules = {
        "references": {"people": "people"},
        "on": {"at": "began"},
        "where": {"kind": "spacewalk"},
    }
    assert matched(catalogue, "events", cells, **rules) == result


def test_a_flight_is_matched_by_its_person_and_its_mission(
    catalogue: Catalogue,
) -> None:
    cells = {"person": "Vladimir Remek", "mission": "Soyuz-28"}
    rules = {"references": {"person": "person", "mission": "mission"}}
    assert matched(catalogue, "crew", cells, **rules) == "soyuz-28-vladimir-remek"
    other = cells | {"mission": "Soyuz 17"}
    assert matched(catalogue, "crew", other, **rules) == "fits no record"


def test_a_condition_leaves_other_records_out(catalogue: Catalogue) -> None:
    rules = {"names": ["name"], "where": {"kind": "meeting"}}
    cells = {"name": "Welcome on Salyut 6"}
    assert matched(catalogue, "events", cells, **rules) == "salyut-6-welcome"
    launch = {"name": "Launch of Remek"}
    assert matched(catalogue, "events", launch, **rules) == "fits no record"
