"""The sources that an answer rests on, as CSL-JSON or BibTeX."""

import json
import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, select

from app import models as m
from app.asking import Fitting, where
from app.bodies import dumps, encoded
from app.portable import among
from app.query.slots import slot
from app.readers import Reader, Values
from app.resources import Resource
from app.service import Made

CITATION_FORMS = ("bibtex", "csl-json")
# CSL types that BibTeX has; all others are `misc`
_TYPES = {
    "book": "book",
    "chapter": "incollection",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "thesis": "phdthesis",
    "report": "techreport",
}
_PLACES = {
    "article": "journal",
    "incollection": "booktitle",
    "techreport": "series",
    "misc": "howpublished",
}
_FIELDS = (
    ("publisher", "publisher"),
    ("publisher-place", "address"),
    ("volume", "volume"),
    ("issue", "number"),
    ("page", "pages"),
    ("edition", "edition"),
    ("DOI", "doi"),
    ("ISBN", "isbn"),
    ("URL", "url"),
    ("note", "note"),
)
_SPECIAL = re.compile(r"([&%$#_])")


Rests = tuple[Select[*tuple[Any, ...]], Values]
"""A statement that brings bodies of sources, and what fills its slots."""


def rests_on(resource: Resource, fits: Fitting) -> Rests:
    """Bodies of the sources behind the records that fit, or of the sources that do."""
    return _sources(resource, where(resource, fits.shape)), fits.values


def behind(resource: Resource, record_id: str) -> Rests:
    """Bodies of the sources behind a record."""
    return _sources(resource, [resource.model.id == slot("id")]), {"id": record_id}


def _sources(
    resource: Resource, conditions: list[ColumnElement[bool]]
) -> Select[*tuple[Any, ...]]:
    record_id = resource.model.id
    if resource.name == "sources":
        return select(m.Source.body).where(*conditions).order_by(m.Source.id)
    if not resource.has_claims:
        cited = select(resource.model.source_id).where(*conditions)
    else:
        named = select(literal(f"{resource.name}/") + record_id).where(*conditions)
        cited = select(m.Claim.source_id).where(m.Claim.record.in_(named))
    return select(m.Source.body).where(m.Source.id.in_(cited)).order_by(m.Source.id)


def of_ids(source_ids: Iterable[str]) -> Rests:
    """Bodies of the sources with these ids."""
    found = select(m.Source.body).where(among(m.Source.id, "ids"))
    return found.order_by(m.Source.id), {"ids": dumps(sorted(source_ids))}


async def cite(reader: Reader, rests: Rests, form: str) -> Made:
    """The sources that an answer rests on, in a citation form."""
    items = [json.loads(body)["csl"] for (body,) in await reader.long_rows(*rests)]
    return Made(encoded(items) if form == "csl-json" else bibtex(items).encode())


def bibtex(items: Iterable[dict[str, Any]]) -> str:
    """A BibTeX file of works in CSL-JSON; the key is the source's id."""
    return "\n".join(_entry(item) for item in items)


def _entry(item: dict[str, Any]) -> str:
    kind = _TYPES.get(item["type"], "misc")
    fields = {"title": f"{{{_escaped(item['title'])}}}"}
    for role in ("author", "editor"):
        if item.get(role):
            fields[role] = " and ".join(_person(one) for one in item[role])
    fields |= _issued(item.get("issued", {}).get("date-parts", [[]])[0])
    if "container-title" in item:
        fields[_PLACES.get(kind, "series")] = _escaped(item["container-title"])
    for name, field in _FIELDS:
        if name in item:
            value = str(item[name])
            fields[field] = value if field in ("url", "doi") else _escaped(value)
    if kind == "phdthesis" and "publisher" in fields:
        fields["school"] = fields.pop("publisher")
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{kind}{{{item['id']},\n{lines}}}\n"


def _issued(parts: list[Any]) -> dict[str, str]:
    names = ("year", "month", "day")
    return {name: str(part) for name, part in zip(names, parts, strict=False)}


def _person(name: dict[str, str]) -> str:
    if "literal" in name:
        return f"{{{_escaped(name['literal'])}}}"
    parts = (name.get("family"), name.get("given"))
    return ", ".join(_escaped(part) for part in parts if part)


def _escaped(text: str) -> str:
    plain = text.replace("\\", r"\textbackslash ").replace("{", "(").replace("}", ")")
    return _SPECIAL.sub(r"\\\1", plain)
