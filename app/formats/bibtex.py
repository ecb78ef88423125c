"""The sources that an answer rests on, as CSL-JSON or BibTeX."""

import re
from collections.abc import Iterable
from typing import Any

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
