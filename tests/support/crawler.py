"""A crawler that follows every link of a server, whatever the form of the response."""

import csv
import json
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.support.markup import BROWSER

TEXTS = ("old", "new", "value", "did_you_mean", "pointer", "examples")
"""Members of JSON and columns of CSV whose values may be paths but are no links."""
ABSOLUTE = re.compile(r"https?://[^\s\"'<>`)\]|\\]+")
_LINK = re.compile(r'<([^>]*)>; rel="')
_MARKDOWN = re.compile(r"(?<!\\)\]\(([^)\s]+)\)")
# Attributes whose values may begin with a slash
_NO_PATHS = ("aria-keyshortcuts", "content", "value")
_XML = re.compile(r'<loc>([^<]+)<|(?:href|template)="([^"]+)"')


class _Attributes(HTMLParser):
    """The values of all attributes of a page that can be addresses."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            is_path = value and value.startswith("/") and name not in _NO_PATHS
            if value and (is_path or value.startswith("http")):
                self.links.append(value)


def _links_of_json(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, member in value.items():
            if name not in TEXTS:
                yield from _links_of_json(member)
    elif isinstance(value, list):
        for entry in value:
            yield from _links_of_json(entry)
    elif isinstance(value, str) and value.startswith(("/", "http")):
        yield value


def _links_of_openapi(document: Any) -> Iterator[str]:
    """Yields the addresses without parameters in their paths, at each server."""
    for server in document["servers"]:
        for path in document["paths"]:
            if "{" not in path:
                yield server["url"].rstrip("/") + path


def _links_of_csv(text: str) -> Iterator[str]:
    for row in csv.DictReader(text.splitlines()):
        for name, cell in row.items():
            if name not in TEXTS and cell.startswith("/"):
                yield cell


def _links_of_text(text: str) -> Iterator[str]:
    yield from _MARKDOWN.findall(text)
    for address in ABSOLUTE.findall(text):
        # The end of a sentence
        yield address.rstrip(".,:;")


def _links_of_xml(text: str) -> Iterator[str]:
    for location, address in _XML.findall(text):
        yield (location or address).replace("&amp;", "&").replace("{searchTerms}", "a")


_READERS: dict[str, Callable[[str], Iterator[str]]] = {
    "application/json": lambda text: _links_of_json(json.loads(text)),
    "application/ld+json": lambda text: _links_of_json(json.loads(text)),
    "application/linkset+json": lambda text: _links_of_json(json.loads(text)),
    "application/problem+json": lambda text: _links_of_json(json.loads(text)),
    "application/x-ndjson": lambda text: _links_of_json(
        [json.loads(line) for line in text.splitlines()]
    ),
    "application/atom+xml": _links_of_xml,
    "application/opensearchdescription+xml": _links_of_xml,
    "application/xml": _links_of_xml,
    "text/csv": _links_of_csv,
    "text/html": lambda text: iter(_Attributes(text).links),
    "text/markdown": _links_of_text,
    "text/plain": _links_of_text,
}


def links_of(response: httpx.Response) -> Iterator[str]:
    """Yields the targets of all links of a response, in headers and body."""
    yield from _LINK.findall(response.headers.get("link", ""))
    if "location" in response.headers:
        yield response.headers["location"]
    media_type = response.headers.get("content-type", "").partition(";")[0]
    if "accept-ranges" not in response.headers and media_type in _READERS:
        yield from _READERS[media_type](response.text)
    if urlsplit(str(response.url)).path.endswith("/openapi.json"):
        yield from _links_of_openapi(response.json())


def _kind(path: str) -> str:
    """Returns what equal addresses of different records share."""
    parts = urlsplit(path)
    names = sorted({pair.partition("=")[0] for pair in parts.query.split("&")})
    segments = parts.path.split("/")
    return "/".join(segments[:4]) if "v1" in segments else f"{segments[:3]} {names}"


class Crawler:
    """Follows links from paths, at most so many of each kind of address.

    `origin` is the public origin of the server, `prefix` the path under it that no link
    may leave.
    """

    def __init__(self, client: httpx.Client, origin: str, prefix: str) -> None:
        self.client = client
        self.origin = origin
        self.prefix = prefix
        self.statuses: dict[str, int] = {}
        self.outside: set[tuple[str, str]] = set()
        self.media_types: Counter[str] = Counter()

    def crawl(self, starts: Sequence[str], each: int, most: int) -> None:
        kinds: Counter[str] = Counter()
        waiting, known = deque(starts), set(starts)
        while waiting and len(self.statuses) < most:
            path = waiting.popleft()
            for link in self._visit(path):
                if link not in known:
                    known.add(link)
                    kinds[_kind(link)] += 1
                    if kinds[_kind(link)] <= each:
                        waiting.append(link)

    def _visit(self, path: str) -> Iterator[str]:
        """Requests an address as a program and as a browser does; yields its links."""
        accepts = ["*/*", BROWSER["Accept"]] if "/v1" in path else [BROWSER["Accept"]]
        for accept in accepts:
            headers = {"Host": urlsplit(self.origin).netloc, "Accept": accept}
            with self.client.stream("GET", path, headers=headers) as response:
                self.statuses[path] = response.status_code
                media_type = response.headers.get("content-type", "")
                self.media_types[media_type.partition(";")[0]] += 1
                if "accept-ranges" not in response.headers:
                    response.read()
                for link in links_of(response):
                    yield from self._inside(path, link)

    def _inside(self, path: str, link: str) -> Iterator[str]:
        """Yields a link without its fragment, notes one that leaves the prefix."""
        target = link.partition("#")[0]
        if target.startswith(self.origin):
            target = target.removeprefix(self.origin) or "/"
        if not target.startswith("/") or target.startswith("//"):
            return
        if f"{target.partition('?')[0]}/".startswith(f"{self.prefix}/"):
            yield target
        else:
            self.outside.add((path, link))
