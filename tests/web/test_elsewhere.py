"""Addresses of other sites about a record."""

import pytest

from app.web.elsewhere import (
    Link,
    catalogue_address,
    catalogue_links,
    source_addresses,
    source_links,
)


@pytest.mark.parametrize(
    ("scheme", "value", "address"),
    [
        ("wikidata", "Q7327", "https://www.wikidata.org/wiki/Q7327"),
        (
            "cospar",
            "1975-065A",
            "https://nssdc.gsfc.nasa.gov/nmc/spacecraft/display.action?id=1975-065A",
        ),
        ("cospar", "1975-F04", None),
        (
            "norad",
            "8030",
            "https://celestrak.org/satcat/records.php?CATNR=8030&FORMAT=JSON-PRETTY",
        ),
        ("gcat", "H00070", None),
    ],
)
def test_id_of_a_catalogue_has_a_page_if_the_catalogue_does(
    scheme: str, value: str, address: str | None
) -> None:
    assert catalogue_address(scheme, value) == address


def test_links_of_a_record_are_those_of_its_known_ids() -> None:
    ids = {"wikidata": "Q7327", "cospar": None, "gcat": "H00070"}
    assert catalogue_links({"external_ids": ids}) == [
        Link("Wikidata", "https://www.wikidata.org/wiki/Q7327", "Q7327")
    ]
    assert catalogue_links({}) == []


def test_work_is_linked_by_its_doi_or_else_its_address() -> None:
    works = [
        {"id": "b", "title": "B", "URL": "https://b.example", "publisher": "NASA"},
        {"id": "a", "title": "A", "URL": "https://a.example", "DOI": "10.1/x"},
        {"id": "c", "title": "C"},
    ]
    assert source_links(works) == [
        Link("A", "https://doi.org/10.1/x"),
        Link("B", "https://b.example", "NASA"),
    ]
    assert source_addresses(works) == {
        "a": "https://doi.org/10.1/x",
        "b": "https://b.example",
    }
