"""README is true: its requests answer, and what it names exists."""

import re
import shlex
from urllib.parse import quote

import pytest

from app.cli import cli
from app.query.grammar import CONTROLS
from app.resources import RESOURCES
from app.resources.filters import OPERATORS
from app.settings import ROOT, Settings
from tests.support.client import Client

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
# Fenced blocks, and what stands between single backticks elsewhere
BLOCKS = re.findall(r"^```\w*\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
SPANS = re.findall(
    r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", README, flags=re.MULTILINE | re.DOTALL)
)
_HOST = re.compile(r"https?://(?:localhost|127\.0\.0\.1)(?::\d+)?")


def requests() -> list[tuple[str, int]]:
    """Every request as path and the status that is told beside it."""
    found = []
    for line in "\n".join(BLOCKS).replace("\\\n", " ").split("\n"):
        if line.lstrip("$ ").startswith("curl "):
            command, _, comment = line.partition(" #")
            words = [_HOST.sub("", word) for word in shlex.split(command)]
            [path] = [word for word in words if word.startswith("/")]
            told = re.match(r"\s*(\d{3})\b", comment)
            found.append((path, int(told[1]) if told else 200))
    paths = [span for span in SPANS if span.startswith("/v1") and "<" not in span]
    paths += re.findall(rf"{_HOST.pattern}(/[\w/]+)", README)
    return list(dict.fromkeys([*found, *((path, 200) for path in paths)]))


REQUESTS = requests()


def test_readme_shows_how_to_ask() -> None:
    assert len(REQUESTS) >= 8
    assert any(status != 200 for _, status in REQUESTS)


@pytest.mark.parametrize(("path", "status"), REQUESTS)
def test_every_request_answers_as_told(client: Client, path: str, status: int) -> None:
    response = client.get(quote(path, safe="/?&=,.:-_~%+"))
    assert response.status_code == status, response.text[:500]


@pytest.mark.parametrize("path", [path for path, status in REQUESTS if status == 200])
def test_no_request_answers_with_nothing(client: Client, path: str) -> None:
    response = client.get(quote(path, safe="/?&=,.:-_~%+"))
    if response.headers["content-type"] == "application/json" and path[:3] == "/v1":
        answer = response.json()
        assert "data" not in answer or answer["data"] or answer["meta"].get("facets")
    else:
        assert len(response.text.split("\n")) > 1


def test_every_make_target_exists() -> None:
    targets = set(re.findall(r"^([a-z][\w-]*):", MAKEFILE, re.MULTILINE))
    named = set(re.findall(r"`make ([a-z][\w-]*)", README))
    named |= {
        target
        for block in BLOCKS
        for target in re.findall(
            r"^(?:\w+=\S+ )*make ([a-z][\w-]*)", block, re.MULTILINE
        )
    }
    assert {"serve", "test"} <= named <= targets


def test_every_command_exists() -> None:
    commands = {
        one.name or one.callback.__name__
        for one in cli.registered_commands
        if one.callback
    }
    named = set(re.findall(r"-m app (\w+)", README))
    assert named
    assert named <= commands


def test_every_file_exists() -> None:
    named = {
        span.rstrip("/")
        for span in SPANS
        if re.fullmatch(r"(app|tests|seed_data|migrations)/[\w./-]*", span)
    }
    named |= set(re.findall(r"\]\(([\w./-]+)\)", README))
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_the_whole_grammar_is_told() -> None:
    told = " ".join(SPANS)
    missing = [one.suffix for one in OPERATORS if one.suffix not in told]
    missing += [name for name in CONTROLS if f"{name}=" not in told]
    missing += [one.name for one in RESOURCES if f"`{one.name}`" not in README]
    assert missing == []


def test_every_setting_is_told() -> None:
    names = {f"RENDEZVOUS_{name.upper()}" for name in Settings.model_fields}
    told = set(re.findall(r"RENDEZVOUS_[A-Z_]+", README))
    assert told == names - {"RENDEZVOUS_DATABASE_URL"}
    assert "`DATABASE_URL`" in README
