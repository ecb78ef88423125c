"""Files that code hosts read: citation, issue forms, workflow, and their versions."""

import csv
import re
import subprocess
import tomllib
from typing import Any

import pytest
import yaml

from app import __version__
from app.settings import ROOT

CHECKER = ROOT / "var" / "tools" / "bin" / "check-jsonschema"
GITHUB = ROOT / ".github"
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
CITATION: dict[str, Any] = yaml.load(
    (ROOT / "CITATION.cff").read_text(encoding="utf-8"), yaml.BaseLoader
)


def last_release() -> dict[str, str]:
    """Returns the newest row of the log of data releases."""
    path = ROOT / "seed_data" / "releases.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)][-1]


@pytest.mark.skipif(not CHECKER.exists(), reason="`make tools` installs the checker")
@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ("citation-file-format", "CITATION.cff"),
        ("compose-spec", "compose.yaml"),
        ("github-issue-config", ".github/ISSUE_TEMPLATE/config.yml"),
        ("github-issue-forms", ".github/ISSUE_TEMPLATE/bug.yml"),
        ("github-issue-forms", ".github/ISSUE_TEMPLATE/wrong-fact.yml"),
        ("github-workflows", ".github/workflows/ci.yml"),
    ],
)
def test_file_follows_its_schema(schema: str, name: str) -> None:
    command = [str(CHECKER), "--builtin-schema", f"vendor.{schema}", str(ROOT / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_workflow_runs_the_command_of_every_machine() -> None:
    workflow = yaml.safe_load((GITHUB / "workflows" / "ci.yml").read_text("utf-8"))
    [job] = workflow["jobs"].values()
    assert job["steps"][-1] == {"run": ".ci/run"}
    used = [step["uses"] for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action) for action in used)


def test_citation_names_the_versions_of_program_and_data() -> None:
    data = CITATION["preferred-citation"]
    assert CITATION["version"] == __version__
    release = last_release()
    assert (data["version"], data["date-released"]) == (
        release["version"],
        release["released"],
    )
    assert data["year"] == data["date-released"][:4]


def test_version_of_the_program_is_semantic() -> None:
    """<https://semver.org>, without labels of pre-releases."""
    assert re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", __version__)


def test_changelog_begins_with_the_versions_of_program_and_data() -> None:
    program, _, data = CHANGELOG.partition("\n## Data\n")
    heading = re.compile(r"^### (\S+) \((\d{4}-\d\d-\d\d)\)$", re.MULTILINE)
    assert heading.findall(program)[0] == (__version__, CITATION["date-released"])
    release = last_release()
    assert heading.findall(data)[0] == (release["version"], release["released"])


def test_badges_are_true() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    python = project["requires-python"].removeprefix(">=")
    code, data = project["license"].split(" AND ")
    release = last_release()["version"]
    assert "](../../actions/workflows/ci.yml/badge.svg)](.github/workflows/ci.yml)" in (
        readme
    )
    badges = dict(
        re.findall(r"!\[([^\]]+)\]\(https://img\.shields\.io/badge/(.+?)\)", readme)
    )
    assert badges == {
        f"Python {python}+": f"python-{python}%2B-blue",
        "API v1": "API-v1-blue",
        f"Data {release}": f"data-{release}-blue",
        f"Code: {code}": f"code-{code}-green",
        f"Data: {data.replace('-', ' ', 2)}": "data-CC_BY_4.0-green",
    }
