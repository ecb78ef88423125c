"""`/llms.txt` lists everything there is, and each of its links answers."""

import re

from app.api.dataset import QUESTIONS
from app.mcp.tools import TOOLS
from app.resources import RESOURCES
from app.web.feeds.llms_txt import llms_txt
from app.web.guide.markdown import BASE
from tests.mcp.test_mcp_access import post
from tests.support.client import Client

_LINK = re.compile(rf"^- \[[^\]\n]+\]\({re.escape(BASE)}([^)\s]+)\)", re.MULTILINE)
LINKS = _LINK.findall(llms_txt())


def test_every_link_answers(quick_client: Client) -> None:
    assert post(quick_client, "localhost").status_code == 200
    for path in LINKS:
        if path != "/mcp":
            response = quick_client.get(path, follow_redirects=True)
            assert response.status_code == 200, path
            assert response.text.strip(), path


def test_everything_is_listed() -> None:
    assert {"/guide.md", "/openapi.json", "/mcp", *QUESTIONS.values()} <= {*LINKS}
    assert {resource.path for resource in RESOURCES} <= {*LINKS}
    assert {f"/{resource.name}.md" for resource in RESOURCES} <= {*LINKS}
    assert [name for name in TOOLS if f"`{name}`: " not in llms_txt()] == []
    assert len(LINKS) == len({*LINKS})


def test_form_follows_the_specification() -> None:
    lines = llms_txt().splitlines()
    assert lines[0] == "# Rendezvous"
    assert lines[2].startswith("> ")
    lists = [line for line in lines[lines.index("## How to ask") :] if line]
    assert all(re.match(r"## |- \[[^\]]+\]\(\S+\)", line) for line in lists)
    assert [line for line in lists if line[:2] == "##"][-1] == "## Optional"
    assert len(llms_txt()) < 8000


def test_text_names_the_host_of_the_request(
    quick_client: Client,
) -> None:
    response = quick_client.get("/llms.txt", headers={"Host": "api.example.org"})
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert "(http://api.example.org/guide.md)" in response.text
    assert BASE not in response.text
    tag = {"If-None-Match": response.headers["etag"], "Host": "api.example.org"}
    assert quick_client.get("/llms.txt", headers=tag).status_code == 304
