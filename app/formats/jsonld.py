"""Records in the words of schema.org, so that linked data tools read them as they are.

What schema.org has no word for is left out: `format=json` has all of it. Dates are
ISO 8601, so a date that EDTF marks as uncertain is left out too.
"""

from typing import Any

CONTEXT = "https://schema.org"
TYPES = {
    "missions": "Event",
    "people": "Person",
    "crew": "Role",
    "spacecraft": "Vehicle",
    "stations": "Vehicle",
    "countries": "Country",
    "programmes": "Project",
    "organisations": "Organization",
    "events": "Event",
    "sources": "CreativeWork",
    "claims": "Claim",
    "changes": "UpdateAction",
}
_EVERYWHERE = {
    "name": "name",
    "title": "name",
    "aliases": "alternateName",
    "summary": "description",
}
_WORDS = {
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
    "claims": {"says": "text", "note": "comment", "source": "appearance"},
}


def record_as_jsonld(resource: str, record: dict[str, Any]) -> dict[str, Any]:
    """A record as JSON-LD; absent values are left out, related records are in brief."""
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": TYPES[resource],
        "@id": record["url"],
        "url": record["url"],
    }
    for field, word in (_EVERYWHERE | _WORDS[resource]).items():
        told = _told(record.get(field), is_date=word.endswith("Date"))
        if told not in (None, []):
            known = found.get(word)
            found[word] = told if known is None else [*_listed(known), *_listed(told)]
    return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _told(value: Any, *, is_date: bool) -> Any:
    if isinstance(value, list):
        return [_told(one, is_date=is_date) for one in value]
    if isinstance(value, dict):
        return _brief(value)
    certain = not is_date or not set("~?%X./") & set(value or "")
    return value if certain else None


def _brief(related: dict[str, Any]) -> dict[str, Any]:
    """A related record: itself, or the one that an entry of a crew is about."""
    one = related.get("person", related)
    resource = one["url"].split("/")[2]
    return {"@type": TYPES[resource], "@id": one["url"], "name": one["name"]}
