"""Addresses of other sites about a record: catalogues, and the sources of its facts.

The patterns of the catalogues are published: that of COSPAR designations is the
formatter of Wikidata's property P247, that of NORAD numbers is the SATCAT query of
https://celestrak.org/satcat/satcat-format.php.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

Json = dict[str, Any]


class Catalogue(NamedTuple):
    """A catalogue that has a page for each of its ids."""

    name: str
    ids: re.Pattern[str]
    address: str


CATALOGUES = {
    "wikidata": Catalogue(
        "Wikidata", re.compile(r"Q\d+"), "https://www.wikidata.org/wiki/{}"
    ),
    # Failed launches, such as 1975-F04, have no page
    "cospar": Catalogue(
        "NASA Space Science Data Coordinated Archive",
        re.compile(r"\d{4}-\d{3}[A-Z]{1,3}"),
        "https://nssdc.gsfc.nasa.gov/nmc/spacecraft/display.action?id={}",
    ),
    "norad": Catalogue(
        "CelesTrak satellite catalogue",
        re.compile(r"\d+"),
        "https://celestrak.org/satcat/records.php?CATNR={}&FORMAT=JSON-PRETTY",
    ),
}
_DOI = "https://doi.org/"


class Link(NamedTuple):
    """An address of another site, with its name and what it leads to."""

    name: str
    address: str
    about: str = ""


def catalogue_address(scheme: str, value: str) -> str | None:
    """Returns the page about an id in its catalogue, `None` if there is none."""
    catalogue = CATALOGUES.get(scheme)
    if catalogue and catalogue.ids.fullmatch(value):
        return catalogue.address.format(value)
    return None


def catalogue_links(record: Json) -> list[Link]:
    """Returns the pages of other catalogues about a record."""
    return [
        Link(CATALOGUES[scheme].name, address, value)
        for scheme, value in (record.get("external_ids") or {}).items()
        if value and (address := catalogue_address(scheme, value))
    ]


def work_address(csl: Json) -> str | None:
    """Returns the address of a work that is given as CSL-JSON: its DOI or its URL."""
    doi = csl.get("DOI")
    return f"{_DOI}{doi}" if doi else csl.get("URL")


def source_addresses(works: Iterable[Json]) -> dict[str, str]:
    """Returns the addresses of sources by their ids."""
    return {work["id"]: address for work in works if (address := work_address(work))}


def source_links(works: Iterable[Json]) -> list[Link]:
    """Returns the sources that can be read on the web, in the order of their titles."""
    links = (
        Link(
            work["title"],
            address,
            work.get("publisher") or work.get("container-title", ""),
        )
        for work in works
        if (address := work_address(work))
    )
    return sorted(links)
