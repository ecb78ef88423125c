"""`/llms.txt` is true: it leads to all there is, and each of its links answers."""

import re

import pytest

from app.api.dataset import QUESTIONS
from app.mcp.tools import TOOLS
from app.resources import RESOURCES
from app.web.feeds.llms_txt import written
from app.web.guide.markdown import BASE
from tests.mcp.test_mcp_access import post
from tests.support.client import Client

_LINK = re.compile(rf"^- \[[^\]\n]+\]\({re.escape(BASE)}([^)\s]+)\)", re.MULTILINE)
LINKS = _LINK.findall(written())


@pytest.mark.parametrize("path", LINKS)
def test_every_link_answers(quick_client: Client, path: str) -> None:
    if path == "/mcp":
        assert post(quick_client, "localhost").status_code == 200
    else:
        response = quick_client.get(path)
        assert response.status_code == 200
        assert response.text.strip()


def test_all_there_is_is_told() -> None:
    assert {"/guide.md", "/openapi.json", "/mcp", *QUESTIONS.values()} <= {*LINKS}
    assert {one.path for one in RESOURCES} <= {*LINKS}
    assert {f"/{one.name}.md" for one in RESOURCES} <= {*LINKS}
    assert [name for name in TOOLS if f"`{name}`: " not in written()] == []
    assert len(LINKS) == len({*LINKS})


def test_it_has_the_form_of_its_kind() -> None:
    lines = written().splitlines()
    assert lines[0] == "# Rendezvous"
    assert lines[2].startswith("> ")
    told = [line for line in lines[lines.index("## How to ask") :] if line]
    assert all(re.match(r"## |- \[[^\]]+\]\(\S+\)", line) for line in told)
    assert [line for line in told if line[:2] == "##"][-1] == "## Optional"
    assert len(written()) < 8000


def test_it_is_plain_text_that_names_the_host_that_was_asked(
    quick_client: Client,
) -> None:
    response = quick_client.get("/llms.txt", headers={"Host": "api.example.org"})
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert "(http://api.example.org/guide.md)" in response.text
    assert BASE not in response.text
    tag = {"If-None-Match": response.headers["etag"], "Host": "api.example.org"}
    assert quick_client.get("/llms.txt", headers=tag).status_code == 304
