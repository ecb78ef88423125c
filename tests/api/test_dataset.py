"""What there is: the index, the data set with its counts and gaps, health."""

import pytest

from app.resources import RESOURCES
from tests.conftest import problem_of
from tests.support.client import Client
from tests.support.contract import total


def test_the_index_leads_to_everything(client: Client) -> None:
    index = client.json("/v1")
    assert index["resources"] == {one.name: one.path for one in RESOURCES}
    assert {"firsts", "in_space", "dataset"} <= index["questions"].keys()
    for path in (*index["resources"].values(), *index["questions"].values()):
        assert client.json(path)["data"]
    assert client.json(index["openapi"])["openapi"] == "3.1.0"
    assert "swagger" in client.get(index["docs"]).text


def test_the_data_set_counts_what_the_lists_hold(client: Client) -> None:
    data = client.json("/v1/dataset")["data"]
    counts = {one.name: total(client, one) for one in RESOURCES}
    assert data["counts"] == counts


def test_the_data_set_is_named_alike_everywhere(client: Client) -> None:
    answer = client.json("/v1/dataset")
    named = {one: answer["data"][one] for one in ("version", "revision", "license")}
    assert named == answer["meta"]["dataset"]
    assert named == client.json("/v1")["dataset"]
    assert named == client.json("/v1/missions")["meta"]["dataset"]
    assert named["revision"] == client.json("/readyz")["revision"]


def test_the_data_set_says_how_far_it_goes_and_what_is_missing(client: Client) -> None:
    data = client.json("/v1/dataset")["data"]
    ends = {one["part"]: one["complete_to"] for one in data["coverage"]}
    assert ends["missions"]
    assert ends["crew"]
    assert all(one["complete_to"] or one["note"] for one in data["coverage"])
    assert data["gaps"]
    assert "GCAT" in data["credit"]


def test_the_process_is_up_and_the_data_is_readable(client: Client) -> None:
    assert client.json("/healthz") == {"status": "up"}
    assert client.json("/readyz")["status"] == "ready"


@pytest.mark.parametrize(
    "path", ["/v1", "/v1/dataset", "/v1/dataset/download", "/v1/missions/soyuz-28"]
)
def test_a_parameter_that_nothing_takes_is_refused(
    quick_client: Client, path: str
) -> None:
    problem = problem_of(quick_client.get(f"{path}?limit=1&q=x"), 400)
    assert [one["name"] for one in problem["errors"]] == ["limit", "q"]
