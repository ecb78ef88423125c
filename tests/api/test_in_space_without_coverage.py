"""People in space in data that does not say how far its crews are complete."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app.main import app_for
from tests.support.client import Client, client_of
from tests.support.factories import changed, load_seed


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of the small seed, in which the flight of Remek has no landing."""
    crew = changed("crew", "soyuz-28/vladimir-remek", landed="", landed_on="")
    dockings = changed("dockings", "soyuz-28/1", undocked="")
    folder = tmp_path_factory.mktemp("uncovered")
    url = load_seed(folder, crew=crew, dockings=dockings)
    with client_of(app_for(str(url))) as client:
        yield client


def test_default_instant_is_today(client: Client) -> None:
    answer = client.json("/v1/in-space")
    meta = answer["meta"]
    assert meta["query"] == f"people above 80 km on {datetime.now(UTC):%Y-%m-%d}"
    assert meta["complete_to"] is None
    assert meta["complete"] is True
    assert (meta["count_min"], meta["count_max"]) == (0, 1)


def test_flight_without_a_landing_is_never_certain(client: Client) -> None:
    answer = client.json("/v1/in-space?at=1978-03-05T00:00:00Z")
    perhaps = {entry["person"]["id"]: entry["perhaps"] for entry in answer["data"]}
    assert perhaps == {"alexei-gubarev": False, "vladimir-remek": True}
    places = {entry["person"]["id"]: entry["aboard"] for entry in answer["data"]}
    # The undocking before the landing of Gubarev is unknown
    assert places["alexei-gubarev"] is None
    assert places["vladimir-remek"]["id"] == "salyut-6"


def test_launch_in_the_same_second_is_before(client: Client) -> None:
    [hint] = client.json("/v1/in-space?at=1978-03-02T15:28:10Z")["meta"]["hints"]
    assert hint == (
        "1 of 2 people are marked `perhaps`: they were launched before, and no landing"
        " is known."
    )


def test_history_counts_stays_that_have_their_times(client: Client) -> None:
    answer = client.json("/v1/in-space/history?by=station&at=1978-03-05")
    assert [series["group"]["station"]["id"] for series in answer["data"]] == [
        "salyut-6"
    ]
    [step] = answer["data"][0]["steps"]
    # The undocking of Gubarev is unknown; Remek has not landed
    assert step["count"] == 1
    [hint] = answer["meta"]["hints"]
    assert hint == (
        "These stays are counted only while they are certain, because the time of"
        " a docking is not known to the minute: the stays of"
        " soyuz-28-alexei-gubarev."
    )
    assert answer["meta"]["complete_to"] is None


def test_page_ends_its_plot_with_the_version_of_the_data(client: Client) -> None:
    assert client.get("/in-space").status_code == 200


def test_stay_with_vague_times_counts_while_it_is_certain(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    def steps(docked: str, undocked: str) -> list[tuple[str, int]]:
        dockings = changed("dockings", "soyuz-28/1", docked=docked, undocked=undocked)
        url = load_seed(tmp_path_factory.mktemp("vague"), dockings=dockings)
        with client_of(app_for(str(url))) as client:
            answer = client.json("/v1/in-space/history?by=station&at=1978-03")
        assert len(answer["meta"]["hints"]) == 1
        assert not answer["meta"]["complete"]
        steps = [step for series in answer["data"] for step in series["steps"]]
        return [(step["at"], step["count"]) for step in steps]

    before = ("1978-03-01T00:00:00Z", 0)
    assert steps("1978-03-03T17:09Z", "1978-03-10") == [
        before,
        ("1978-03-03T17:09:00Z", 2),
        ("1978-03-10T00:00:00Z", 0),
    ]
    assert steps("1978-03-03", "1978-03-10T10:23Z") == [
        before,
        ("1978-03-03T23:59:59Z", 2),
        ("1978-03-10T10:23:00Z", 0),
    ]
    assert steps("1978-03", "1978-03-10T10:23Z") == []
