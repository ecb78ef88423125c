"""Years, decades and months of dates, as filters that can be counted.

A date has a part only if it lies within it as a whole: `198X` has a decade and no year.
"""

import re
from dataclasses import replace

from sqlalchemy import case

from app.db.dialects import date_text
from app.resources.filters import Filter

PARTS = {"year": "1978", "decade": "197X", "month": "1978-03"}
"""The parts of a date, each with an example."""
_FORMS = {
    "year": re.compile(r"[0-9]{4}"),
    "decade": re.compile(r"[0-9]{3}X"),
    "month": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"),
}


def date_parts(name: str, declared: Filter) -> dict[str, Filter]:
    """Returns the filters by the parts of a date, by name: `launched.year`."""
    return {f"{name}.{part}": _part(name, declared, part) for part in PARTS}


def is_part(text: str, part: str) -> bool:
    """Returns whether a text names a part of dates: `1978` is a year."""
    return _FORMS[part].fullmatch(text) is not None


def _part(name: str, declared: Filter, part: str) -> Filter:
    first = date_text(declared.column, part)
    return replace(
        declared,
        kind="part",
        # No part, if the latest second of the date lies in another one
        column=case((first == date_text(declared.latest_column, part), first)),
        about=f"{part.capitalize()} of the"
        f" {declared.about[0].lower()}{declared.about[1:]}",
        example=_example(declared, part),
        earliest_column=declared.column,
        whole=name,
        part=part,
    )


def _example(declared: Filter, part: str) -> str:
    """Returns the part in which the example of the whole date begins."""
    first = declared.example.partition("/")[0]
    return {"year": first[:4], "decade": f"{first[:3]}X", "month": first[:7]}[part]
