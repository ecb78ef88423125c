"""The index, the data set with its counts and gaps, and health."""

import pytest

from app.resources import RESOURCES
from tests.conftest import problem_of
from tests.support.client import Client


def test_index_links_every_address(client: Client) -> None:
    index = client.json("/v1")
    assert index["resources"] == {
        resource.name: resource.path for resource in RESOURCES
    }
    assert {"firsts", "in_space", "dataset"} <= index["questions"].keys()
    for path in (*index["resources"].values(), *index["questions"].values()):
        assert client.json(path)["data"]
    assert client.json(index["openapi"])["openapi"] == "3.1.0"
    assert "swagger" in client.get(index["docs"]).text


def test_counts_of_the_data_set_are_those_of_the_lists(client: Client) -> None:
    data = client.json("/v1/dataset")["data"]
    counts = {
        resource.name: client.json(resource.all_records)["meta"]["total"]
        for resource in RESOURCES
    }
    assert data["counts"] == counts


def test_revision_and_version_are_the_same_everywhere(client: Client) -> None:
    answer = client.json("/v1/dataset")
    named = {name: answer["data"][name] for name in ("version", "revision", "license")}
    assert named == answer["meta"]["dataset"]
    assert named == client.json("/v1")["dataset"]
    assert named == client.json("/v1/missions")["meta"]["dataset"]
    assert named["revision"] == client.json("/readyz")["revision"]


def test_data_set_states_coverage_and_gaps(client: Client) -> None:
    data = client.json("/v1/dataset")["data"]
    ends = {part["part"]: part["complete_to"] for part in data["coverage"]}
    assert ends["missions"]
    assert ends["crew"]
    assert all(part["complete_to"] or part["note"] for part in data["coverage"])
    assert data["gaps"]
    assert "GCAT" in data["credit"]


def test_health_and_readiness(client: Client) -> None:
    assert client.json("/healthz") == {"status": "up"}
    assert client.json("/readyz")["status"] == "ready"


@pytest.mark.parametrize(
    "path", ["/v1", "/v1/dataset", "/v1/dataset/download", "/v1/missions/soyuz-28"]
)
def test_parameters_of_addresses_without_any_are_rejected(
    quick_client: Client, path: str
) -> None:
    problem = problem_of(quick_client.get(f"{path}?limit=1&q=x"), 400)
    assert [fault["name"] for fault in problem["errors"]] == ["limit", "q"]
