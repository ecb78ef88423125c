"""A copy that is updated by `changed_since` equals a fresh one, byte for byte."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.ingest.fingerprints import FILE as FINGERPRINTS
from app.main import app_for
from tests.conftest import problem_of
from tests.support.client import Client, client_of
from tests.support.factories import ON_BOTH, empty_database
from tests.support.releases import (
    CHANGED,
    FIRST,
    LATER,
    SECOND,
    Copy,
    full_copy,
    load_folder,
    release,
    rewrite,
    update,
)


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """A folder with one release."""
    release(tmp_path / "seed", FIRST)
    return tmp_path / "seed"


@contextmanager
def served(seed: Path) -> Iterator[Client]:
    """Loads a folder and yields a client of its data."""
    with client_of(app_for(str(load_folder(seed, seed.parent / "var")))) as client:
        yield client


def copy_of(seed: Path) -> Copy:
    with served(seed) as client:
        return full_copy(client)


def test_records_keep_the_release_in_which_they_last_changed(seed: Path) -> None:
    release(seed, SECOND, **CHANGED)
    with served(seed) as client:
        for path, version in {
            "people/vladimir-remek": SECOND,
            # Its age at launch is computed
            "crew/soyuz-28-vladimir-remek": SECOND,
            "crew/soyuz-28-alexei-gubarev": FIRST,
            "people/new-person": SECOND,
            # Only a claim about it is new
            "missions/soyuz-17": SECOND,
            "claims/essay-4": SECOND,
            "claims/essay-1": FIRST,
            "sources/essay": SECOND,
            "modules/salyut-6-core": FIRST,
            "dockings/soyuz-28-1": FIRST,
            "changes/2026.12.1.events.salyut-6-welcome": SECOND,
        }.items():
            assert client.json(f"/v1/{path}")["data"]["changed_in"] == version, path
        newest = client.json("/v1/missions?sort=-changed_in&fields=id")["data"]
        assert [mission["id"] for mission in newest] == ["soyuz-17", "soyuz-28"]
        assert client.json("/v1/dataset")["data"]["unreleased_count"] == 0


@pytest.mark.parametrize("kind", ON_BOTH)
def test_updated_copy_equals_a_fresh_one(
    seed: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    copy = copy_of(seed)
    release(seed, SECOND, **CHANGED)
    url = load_folder(
        seed, seed.parent / "new", empty_database(request, kind, seed.parent)
    )
    with client_of(app_for(url.render_as_string(hide_password=False))) as client:
        fresh = full_copy(client)
        assert copy != fresh
        fetched = update(copy, client, FIRST)
        assert copy == fresh
        assert fetched["crew"].keys() == {"soyuz-28-vladimir-remek"}
        assert not fetched["modules"]
        assert update(copy, client, SECOND) == {name: {} for name in fetched}


def test_updated_copy_has_unreleased_changes_too(seed: Path) -> None:
    copy = copy_of(seed)
    release(seed, SECOND, **CHANGED)
    released = copy_of(seed)
    rewrite(seed, **LATER)
    with served(seed) as client:
        fresh = full_copy(client)
        for old, since in ((copy, FIRST), (released, SECOND)):
            update(old, client, since)
            assert old == fresh
        mission = client.json("/v1/missions/soyuz-28")["data"]
        assert mission["changed_in"] == "unreleased"
        assert client.json("/v1/missions?changed_since=2999")["meta"]["total"] == 1
        assert client.json("/v1/dataset")["data"]["unreleased_count"] > 1


def test_removed_records_are_reported_on_the_first_page_alone(seed: Path) -> None:
    release(seed, SECOND, **CHANGED)
    rewrite(seed, **CHANGED | {"events": []})
    with served(seed) as client:

        def removed(query: str) -> Any:
            return client.json(f"/v1/{query}")["meta"].get("removed")

        both = ["remek-launch", "salyut-6-welcome"]
        assert removed(f"events?changed_since={FIRST}") == both
        assert removed(f"events?changed_since={FIRST}&place=Moscow&limit=0") == both
        assert removed(f"events?changed_since={SECOND},{FIRST}") == both
        assert removed(f"events?changed_since={SECOND}") == both[:1]
        assert removed(f"people?changed_since={FIRST}") == []
        assert removed("events") is None
        page = client.json(f"/v1/claims?changed_since={FIRST}&limit=1")
        assert page["meta"]["removed"]
        assert removed(page["links"]["next"].removeprefix("/v1/")) is None


def test_record_that_comes_back_is_not_removed(seed: Path) -> None:
    release(seed, SECOND, **CHANGED)
    release(seed, "2026.12.2")
    with served(seed) as client:
        answer = client.json(f"/v1/events?changed_since={SECOND}")
        assert [event["id"] for event in answer["data"]] == ["salyut-6-welcome"]
        assert answer["meta"]["removed"] == []
        people = client.json(f"/v1/people?changed_since={SECOND}")["meta"]
        assert people["removed"] == ["new-person"]


def test_removed_records_stay_reported_in_later_releases(seed: Path) -> None:
    release(seed, SECOND, **CHANGED)
    release(seed, "2026.12.2", **LATER)
    with served(seed) as client:
        since = {FIRST: ["salyut-6-welcome"], SECOND: []}
        for version, ids in since.items():
            meta = client.json(f"/v1/events?changed_since={version}&limit=0")["meta"]
            assert meta["removed"] == ids


def test_release_that_is_repeated_replaces_itself(seed: Path) -> None:
    release(seed, SECOND, **CHANGED)
    release(seed, SECOND, **LATER)
    with served(seed) as client:
        changed = client.json(f"/v1/missions?changed_since={FIRST}&fields=id")["data"]
        assert [mission["id"] for mission in changed] == ["soyuz-17", "soyuz-28"]
        assert client.json("/v1/dataset")["data"]["unreleased_count"] == 0


def test_unknown_release_is_rejected_with_suggestion(seed: Path) -> None:
    with served(seed) as client:
        problem = problem_of(client.get("/v1/people?changed_since=2026.12.9"), 400)
        [fault] = problem["errors"]
        assert fault["detail"].startswith("`changed_since` cannot be '2026.12.9': ")
        assert fault["did_you_mean"] == FIRST
        # Questions about facts do not depend on when the data changed
        problem_of(client.get(f"/v1/firsts?changed_since={FIRST}"), 400)


def test_removed_records_are_known_since_the_first_fingerprints(seed: Path) -> None:
    path = f"/v1/missions?limit=0&changed_since={FIRST}"
    with served(seed) as client:
        assert client.json("/v1/dataset")["data"]["removed_since"] == FIRST
        assert client.json(path)["meta"]["removed"] == []
        earlier = path.replace(FIRST, "1900")
        assert client.json(earlier)["meta"]["removed"] is None
    (seed / FINGERPRINTS).unlink()
    with served(seed) as client:
        assert client.json("/v1/dataset")["data"]["removed_since"] is None
        meta = client.json(path)["meta"]
        assert (meta["removed"], meta["complete"]) == (None, False)
        assert meta["hints"][-1].startswith("The records that were removed after")
