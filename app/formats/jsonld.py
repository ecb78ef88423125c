"""Records and the data set as JSON-LD, in the vocabulary of schema.org.

Fields without a property in schema.org are left out. So are uncertain dates, because
its dates are ISO 8601. `format=json` has everything.
"""

from typing import Any

CONTEXT = "https://schema.org"
WIKIDATA = "http://www.wikidata.org/entity/"
"""Begins the URI of an item, which Wikidata writes without `s`."""
TYPES = {
    "missions": "Event",
    "people": "Person",
    "crew": "Role",
    "spacecraft": "Vehicle",
    "stations": "Vehicle",
    "modules": "Vehicle",
    "expeditions": "Event",
    "dockings": "Event",
    "sites": "Place",
    "countries": "Country",
    "programmes": "Project",
    "organisations": "Organization",
    "events": "Event",
    "sources": "CreativeWork",
    "claims": "Claim",
    "errata": "CorrectionComment",
    "changes": "UpdateAction",
}
_COMMON_PROPERTIES = {
    "name": "name",
    "title": "name",
    "aliases": "alternateName",
    "summary": "description",
}
_PROPERTIES = {
    "missions": {
        "launched": "startDate",
        "landed": "endDate",
        "cospar": "identifier",
        "programmes": "superEvent",
        "crew": "performer",
        "countries": "organizer",
    },
    "people": {
        "native_name": "alternateName",
        "sex": "gender",
        "born": "birthDate",
        "died": "deathDate",
        "countries": "nationality",
        "occupations": "jobTitle",
        "missions": "performerIn",
    },
    "crew": {
        "role": "roleName",
        "launched": "startDate",
        "landed": "endDate",
        "person": "performer",
    },
    "stations": {"cospar": "identifier", "countries": "countryOfOrigin"},
    "modules": {"station": "isPartOf"},
    "expeditions": {
        "began": "startDate",
        "ended": "endDate",
        "crew": "performer",
        "station": "location",
    },
    "dockings": {
        "docked": "startDate",
        "undocked": "endDate",
        "mission": "superEvent",
        "target": "location",
    },
    "sites": {
        "latitude": "latitude",
        "longitude": "longitude",
        "parent": "containedInPlace",
    },
    "spacecraft": {"countries": "countryOfOrigin"},
    "countries": {
        "iso_alpha3": "identifier",
        "began": "foundingDate",
        "ended": "dissolutionDate",
    },
    "programmes": {
        "began": "foundingDate",
        "ended": "dissolutionDate",
        "organisations": "parentOrganization",
        "countries": "member",
    },
    "organisations": {
        "founded": "foundingDate",
        "dissolved": "dissolutionDate",
        "country": "location",
    },
    "events": {
        "at": "startDate",
        "ended": "endDate",
        "place": "location",
        "missions": "superEvent",
        "people": "performer",
        "organisations": "organizer",
    },
    "sources": {"issued": "datePublished", "cites": "citation"},
    "changes": {"record": "object", "released": "endTime", "source": "instrument"},
    "claims": {"summary": "text", "note": "comment", "source": "appearance"},
    "errata": {"summary": "text", "note": "comment", "source": "about"},
}


def record_as_jsonld(resource: str, record: dict[str, Any]) -> dict[str, Any]:
    """Returns a record as JSON-LD; related records are `@type`, `@id` and name."""
    linked: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": TYPES[resource],
        "@id": record["url"],
        "url": record["url"],
    }
    for field, name in (_COMMON_PROPERTIES | _PROPERTIES[resource]).items():
        value = _linked_value(record.get(field), is_date=name.endswith("Date"))
        if value not in (None, []):
            earlier = linked.get(name)
            linked[name] = (
                value if earlier is None else [*_as_list(earlier), *_as_list(value)]
            )
    if resource == "dockings":
        linked["name"] = f"{record['mission']['name']} with {record['target']['name']}"
    other = record.get("external_ids") or {}
    if item := other.get("wikidata"):
        linked["sameAs"] = WIKIDATA + item
    return linked


def dataset_as_jsonld(about: dict[str, Any], origin: str | None) -> dict[str, Any]:
    """Returns a description of the whole data set, for search engines.

    `about` is the data of `/v1/dataset`, `origin` the public base URL.
    """
    linked = {
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
    return linked | ({"url": f"{origin}/"} if origin else {})


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _linked_value(value: Any, *, is_date: bool) -> Any:
    """Returns the value of a property, `None` for an uncertain date."""
    if isinstance(value, list):
        return [_linked_value(entry, is_date=is_date) for entry in value]
    if isinstance(value, dict):
        return _linked_ref(value)
    is_uncertain = is_date and set("~?%X./") & set(value or "")
    return None if is_uncertain else value


def _linked_ref(related: dict[str, Any]) -> dict[str, Any]:
    """Returns a reference to a related record, or to the person of a crew entry."""
    ref = related.get("person", related)
    resource = ref["url"].split("/")[2]
    return {"@type": TYPES[resource], "@id": ref["url"], "name": ref["name"]}
