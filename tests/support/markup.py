"""A strict reader of HTML: every element is closed, every id is unique."""

from collections import Counter
from html.parser import HTMLParser

from tests.support.client import Client

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
VOID = frozenset(("br", "hr", "img", "input", "link", "meta"))
DRAWN = frozenset(("circle", "line", "path", "image", "rect"))


class Markup(HTMLParser):
    """The contents of a page; `faults` lists what is not well-formed."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.relations: dict[str, str] = {}
        self.sources: list[str] = []
        self.elements: Counter[str] = Counter()
        self.words: list[str] = []
        self.styled: list[str] = []
        self.data: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"{name} is not closed" for name in self.open]
        self.faults += [f"id {name} twice" for name, n in self.ids.items() if n > 1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._begin(tag, dict(attrs))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._begin(tag, dict(attrs))
        if tag not in DRAWN:
            self.faults.append(f"{tag} closes itself")

    def _begin(self, tag: str, attributes: dict[str, str | None]) -> None:
        drawn = tag == "title" and self.open[-1:] != ["head"]
        self.elements["tooltip" if drawn else tag] += 1
        if attributes.get("id"):
            self.ids[attributes["id"] or ""] += 1
        if tag == "a":
            self.relations[attributes.get("rel") or ""] = attributes.get("href") or ""
            self.links.append(attributes.get("href") or "")
        if tag in ("script", "img", "link") and attributes.get("rel") != "canonical":
            self.sources.append(attributes.get("src") or attributes.get("href") or "")
        self.styled += [
            name for name in attributes if name == "style" or name[:2] == "on"
        ]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"{tag} closes nothing, line {self.getpos()[0]}")

    def handle_data(self, data: str) -> None:
        inside = self.open[-1] if self.open else ""
        (self.data if inside == "script" else self.words).append(data)

    @property
    def text(self) -> str:
        """The text of the page, with single spaces."""
        return " ".join(" ".join(self.words).split())


def page_of(client: Client, path: str) -> Markup:
    """Requests a page as a browser does, and reads it strictly."""
    response = client.get(path, headers=BROWSER)
    assert response.status_code == 200, f"{path}: {response.text[:300]}"
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return Markup(response.text)
