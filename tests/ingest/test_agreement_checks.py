"""Facts that two rows state agree, or a note says why not.

A new check needs a seed in `BROKEN`; a test fails without one.
"""

from pathlib import Path
from typing import Any

import pytest

from app.ingest.catalogue import Catalogue
from app.ingest.checks.agreement_checks import AGREEMENT_CHECKS
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.files.read import SeedError, read_seed
from tests.support.factories import GCAT, Cells, added, changed, rows_of, write_seed

Files = dict[str, Any]
LANDING = {"id": "gubarev-landing", "name": "Landing of Gubarev", "kind": "landing"}
LANDING |= {"missions": "soyuz-17", "place": "Tselinograd"} | GCAT
DOCKING = {"id": "docking", "name": "Docking", "kind": "docking", **GCAT}
DOCKING |= {"missions": "soyuz-28", "stations": "salyut-6"}
WALK = {"id": "walk", "name": "Spacewalk", "kind": "spacewalk", **GCAT}


def event(*rows: Cells, **cells: str) -> Files:
    """Returns the events of the seed, with one more."""
    return {"events": added("events", **{**rows[0], **cells})}


def explained(record: str, field: str, files: Files, note: str = "Why.") -> Files:
    """Returns files with an attribution that may explain a difference."""
    row = {"record": record, "field": field, "note": note} | GCAT
    return files | {"attributions": [*rows_of("attributions"), row]}


LATE_LAUNCH: Files = {
    "events": changed("events", "remek-launch", at="1978-03-02T15:28:11Z")
}
LATE_LANDING = event(LANDING, people="alexei-gubarev", at="1975-02-09T11:05:00Z")
LATE_CRAFT = event(LANDING, at="1975-02-09T11:05:00Z")
LATE_DOCKING = event(DOCKING, at="1978-03-03T17:10Z")
LATE_UNDOCKING = event(DOCKING, kind="undocking", at="1978-03-10T10:24Z")
LATE_WALK = event(WALK, people="vladimir-remek", at="1978-03-11")
LATE_DEATH: Files = {"people": changed("people", "alexei-gubarev", died="1978-03-11")}

BROKEN: list[tuple[Files, str]] = [
    (
        LATE_LAUNCH,
        "events.csv:2: at: 1978-03-02T15:28:11Z is not missions/soyuz-28 launched, 197",
    ),
    (
        LATE_LANDING,
        "events.csv:2: at: 1975-02-09T11:05:00Z is not crew/soyuz-17-alexei-gubarev la",
    ),
    (
        LATE_CRAFT,
        "events.csv:2: at: 1975-02-09T11:05:00Z is not missions/soyuz-17 landed, 1975-",
    ),
    (
        LATE_DOCKING,
        "events.csv:2: at: 1978-03-03T17:10Z is not a time in dockings.csv: 1978-03-03",
    ),
    (
        LATE_UNDOCKING,
        "events.csv:2: at: 1978-03-10T10:24Z is not a time in dockings.csv: 1978-03-10",
    ),
    (
        LATE_WALK,
        "events.csv:4: people: vladimir-remek was not on a flight on 1978-03-11",
    ),
    (
        LATE_DEATH,
        "people.csv:2: died: 1978-03-11 is after the landing of soyuz-28-alexei-gubare",
    ),
]


@pytest.mark.parametrize(("files", "finding"), BROKEN)
def test_difference_is_reported_with_both_values(
    tmp_path: Path, files: Files, finding: str
) -> None:
    with pytest.raises(SeedError) as error:
        check_seed(read_seed(write_seed(tmp_path, **files)))
    assert [fault[: len(finding)] for fault in error.value.faults] == [finding]


def test_every_check_has_a_seed_that_breaks_it(tmp_path: Path) -> None:
    unbroken = set(AGREEMENT_CHECKS)
    for number, (files, _) in enumerate(BROKEN):
        seed = read_seed(write_seed(tmp_path / str(number), **files))
        catalogue = Catalogue(seed)
        unbroken -= {check for check in unbroken if any(check(catalogue))}
    assert not unbroken, "these need a row in BROKEN"


VALID: list[Files] = [
    # A note at either of the two cells
    explained("events/remek-launch", "at", LATE_LAUNCH),
    explained("missions/soyuz-28", "launched", LATE_LAUNCH),
    explained("events/gubarev-landing", "at", LATE_LANDING),
    explained("crew/soyuz-17-alexei-gubarev", "landed", LATE_LANDING),
    explained("missions/soyuz-17", "landed", LATE_CRAFT),
    explained("missions/soyuz-28", "dockings.0.docked", LATE_DOCKING),
    explained("missions/soyuz-28", "dockings.0.undocked", LATE_UNDOCKING),
    explained("events/walk", "people", LATE_WALK),
    explained("people/alexei-gubarev", "died", LATE_DEATH),
    explained("crew/soyuz-28-alexei-gubarev", "landed", LATE_DEATH),
    # Less precise, or of something else
    {"events": changed("events", "remek-launch", at="1978-03-02")},
    event(LANDING, people="alexei-gubarev", at="1975-02-09"),
    event(LANDING, at="1975-02-09T11:03Z"),
    event(LANDING, at="1975-02-01", place="Sea of Rains, Moon"),
    event(LANDING, at="1975-02-01", missions=""),
    event(LANDING, at=""),
    event(DOCKING, at="1978-03-03"),
    event(DOCKING, at="1978-03-04", missions="soyuz-17"),
    event(DOCKING, kind="undocking", at="1978-03-10T10:23Z"),
    event(WALK, people="vladimir-remek", at="1978-03-03"),
    event(WALK, people="oldrich-pelcak:assistant", at="1978-03-03"),
    {"people": changed("people", "alexei-gubarev", died="1978-03-10")},
    {"people": changed("people", "alexei-gubarev", died="1978-03-12")},
    {"crew": changed("crew", "soyuz-28/alexei-gubarev", landed="", landed_on="")},
]


@pytest.mark.parametrize("files", VALID)
def test_agreeing_or_explained_facts_are_not_reported(
    tmp_path: Path, files: Files
) -> None:
    assert check_seed(read_seed(write_seed(tmp_path, **files))).seed.faults == []


def test_attribution_without_a_note_explains_nothing(tmp_path: Path) -> None:
    files = explained("events/remek-launch", "at", LATE_LAUNCH, note="")
    with pytest.raises(SeedError):
        check_seed(read_seed(write_seed(tmp_path, **files)))
