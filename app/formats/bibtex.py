"""Sources as BibTeX."""

import re
from collections.abc import Iterable
from typing import Any

_ENTRY_TYPES = {
    "book": "book",
    "chapter": "incollection",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "thesis": "phdthesis",
    "report": "techreport",
}
"""BibTeX entry types by CSL type; all other types are `misc`."""
_CONTAINER_FIELDS = {
    "article": "journal",
    "incollection": "booktitle",
    "techreport": "series",
    "misc": "howpublished",
}
"""The field for the container title, by entry type; `series` for all others."""
_FIELDS = {
    "publisher": "publisher",
    "publisher-place": "address",
    "volume": "volume",
    "issue": "number",
    "page": "pages",
    "edition": "edition",
    "DOI": "doi",
    "ISBN": "isbn",
    "URL": "url",
    "note": "note",
}
"""BibTeX fields by CSL variable."""
_UNESCAPED_FIELDS = ("url", "doi")
_SPECIAL = re.compile(r"([&%$#_])")


def bibtex(items: Iterable[dict[str, Any]]) -> str:
    """Returns CSL-JSON items as a BibTeX file; the keys are the ids of the sources."""
    return "\n".join(_entry(item) for item in items)


def _entry(item: dict[str, Any]) -> str:
    entry_type = _ENTRY_TYPES.get(item["type"], "misc")
    fields = {"title": f"{{{_escape(item['title'])}}}"}
    for role in ("author", "editor"):
        if item.get(role):
            fields[role] = " and ".join(_person(name) for name in item[role])
    fields |= _issued(item.get("issued", {}).get("date-parts", [[]])[0])
    if "container-title" in item:
        field = _CONTAINER_FIELDS.get(entry_type, "series")
        fields[field] = _escape(item["container-title"])
    for variable, field in _FIELDS.items():
        if variable in item:
            value = str(item[variable])
            fields[field] = value if field in _UNESCAPED_FIELDS else _escape(value)
    if entry_type == "phdthesis" and "publisher" in fields:
        fields["school"] = fields.pop("publisher")
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{entry_type}{{{item['id']},\n{lines}}}\n"


def _issued(parts: list[Any]) -> dict[str, str]:
    names = ("year", "month", "day")
    return {name: str(part) for name, part in zip(names, parts, strict=False)}


def _person(name: dict[str, str]) -> str:
    if "literal" in name:
        return f"{{{_escape(name['literal'])}}}"
    parts = (name.get("family"), name.get("given"))
    return ", ".join(_escape(part) for part in parts if part)


def _escape(text: str) -> str:
    plain = text.replace("\\", r"\textbackslash ").replace("{", "(").replace("}", ")")
    return _SPECIAL.sub(r"\\\1", plain)
