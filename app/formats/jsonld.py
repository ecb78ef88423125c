"""Records and the data set as JSON-LD, in the vocabulary of schema.org.

Fields without a property in schema.org are left out. So are uncertain dates, because
its dates are ISO 8601. `format=json` has everything. The `@id` of a record is the
address of its page, a path if the public address is not known: JSON-LD resolves it.
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


def record_as_jsonld(
    resource: str, record: dict[str, Any], origin: str | None
) -> dict[str, Any]:
    """Returns a record as JSON-LD; related records are `@type`, `@id` and name.

    `origin` is the public base URL.
    """
    address = _page_address(record["url"], origin)
    linked: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": TYPES[resource],
        "@id": address,
        "url": address,
    }
    for field, name in (_COMMON_PROPERTIES | _PROPERTIES[resource]).items():
        value = _linked_value(record.get(field), origin, is_date=name.endswith("Date"))
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


def _page_address(url: str, origin: str | None) -> str:
    """Returns the address of the page of a record: its URL without the version."""
    return f"{origin or ''}{url.removeprefix('/v1')}"


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _linked_value(value: Any, origin: str | None, *, is_date: bool) -> Any:
    """Returns the value of a property, `None` for an uncertain date."""
    if isinstance(value, list):
        return [_linked_value(entry, origin, is_date=is_date) for entry in value]
    if isinstance(value, dict):
        return _linked_ref(value, origin)
    is_uncertain = is_date and set("~?%X./") & set(value or "")
    return None if is_uncertain else value


def _linked_ref(related: dict[str, Any], origin: str | None) -> dict[str, Any]:
    """Returns a reference to a related record, or to the person of a crew entry."""
    ref = related.get("person", related)
    resource = ref["url"].split("/")[2]
    address = _page_address(ref["url"], origin)
    return {"@type": TYPES[resource], "@id": address, "name": ref["name"]}
