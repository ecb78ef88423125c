"""The sources of an answer as BibTeX and CSL-JSON."""

from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string

from app.formats.bibtex import bibtex
from tests.support.client import Client

PATHS = [
    "/v1/sources/burgess-2015-interkosmos",
    "/v1/sources?kind=document",
    "/v1/missions/soyuz-28",
    "/v1/people?country=VNM",
    "/v1/claims?source=000-essay",
    "/v1/firsts?country=CSK",
]


@pytest.mark.parametrize("path", PATHS)
def test_both_formats_have_the_same_sources(client: Client, path: str) -> None:
    separator = "&" if "?" in path else "?"
    csl = client.json(f"{path}{separator}format=csl-json")
    answer = client.get(f"{path}{separator}format=bibtex")
    assert answer.headers["content-type"].startswith("application/x-bibtex")
    library = parse_string(answer.text)
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [item["id"] for item in csl]
    assert csl


def test_sources_of_a_first_are_catalogue_and_documents(client: Client) -> None:
    csl = client.json("/v1/firsts?country=CSK&format=csl-json")
    assert {"gcat", "000-essay"} <= {item["id"] for item in csl}


def test_accept_selects_the_citation_format(client: Client) -> None:
    headers = {"Accept": "application/vnd.citationstyles.csl+json"}
    assert client.get("/v1/sources/gcat", headers=headers).json()[0]["id"] == "gcat"


def test_every_csl_type_has_an_entry_type() -> None:
    person = {"family": "Müller & Söhne", "given": "A."}
    items: list[dict[str, Any]] = [
        {"id": "a", "type": "book", "title": "100 % {x}_y", "author": [person]},
        {
            "id": "b",
            "type": "thesis",
            "title": "T",
            "publisher": "Paris",
            "issued": {"date-parts": [[2017, 3]]},
        },
        {
            "id": "c",
            "type": "article-journal",
            "title": "J",
            "container-title": "Space Policy",
            "editor": [{"literal": "NASA"}],
            "DOI": "10.1/x_y",
        },
        {"id": "d", "type": "webpage", "title": "W", "container-title": "Site"},
    ]
    library = parse_string(bibtex(items))
    assert not library.failed_blocks
    fields = {entry.key: entry.fields_dict for entry in library.entries}
    assert [entry.entry_type for entry in library.entries] == [
        "book",
        "phdthesis",
        "article",
        "misc",
    ]
    assert fields["a"]["author"].value == r"Müller \& Söhne, A."
    assert fields["a"]["title"].value == r"{100 \% (x)\_y}"
    assert fields["b"]["school"].value == "Paris"
    assert fields["b"]["month"].value == "3"
    assert fields["c"]["journal"].value == "Space Policy"
    assert fields["c"]["doi"].value == "10.1/x_y"
    assert fields["d"]["howpublished"].value == "Site"


def test_every_source_has_a_formatted_reference(client: Client) -> None:
    book = client.json("/v1/sources/burgess-2015-interkosmos")["data"]["reference"]
    assert book.startswith("Burgess, C. and Vis, B. (2015) Interkosmos")
    sources = client.json("/v1/sources?limit=1000")["data"]
    assert all(source["title"][:20] in source["reference"] for source in sources)


def test_claims_are_searched_by_their_summary(client: Client) -> None:
    hits = client.json("/v1/claims?q=remek station&source=gcat,000-essay&limit=0")
    claims = client.json("/v1/claims?source=gcat,000-essay&limit=0")
    assert 0 < hits["meta"]["total"] < claims["meta"]["total"]
