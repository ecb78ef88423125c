"""The sources that an answer rests on come as BibTeX and CSL-JSON that parsers read."""

from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string

from app.formats.bibtex import bibtex
from tests.support.client import Client

RESTING = [
    "/v1/sources/burgess-2015-interkosmos",
    "/v1/sources?kind=document",
    "/v1/missions/soyuz-28",
    "/v1/people?country=VNM",
    "/v1/claims?source=000-essay",
    "/v1/firsts?country=CSK",
]


@pytest.mark.parametrize("path", RESTING)
def test_both_forms_hold_the_same_sources(client: Client, path: str) -> None:
    joint = "&" if "?" in path else "?"
    csl = client.json(f"{path}{joint}format=csl-json")
    answer = client.get(f"{path}{joint}format=bibtex")
    assert answer.headers["content-type"].startswith("application/x-bibtex")
    library = parse_string(answer.text)
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [item["id"] for item in csl]
    assert csl


def test_a_first_rests_on_catalogue_and_documents(client: Client) -> None:
    csl = client.json("/v1/firsts?country=CSK&format=csl-json")
    assert {"gcat", "000-essay"} <= {item["id"] for item in csl}


def test_accept_chooses_the_form(client: Client) -> None:
    asked = {"Accept": "application/vnd.citationstyles.csl+json"}
    assert client.get("/v1/sources/gcat", headers=asked).json()[0]["id"] == "gcat"


def test_every_kind_of_work_becomes_an_entry() -> None:
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


def test_every_source_is_a_reference_to_copy(client: Client) -> None:
    book = client.json("/v1/sources/burgess-2015-interkosmos")["data"]["reference"]
    assert book.startswith("Burgess, C. and Vis, B. (2015) Interkosmos")
    sources = client.json("/v1/sources?limit=1000")["data"]
    assert all(one["title"][:20] in one["reference"] for one in sources)


def test_claims_are_searched_by_what_they_say(client: Client) -> None:
    found = client.json("/v1/claims?q=remek station&source=gcat,000-essay&limit=0")
    everything = client.json("/v1/claims?source=gcat,000-essay&limit=0")
    assert 0 < found["meta"]["total"] < everything["meta"]["total"]
