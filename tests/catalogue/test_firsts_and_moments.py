"""Firsts, moments, records and readers' questions, answered as published sources do.

The tables in `cases` were gathered from published statements, from GCAT's own lists and
from NASA's table of spacewalks, not from our data. `source` names what was read: an
address, or a list with the lines in it (numbered from the top of the file), or a
document with paragraph and claim; ` | ` stands between several. `note` says what is
contested. Ids are joined by `;`, in order of the alphabet; an empty cell says nothing,
except in `first` and `who`, where it means nobody.

* `firsts.csv`: what `/v1/firsts` is asked, who was first, when (as far as the source
  goes), and who came next (`-` for nobody).
* `moments.csv`: what `/v1/in-space` is asked, how many were there, and who.
* `history.csv`: what `/v1/in-space/history` is asked, which of its groups is meant, and
  the number of people at the beginning and after each change.
* `records.csv`: what `/v1/records` is asked, who holds it, and the value as the source
  rounds or cuts it.
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

CASES = Path(__file__).parent / "cases"
Case = dict[str, str]
SIZES = {"days": 86_400, "years": 31_556_952, "flights": 1, "spacewalks": 1}


def table(name: str) -> list[Case]:
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def each(name: str, *told_by: str) -> pytest.MarkDecorator:
    """A case for every row of a table, named by one or more of its columns."""
    rows = table(name)
    names = [" ".join(filter(None, (row[by] for by in told_by))) for row in rows]
    return pytest.mark.parametrize("case", rows, ids=names)


def several(cell: str) -> set[str]:
    return set(filter(None, cell.split(";")))


def nobody_or(cell: str) -> set[str]:
    return set() if cell == "-" else several(cell)


@each("firsts", "question")
def test_the_first_is_who_the_sources_name(client: Client, case: Case) -> None:
    [found] = client.json(f"/v1/firsts?{case['request']}")["data"]
    assert people(found["first"]) == several(case["first"])
    if case["at"]:
        assert found["at"].startswith(case["at"])
    if case["next"]:
        following = found["runner_up"] or {"crew": []}
        assert people(following["crew"]) == nobody_or(case["next"])


@each("moments", "request")
def test_those_in_space_are_whom_the_sources_count(client: Client, case: Case) -> None:
    found = client.json(f"/v1/in-space?{case['request']}")
    assert people(found["data"]) == several(case["who"])
    assert found["meta"]["total"] == int(case["count"])


@each("history", "request", "group")
def test_the_number_of_people_changes_as_they_came_and_went(
    client: Client, case: Case
) -> None:
    series = client.json(f"/v1/in-space/history?{case['request']}")["data"]
    [steps] = [one["steps"] for one in series if name_of(one["group"]) == case["group"]]
    assert [str(step["count"]) for step in steps] == case["counts"].split(";")


def name_of(group: dict[str, Any] | None) -> str:
    """The id of a group, empty for all people together."""
    return "".join(one["id"] for one in (group or {}).values())


@each("records", "request")
def test_a_record_is_held_by_whom_the_sources_name(client: Client, case: Case) -> None:
    [found] = client.json(f"/v1/records?{case['request']}")["data"]
    assert people(found["holders"]) == several(case["holders"])
    if case["value"]:
        value = Decimal(found["value"]) / SIZES[case["unit"]]
        assert Decimal(case["value"]) in as_published(value, case["value"])


def as_published(value: Decimal, stated: str) -> set[Decimal]:
    """A value rounded and cut to as many places as a source has."""
    step = Decimal(1).scaleb(-len(stated.partition(".")[2]))
    return {value.quantize(step, how) for how in (ROUND_FLOOR, ROUND_HALF_UP)}


HOW: dict[str, Callable[[list[str], str], bool]] = {
    "is": lambda found, text: set(found) == several(text),
    "begins": lambda found, text: (
        bool(found) and all(one.startswith(text) for one in found)
    ),
    "holds": lambda found, text: several(text) <= set(found),
}


@each("questions", "question")
def test_a_reader_finds_the_answer(client: Client, case: Case) -> None:
    found = reached(client.json(case["request"]), case["pointer"].split("/")[1:])
    assert HOW[case["how"]](found, case["expected"]), found


def reached(value: Any, steps: list[str]) -> list[str]:
    """What a pointer reaches, as text."""
    if not steps:
        return [str(value)]
    step, *rest = steps
    if step == "*":
        return [text for one in value for text in reached(one, rest)]
    return reached(value[int(step)] if isinstance(value, list) else value[step], rest)


@pytest.mark.parametrize(
    "name", ["firsts", "moments", "history", "records", "questions"]
)
def test_every_case_names_its_source(name: str) -> None:
    assert all(row["source"] for row in table(name))
