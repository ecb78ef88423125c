"""The whole data set in the words of schema.org, for search engines of data."""

from typing import Any

from app.formats.jsonld import CONTEXT


def dataset(about: dict[str, Any], origin: str | None) -> dict[str, Any]:
    """The whole data set as JSON-LD."""
    found = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": "Rendezvous: an open mission database of human spaceflight",
        "description": "Everybody who flew above 80 km since 1961, every crewed flight,"
        " and for every fact the sources that state it.",
        "version": about["version"],
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "creditText": about["credit"],
        "isAccessibleForFree": True,
    }
    return found | ({"url": f"{origin}/"} if origin else {})
