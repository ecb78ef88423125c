"""The example applications in `docs/examples` run as they are."""

import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import nbformat
import pytest
from nbclient import NotebookClient
from playwright.sync_api import expect, sync_playwright
from sqlalchemy import URL

from app.settings import ROOT
from tests.support.programs import program
from tests.support.serving import served

EXAMPLES = ROOT / "docs" / "examples"
NOTEBOOK = EXAMPLES / "notebook.ipynb"
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--no-first-run"]


@pytest.fixture(scope="module")
def api(sqlite_url: URL) -> Iterator[httpx.Client]:
    with served({"RENDEZVOUS_DATABASE_URL": str(sqlite_url)}) as client:
        assert client.get("/readyz").status_code == 200
        yield client


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a log."""

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def other_origin() -> Iterator[str]:
    """The address of another server, with the files of the examples."""
    files = partial(Quiet, directory=str(EXAMPLES))
    with ThreadingHTTPServer(("127.0.0.1", 0), files) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.browser
def test_widget_on_another_site_lists_people_in_space(
    api: httpx.Client, other_origin: str
) -> None:
    address = str(api.base_url).rstrip("/")
    answer = api.get("/v1/in-space").json()
    faults: list[str] = []
    with sync_playwright() as kit:
        chromium = program("chromium")
        browser = kit.chromium.launch(executable_path=chromium, args=CHROMIUM)
        page = browser.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{other_origin}/in_space_widget.html?api={address}")
        region = page.get_by_role("region", name="People in space")
        day, count = answer["meta"]["complete_to"], answer["meta"]["count_min"]
        expect(region.get_by_role("status")).to_have_text(f"{count} people on {day}")
        assert region.get_by_role("listitem").count() == len(answer["data"])
        first = region.get_by_role("listitem").first
        expect(first).to_contain_text(answer["data"][0]["person"]["name"])
        page.goto(f"{other_origin}/in_space_widget.html?api={other_origin}")
        status = page.get_by_role("status")
        expect(status).to_contain_text("The list cannot be loaded: ")
        browser.close()
    assert faults == []


def test_plot_of_flights_per_year_is_drawn(api: httpx.Client, tmp_path: Path) -> None:
    plot = tmp_path / "flights.png"
    address = str(api.base_url).rstrip("/")
    command = [sys.executable, "-W", "error", "flights_per_year.py", address, str(plot)]
    done = subprocess.run(
        command, cwd=EXAMPLES, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    rows = done.stdout.splitlines()[1:]
    counts = dict(row.rsplit(maxsplit=1) for row in rows)
    meta = api.get("/v1/crew?countries=canada&limit=0").json()["meta"]
    assert int(counts["Canada"]) == meta["total"]
    assert plot.read_bytes().startswith(b"\x89PNG")


def test_notebook_gives_the_stored_output(
    api: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    assert any(output_of(cell) for cell in stored.cells)
    notebook = deepcopy(stored)
    monkeypatch.setenv("RENDEZVOUS", str(api.base_url).rstrip("/"))
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    for cell, before in zip(notebook.cells, stored.cells, strict=True):
        assert output_of(cell) == output_of(before), cell.source


def output_of(cell: Any) -> list[object]:
    """Returns the texts that a cell prints, and the media types of its other output."""
    return [
        output.get("text") or output.get("traceback") or sorted(output.data)
        for output in cell.get("outputs", [])
    ]


def test_notebook_is_small() -> None:
    assert NOTEBOOK.stat().st_size < 40_000


@pytest.mark.parametrize("path", sorted(EXAMPLES.iterdir()), ids=lambda path: path.name)
def test_example_is_short_and_named_in_the_guide(path: Path) -> None:
    guide = ROOT / "app" / "web" / "guide" / "recipes.md"
    if path != NOTEBOOK:
        assert len(path.read_text("utf-8").splitlines()) <= 90
    assert f"`docs/examples/{path.name}" in guide.read_text("utf-8")
