"""The changes of data releases, as the API serves them."""

from pathlib import Path

import pytest

from app.ingest.files.release_log import served_at
from app.main import app_for
from tests.conftest import problem_of
from tests.support.client import client_of
from tests.support.factories import GCAT, added, load_seed


@pytest.mark.parametrize(
    ("file", "key", "field", "target"),
    [
        ("people", "pham-tuan", "born", ("people/pham-tuan", "born")),
        ("people", "pham-tuan", None, ("people/pham-tuan", None)),
        ("crew", "soyuz-37/pham-tuan", "role", ("crew/soyuz-37-pham-tuan", "role")),
        ("dockings", "soyuz-37/2", None, ("missions/soyuz-37", "dockings.1")),
        ("dockings", "soyuz-1/1", "docked", ("missions/soyuz-1", "dockings.0.docked")),
        ("stays", "soyuz-5/x/2", "ended", ("crew/soyuz-5-x", "stays.1.ended")),
        ("assignments", "soyuz-37/x", "role", ("missions/soyuz-37", "assigned.x.role")),
        ("successions", "a/b", "date", ("countries/a", "successors.b.date")),
        ("attributions", "people/x/born/y", None, ("people/x", "claims.born.y")),
        ("gaps", "mir", "text", ("dataset", "gaps.mir.text")),
        ("coverage", "crew", "note", ("dataset", "coverage.crew.note")),
        ("landings", "sts-1", "kind", ("missions/sts-1", "landing_place.kind")),
        (
            *("external_ids", "missions/x/norad/5", None),
            ("missions/x", "external_ids.norad.5"),
        ),
        ("gone", "x", "y", ("gone/x", "y")),
    ],
)  # fmt: skip
def test_change_is_about_a_record_and_field_of_the_api(
    file: str, key: str, field: str | None, target: tuple[str, str | None]
) -> None:
    assert served_at(file, key, field) == target


def test_changes_are_filtered_by_release_or_date(tmp_path: Path) -> None:
    entry = {"release": "1978.3.9", "file": "gaps", "key": "x", "field": "text"}
    older = added("changes", **entry, old="x", new="y", **GCAT)[-1:]
    older[0].pop("locator")
    rows = [*older, *added("changes", **entry | {"release": "1978.3.10"}, old="y")]
    totals = {
        "1978.3.9": 4, "1978.3.10": 0, "1978.3.9,1978.3.10": 4, "1978": 5,
        "1978-03-10": 5, "1978-03-11": 4, "1978-03-12": 0, "1961": 5,
    }  # fmt: skip
    with client_of(app_for(str(load_seed(tmp_path, changes=rows)))) as client:
        for since, total in totals.items():
            answer = client.json(f"/v1/changes?since={since}")
            assert answer["meta"]["total"] == total, since
        assert answer["meta"]["query"] == "changes with since 1961, by released"
        problem = problem_of(client.get("/v1/changes?since=1978.3.1"), 400)
        [fault] = problem["errors"]
        reason = "it is neither a release nor a date"
        assert fault["detail"] == f"`since` cannot be '1978.3.1': {reason}"
        assert fault["allowed"] == ["1978.3.9", "1978.3.10"]
        assert fault["did_you_mean"] in fault["allowed"]
        dataset = client.json("/v1/dataset")["data"]
    assert dataset["version"] == "1978.3.10"
    versions = [release["version"] for release in dataset["releases"]]
    assert versions == ["1978.3.10", "1978.3.9"]
    counts = {"added": 1, "changed": 2, "removed": 1}
    assert counts.items() <= dataset["releases"][0].items()


def test_changed_rows_are_served_as_objects_and_cells_as_typed_values(
    tmp_path: Path,
) -> None:
    with client_of(app_for(str(load_seed(tmp_path)))) as client:
        gap, docking, mass = client.json("/v1/changes?sort=id")["data"]
    assert (docking["kind"], docking["field"]) == ("added", "dockings.0")
    assert (docking["old"], docking["new"]) == (None, {"outcome": "docked"})
    assert (gap["kind"], gap["record"], gap["source"]) == ("removed", "dataset", None)
    assert (gap["old"], gap["new"]) == ({"text": "Mir is not held."}, None)
    assert (mass["old"], mass["new"]) == (6750.0, 6800.0)
    assert mass["source"]["id"] == "gcat"


def test_unreleased_data_has_the_version_unreleased(tmp_path: Path) -> None:
    with client_of(
        app_for(str(load_seed(tmp_path, releases=[], changes=[])))
    ) as client:
        assert client.json("/v1/changes")["data"] == []
        dataset = client.json("/v1/dataset")["data"]
        assert (dataset["version"], dataset["releases"]) == ("unreleased", [])
