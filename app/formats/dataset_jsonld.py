"""The data set as JSON-LD, in the vocabularies of schema.org and DCAT 3.

Each object has the types and properties of both, so that search engines of data and
catalogues of open data read the same description.
"""

from typing import Any

from app.formats.dataset_files import LICENSE, media_type_of
from app.formats.jsonld import CONTEXT

NAME = "Rendezvous: an open database of human spaceflight"
DESCRIPTION = (
    "Everybody who flew above 80 km since 1961, every crewed flight, the spacecraft,"
    " stations, states and programmes behind them, and for every fact the sources that"
    " state it, with those that disagree."
)
KEYWORDS = (
    "human spaceflight",
    "astronauts",
    "cosmonauts",
    "space missions",
    "space stations",
    "Interkosmos",
    "history of spaceflight",
    "provenance",
)
SINCE = "1957-10-04"
"""The day of the first mission: the launch of Sputnik 1."""
_CONTEXT = [
    CONTEXT,
    {
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "spdx": "http://spdx.org/rdf/terms#",
    },
]
_AUTHORS = {"@type": "Organization", "name": "The Rendezvous authors"}
_LICENSE = LICENSE["path"]
_CONSTANT = {
    "@context": _CONTEXT,
    "@type": ["Dataset", "dcat:Dataset"],
    "name": NAME,
    "dct:title": NAME,
    "description": DESCRIPTION,
    "dct:description": DESCRIPTION,
    "license": _LICENSE,
    "dct:license": {"@id": _LICENSE},
    "creator": _AUTHORS,
    "publisher": _AUTHORS,
    "isAccessibleForFree": True,
    "keywords": list(KEYWORDS),
    "dcat:keyword": list(KEYWORDS),
    "inLanguage": "en",
}


def dataset_as_jsonld(
    about: dict[str, Any], files: list[dict[str, Any]], origin: str | None
) -> dict[str, Any]:
    """Returns a description of the whole data set, with its files as distributions.

    `about` is the data of `/v1/dataset`, `files` that of `/v1/dataset/download`, and
    `origin` the public base URL; without it addresses are paths.
    """
    base = origin or ""
    changing = {
        "@id": f"{base}/v1/dataset",
        "url": f"{base}/",
        "dcat:landingPage": {"@id": f"{base}/"},
        "version": about["version"],
        "dcat:version": about["version"],
        "dateModified": max((row["released"] for row in about["releases"]), default=""),
        "identifier": about["revision"],
        "creditText": about["credit"],
        "temporalCoverage": f"{SINCE}/{_latest(about['coverage'])}",
        "variableMeasured": sorted(about["counts"]),
        "includedInDataCatalog": {
            "@type": ["DataCatalog", "dcat:Catalog"],
            "@id": f"{base}/#catalog",
            "name": "Rendezvous",
            "url": f"{base}/",
        },
        "distribution": [_distribution(file, base) for file in files],
    }
    return _CONSTANT | {name: value for name, value in changing.items() if value}


def _distribution(file: dict[str, Any], base: str) -> dict[str, Any]:
    """Returns a file to download; DCAT counts its size in bytes."""
    address = base + file["url"]
    media_type = media_type_of(file["name"])
    return {
        "@type": ["DataDownload", "dcat:Distribution"],
        "name": file["name"],
        "description": file["about"],
        "contentUrl": address,
        "dcat:downloadURL": {"@id": address},
        "encodingFormat": media_type,
        "dcat:mediaType": media_type,
        "contentSize": f"{file['bytes']} B",
        "dcat:byteSize": file["bytes"],
        "sha256": file["sha256"],
        "spdx:checksum": {
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": file["sha256"],
        },
        "license": _LICENSE,
    }


def _latest(coverage: list[dict[str, Any]]) -> str:
    """Returns the last day to which a part of the missions is complete, or `..`."""
    ends = (part["complete_to"] for part in coverage if part["resource"] == "missions")
    return max(filter(None, ends), default="..")
