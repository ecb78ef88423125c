"""The documents are true: what they name exists, what they list is complete."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from app.cli import cli
from app.problems import MAX_HEADERS, MAX_QUERY
from app.settings import ROOT, Settings
from tests.support.client import Client
from tests.support.recipes import anchors_of

DOCUMENTS = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in (*ROOT.glob("*.md"), *sorted(ROOT.glob("docs/*.md")))
}
ARCHITECTURE = DOCUMENTS["docs/architecture.md"]
OPERATIONS = DOCUMENTS["docs/operations.md"]
GUARANTEES = DOCUMENTS["docs/guarantees.md"]
PROXY = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
FOLDERS = ("app", "deploy", "docs", "migrations", "seed_data", "tests")
NOT_REQUESTS = {"/v1", "/v1/in-space", "/mcp", "/metrics"}
"""Addresses that need a parameter, another method or a setting."""
every_document = pytest.mark.parametrize("name", DOCUMENTS)


def code_of(text: str) -> str:
    """Returns all code of a document, a span or a line of a block on each line."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", prose)])


def first_column(text: str, heading: str) -> list[str]:
    """Returns the code in the first column of the table under a heading."""
    section = text.split(f"\n## {heading}\n")[1].split("\n## ", maxsplit=1)[0]
    return re.findall(r"^\| `([^`]+)`", section, re.MULTILINE)


def test_documents_are_all_there() -> None:
    assert {
        *("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"),
        *("docs/architecture.md", "docs/operations.md", "docs/guarantees.md"),
    } <= DOCUMENTS.keys()


@every_document
def test_links_lead_to_files_and_headings(name: str) -> None:
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", DOCUMENTS[name]):
        target, _, anchor = link.partition("#")
        # The workflow of a repository has its pages beside those of the files
        if "://" in target or target.startswith("../../actions/workflows/"):
            continue
        path = (ROOT / name).parent / target if target else ROOT / name
        if not path.exists() or (
            anchor and anchor not in anchors_of(path.read_text(encoding="utf-8"))
        ):
            broken.append(link)
    assert broken == []


@every_document
def test_named_files_and_folders_exist(name: str) -> None:
    paths = re.findall(
        rf"(?<![\w./-])(?:{'|'.join(FOLDERS)})/[\w./@-]*", code_of(DOCUMENTS[name])
    )
    assert [path for path in paths if not (ROOT / path).exists()] == []


@every_document
def test_named_modules_exist(name: str) -> None:
    modules = re.findall(r"(?<![\w./-])app(?:\.\w+)+", code_of(DOCUMENTS[name]))
    paths = {module: ROOT / module.replace(".", "/") for module in modules}
    assert [
        module
        for module, path in paths.items()
        if not (path.is_dir() or path.with_suffix(".py").is_file())
    ] == []


@every_document
def test_named_targets_of_make_exist(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    named = re.findall(
        r"^(?:\w+=\S+ )*make ([a-z]+)", code_of(DOCUMENTS[name]), re.MULTILINE
    )
    assert set(named) <= {*targets}


@every_document
def test_named_commands_and_options_exist(name: str) -> None:
    commands: dict[str, Any] = get_command(cli).commands  # type: ignore[attr-defined]
    called = re.findall(
        r"^(?:\.venv/bin/)?(?:rendezvous|python -m app) ([a-z]+)(.*)$",
        code_of(DOCUMENTS[name]),
        re.MULTILINE,
    )
    for command, rest in called:
        assert command in commands
        known = {option for param in commands[command].params for option in param.opts}
        assert set(re.findall(r"--[a-z]+", rest)) <= known | {"--help"}


def test_commands_of_make_and_of_the_program_are_named() -> None:
    text = "\n".join(map(code_of, DOCUMENTS.values()))
    assert {"serve", "test", "quick", "check", "format", "bench", "trust"} <= {
        *re.findall(r"^make ([a-z]+)", text, re.MULTILINE)
    }
    assert {"serve", "load", "check", "export", "mcp", "release", "verify"} <= {
        *re.findall(r"(?:rendezvous|-m app) ([a-z]+)", text)
    }


@every_document
def test_requests_are_answered(quick_client: Client, name: str) -> None:
    spans = re.findall(
        r"^(?:GET )?(/[a-z]\S*)$", code_of(DOCUMENTS[name]), re.MULTILINE
    )
    paths = {span for span in spans if "<" not in span} - NOT_REQUESTS
    statuses = {path: quick_client.get(path).status_code for path in sorted(paths)}
    assert statuses == dict.fromkeys(statuses, 200)


# -- Settings


def default_of(value: Any) -> str:
    """Returns a default as the table shows it."""
    if value is None or value == ():
        return "not set"
    if isinstance(value, Path):
        return f"`{value.relative_to(ROOT)}`"
    return f"`{value:g}`" if isinstance(value, float) else f"`{str(value).lower()}`"


def test_table_of_settings_is_complete_and_has_the_defaults() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| ([^|]+) \|", OPERATIONS, re.MULTILINE)
    wanted = {
        f"RENDEZVOUS_{name.upper()}": default_of(
            field.get_default(call_default_factory=True)
        )
        for name, field in Settings.model_fields.items()
    }
    wanted["DATABASE_URL"] = wanted.pop("RENDEZVOUS_DATABASE_URL")
    assert dict(rows) == wanted


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "CHANGELOG.md"])
def test_named_settings_exist(name: str) -> None:
    known = {f"RENDEZVOUS_{field.upper()}" for field in Settings.model_fields}
    assert set(re.findall(r"RENDEZVOUS_[A-Z_]+", DOCUMENTS[name])) <= known


def test_limits_are_those_of_the_code_and_of_the_proxy() -> None:
    assert f"may have {MAX_HEADERS:,} bytes, its query {MAX_QUERY:,}" in OPERATIONS
    for directive, sentence in (
        ("rate=20r/s", "20 requests per second"),
        ("burst=200", "burst of 200"),
        ("limit_conn connections 50;", "50 at the same time"),
        ("client_header_timeout 10s;", "closed after 10 seconds"),
        ("send_timeout 30s;", "closed after 30 seconds"),
        ("inactive=7d", "requested in the last week"),
    ):
        assert directive in PROXY
        assert sentence in GUARANTEES


# -- Architecture


def test_every_package_is_described_and_drawn() -> None:
    packages = {path.parent.name for path in ROOT.glob("app/*/__init__.py")}
    assert {*first_column(ARCHITECTURE, "Packages")} == {
        f"app/{package}" for package in packages
    }
    [diagram] = re.findall(
        r"^```mermaid\n(.*?)^```", ARCHITECTURE, re.MULTILINE | re.DOTALL
    )
    assert {*re.findall(r"<b>(\w+)</b>", diagram)} == packages


def test_every_module_beside_the_packages_is_named() -> None:
    modules = {f"app/{path.name}" for path in ROOT.glob("app/[a-z]*.py")}
    assert [module for module in modules if f"`{module}`" not in ARCHITECTURE] == []


def test_import_layers_are_those_that_are_checked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [contract] = project["tool"]["importlinter"]["contracts"]
    [shown] = re.findall(
        r"^```text\n(app\..*?)^```", ARCHITECTURE, re.MULTILINE | re.DOTALL
    )
    assert shown.splitlines() == contract["layers"]


# -- Guarantees


@pytest.mark.parametrize("name", ["docs/guarantees.md", "SECURITY.md"])
def test_guarantees_are_split_by_what_they_need(name: str) -> None:
    headings = re.findall(r"^## (.+)$", DOCUMENTS[name], re.MULTILINE)
    assert headings[:2] == [
        "What the application guarantees alone",
        "What needs the reverse proxy",
    ]


def test_every_guarantee_names_its_test() -> None:
    rows = re.findall(r"^\| (?!What happens|-)(.+) \|$", GUARANTEES, re.MULTILINE)
    assert len(rows) > 20
    tests = [re.fullmatch(r".*\| `tests/[\w/]+\.py`", row) for row in rows]
    assert all(tests)
