"""The list of sources: each a work in CSL-JSON, with what we say of it in `custom`."""

import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.dates import parse_date
from app.text import describe_unknown

SOURCES = "sources.json"
Fault = tuple[int, str, str]


class Custom(BaseModel):
    """What CSL has no word for."""

    model_config = ConfigDict(extra="forbid")
    kind: Annotated[str, Field(min_length=1)]
    cites: list[str] = []
    aliases: list[str] = []
    license: str | None = None


class Work(BaseModel):
    """The variables of CSL-JSON that we read; all others are kept as they are."""

    id: Annotated[str, Field(min_length=1)]
    type: Annotated[str, Field(min_length=1)]
    title: Annotated[str, Field(min_length=1)]
    custom: Custom


def read_works(path: Path) -> tuple[dict[str, dict[str, Any]], list[Fault]]:
    """Works by id, and what is wrong as number of the work, variable and detail."""
    items, faults = _read_list(path)
    found: dict[str, dict[str, Any]] = {}
    numbers: dict[str, int] = {}
    for number, item in enumerate(items, start=1):
        wrong = _faults_of(item)
        if not wrong and item["id"] in found:
            wrong = [("id", f"{item['id']!r} stands twice")]
        if not wrong:
            found[item["id"]], numbers[item["id"]] = item, number
        faults += [(number, variable, detail) for variable, detail in wrong]
    faults += [
        (numbers[work_id], "cites", describe_unknown(cited, list(found)))
        for work_id, item in found.items()
        for cited in item["custom"].get("cites", [])
        if cited not in found
    ]
    return found, faults


def _read_list(path: Path) -> tuple[list[Any], list[Fault]]:
    try:
        items = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [], [(1, "file", "is missing; it holds the works as CSL-JSON")]
    except UnicodeDecodeError as error:
        return [], [(1, "file", f"is not UTF-8 (byte {error.start})")]
    except json.JSONDecodeError as error:
        return [], [(error.lineno, "file", f"is no JSON: {error.msg}")]
    if not isinstance(items, list):
        return [], [(1, "file", "is no list of works")]
    return items, []


def issued(item: dict[str, Any]) -> str | None:
    """The date of a work as EDTF, from CSL's list of year, month and day."""
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    widths = (4, 2, 2)
    texts = [str(part).zfill(width) for part, width in zip(parts, widths, strict=False)]
    return "-".join(texts) or None


def _faults_of(item: Any) -> list[tuple[str, str]]:
    if not isinstance(item, dict):
        return [("item", "is no object")]
    missing = {"id", "type", "title", "custom"} - item.keys()
    if missing:
        return [("item", f"lacks {', '.join(sorted(missing))}")]
    try:
        Work.model_validate(item)
        date = issued(item)
        if date is not None:
            parse_date(date)
    except ValidationError as error:
        return [
            (".".join(map(str, one["loc"])), f"{one['input']!r:.60}: {one['msg']}")
            for one in error.errors()
        ]
    except (AttributeError, IndexError, TypeError, ValueError) as error:
        return [("issued", str(error))]
    return []
