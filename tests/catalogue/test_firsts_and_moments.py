"""Published facts: firsts, people in space, records and readers' questions.

The tables in `cases` were gathered from published statements, from GCAT's own lists and
from NASA's table of spacewalks, not from our data. `source` names where a fact was
read: an address, or a list with the lines in it (numbered from the top of the file), or
a document with paragraph and claim; ` | ` stands between several. `note` says if a fact
is contested. Ids are joined by `;`, in alphabetical order; an empty cell says nothing,
except in `first` and `who`, where it means nobody.

* `firsts.csv`: a query of `/v1/firsts`, who was first, when (as far as the source
  goes), and who came next (`-` for nobody).
* `moments.csv`: a query of `/v1/in-space`, how many were there, and who.
* `history.csv`: a query of `/v1/in-space/history`, which of its groups is meant, and
  the number of people at the beginning and after each change.
* `records.csv`: a query of `/v1/superlatives`, who holds it, and the value as the
  source rounds or cuts it.
* `questions.csv`: a question of a reader, the request that answers it, a JSON pointer
  in which `*` stands for every item, and what must be there: `is` these values,
  `begins` with this text, `holds` these among others.
"""

import csv
from collections.abc import Callable
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.api.test_firsts import people
from tests.support.client import Client

FOLDER = Path(__file__).parent / "cases"
TABLES = {
    "firsts": "/v1/firsts?",
    "moments": "/v1/in-space?",
    "history": "/v1/in-space/history?",
    "records": "/v1/superlatives?",
    "questions": "",
}
"""The tables, and the address that their column `request` continues."""
SIZES = {"days": 86_400, "years": 31_556_952, "flights": 1, "spacewalks": 1}
Case = dict[str, str]


def table(name: str) -> list[Case]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def requests_of(name: str) -> list[str]:
    """The requests of a table, each once."""
    return list(dict.fromkeys(address(name, case) for case in table(name)))


def address(name: str, case: Case) -> str:
    return f"{TABLES[name]}{case['request']}"


def each(name: str, *columns: str) -> pytest.MarkDecorator:
    """A case for every row of a table, named by one or more of its columns."""
    rows = table(name)
    names = [
        " ".join(filter(None, (row[column] for column in columns))) for row in rows
    ]
    return pytest.mark.parametrize("case", rows, ids=names)


def several(cell: str) -> set[str]:
    return set(filter(None, cell.split(";")))


def nobody_or(cell: str) -> set[str]:
    return set() if cell == "-" else several(cell)


@each("firsts", "question")
def test_first_is_the_published_one(quick_client: Client, case: Case) -> None:
    [first] = quick_client.json(address("firsts", case))["data"]
    assert people(first["first"]) == several(case["first"])
    if case["at"]:
        assert first["at"].startswith(case["at"])
    if case["next"]:
        following = first["runner_up"] or {"crew": []}
        assert people(following["crew"]) == nobody_or(case["next"])


@each("moments", "request")
def test_people_in_space_are_the_published_ones(
    quick_client: Client, case: Case
) -> None:
    answer = quick_client.json(address("moments", case))
    assert people(answer["data"]) == several(case["who"])
    assert answer["meta"]["total"] == int(case["count"])


@each("history", "request", "group")
def test_number_of_people_in_space_changes_as_published(
    quick_client: Client, case: Case
) -> None:
    series = quick_client.json(address("history", case))["data"]
    [steps] = [
        item["steps"] for item in series if id_of(item["group"]) == case["group"]
    ]
    assert [str(step["count"]) for step in steps] == case["counts"].split(";")


def id_of(group: dict[str, Any] | None) -> str:
    """The id of a group, empty for all people together."""
    return "".join(record["id"] for record in (group or {}).values())


@each("records", "request")
def test_record_is_held_by_the_published_people(
    quick_client: Client, case: Case
) -> None:
    [record] = quick_client.json(address("records", case))["data"]
    holders, published = people(record["holders"]), several(case["holders"])
    assert holders <= published <= holders | people(record["perhaps"])
    if case["value"]:
        values = {record[name] for name in ("value", "value_min", "value_max")} - {None}
        rounded = set().union(
            *(
                as_published(Decimal(value) / SIZES[case["unit"]], case["value"])
                for value in values
            )
        )
        assert min(rounded) <= Decimal(case["value"]) <= max(rounded)


def as_published(value: Decimal, stated: str) -> set[Decimal]:
    """A value rounded and cut to as many places as a source has."""
    step = Decimal(1).scaleb(-len(stated.partition(".")[2]))
    return {value.quantize(step, how) for how in (ROUND_FLOOR, ROUND_HALF_UP)}


HOW: dict[str, Callable[[list[str], str], bool]] = {
    "is": lambda values, text: set(values) == several(text),
    "begins": lambda values, text: (
        bool(values) and all(value.startswith(text) for value in values)
    ),
    "holds": lambda values, text: several(text) <= set(values),
}


@each("questions", "question")
def test_question_of_a_reader_is_answered(quick_client: Client, case: Case) -> None:
    answer = quick_client.json(address("questions", case))
    values = reached(answer, case["pointer"].split("/")[1:])
    assert HOW[case["how"]](values, case["expected"]), values


def reached(value: Any, steps: list[str]) -> list[str]:
    """The values that a pointer reaches, as text."""
    if not steps:
        return [str(value)]
    step, *rest = steps
    if step == "*":
        return [text for item in value for text in reached(item, rest)]
    return reached(value[int(step)] if isinstance(value, list) else value[step], rest)


@pytest.mark.parametrize("name", TABLES)
def test_every_case_names_its_source(name: str) -> None:
    rows = table(name)
    assert rows
    assert [row for row in rows if not row["source"]] == []
