"""Stays are about flights of the data, agree with their stations, and are in order.

A new check needs a seed in `BROKEN`; a test fails without one.
"""

from pathlib import Path
from typing import Any

import pytest

from app.ingest.catalogue import Catalogue
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.checks.stay_checks import STAY_CHECKS
from app.ingest.files.read import SeedError, read_seed
from tests.support.factories import GCAT, Cells, changed, write_seed

REMEK = {"mission": "soyuz-28", "person": "vladimir-remek"}


def stay(sequence: int, aboard: str, **cells: str) -> Cells:
    return {"sequence": str(sequence), "aboard": aboard} | REMEK | GCAT | cells


BROKEN: list[tuple[dict[str, Any], list[str]]] = [
    (
        {"stays": [stay(1, "missions/soyuz-28", person="oldrich-pelcak")]},
        ["stays.csv:2: person: oldrich-pelcak was not launched on soyuz-28"],
    ),
    (
        {"crew": changed("crew", "soyuz-28/vladimir-remek", stations="")},
        ["crew.csv:4: stations: the stays of the person, from dock"],
    ),
    (
        {"stays": [stay(1, "missions/soyuz-28")]},
        ["crew.csv:4: stations: the stays of the person, from dock"],
    ),
    (
        {"dockings": changed("dockings", "soyuz-28/1", docked="1978-03-02T15:28:09Z")},
        [
            "crew.csv:3: stations: the stays of the person have 1978-03-02T15:28:09Z",
            "crew.csv:4: stations: the stays of the person have 1978-03-02T15:28:09Z",
            "dockings.csv:2: docked: 1978-03-02T15:28:09Z is not within",
        ],
    ),
    (
        {"dockings": changed("dockings", "soyuz-28/1", undocked="1978-03-11")},
        [
            "crew.csv:3: stations: the stays of the person have 1978-03-10T13:44:10Z",
            "crew.csv:4: stations: the stays of the person have 1978-03-10T13:44:10Z",
            "dockings.csv:2: undocked: 1978-03-11 is not within",
        ],
    ),
]


@pytest.mark.parametrize(("files", "findings"), BROKEN)
def test_broken_rule_is_reported_with_its_line(
    tmp_path: Path, files: dict[str, Any], findings: list[str]
) -> None:
    with pytest.raises(SeedError) as error:
        check_seed(read_seed(write_seed(tmp_path, **files)))
    assert [
        fault[: len(finding)]
        for fault, finding in zip(error.value.faults, findings, strict=True)
    ] == findings


@pytest.mark.parametrize("check", STAY_CHECKS)
def test_every_check_has_a_seed_that_breaks_it(tmp_path: Path, check: Any) -> None:
    folders = (
        write_seed(tmp_path / str(number), **files)
        for number, (files, _) in enumerate(BROKEN)
    )
    assert any(list(check(Catalogue(read_seed(folder)))) for folder in folders)


def test_stays_of_a_person_may_replace_those_of_the_ship(tmp_path: Path) -> None:
    stays = [
        stay(1, "missions/soyuz-28", ended="1978-03-03T17:09Z"),
        stay(2, "stations/salyut-6", began="1978-03-03T17:09Z"),
    ]
    check_seed(read_seed(write_seed(tmp_path, stays=stays)))


@pytest.mark.parametrize("place", ["stations/salyut-9", "missions/salyut-6"])
def test_place_that_does_not_exist_is_reported(tmp_path: Path, place: str) -> None:
    with pytest.raises(SeedError, match=r"stays\.csv:2: aboard: "):
        check_seed(read_seed(write_seed(tmp_path, stays=[stay(1, place)])))
