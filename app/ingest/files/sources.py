"""The list of sources: CSL-JSON items, with our own fields in `custom`."""

import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.dates import parse_date
from app.ingest.files.row import Finding
from app.schemas.vocabularies import SourceKind
from app.text import NFC, describe_unknown, is_nfc

SOURCES = "sources.json"


class CustomFields(BaseModel):
    """Our own fields of a source, which CSL does not define."""

    model_config = ConfigDict(extra="forbid")
    kind: SourceKind
    cites: list[str] = []
    aliases: list[str] = []
    license: str | None = None
    family: str | None = None
    """The work of which several items are parts or copies; they count as one source."""


class CslItem(BaseModel):
    """The CSL-JSON variables that we read; all others are kept unchanged."""

    id: Annotated[str, Field(min_length=1)]
    type: Annotated[str, Field(min_length=1)]
    title: Annotated[str, Field(min_length=1)]
    custom: CustomFields


def read_sources(path: Path) -> tuple[dict[str, dict[str, Any]], list[Finding]]:
    """Returns the valid items by id, and the errors of the file."""
    items, findings = _read_items(path)
    sources: dict[str, dict[str, Any]] = {}
    numbers: dict[str, int] = {}
    for number, item in enumerate(items, start=1):
        errors = _errors_of(item)
        if not errors and item["id"] in sources:
            errors = [("id", f"{item['id']!r} is used more than once")]
        if not errors:
            sources[item["id"]], numbers[item["id"]] = item, number
        findings += [_finding(number, name, detail) for name, detail in errors]
    findings += [
        _finding(numbers[source_id], "cites", describe_unknown(cited, list(sources)))
        for source_id, item in sources.items()
        for cited in item["custom"].get("cites", [])
        if cited not in sources
    ]
    return sources, findings


def _finding(number: int, variable: str, detail: str) -> Finding:
    return Finding(SOURCES, number, variable, detail)


def _read_items(path: Path) -> tuple[list[Any], list[Finding]]:
    try:
        items = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [], [_finding(1, "file", "is missing; it must be a list in CSL-JSON")]
    except UnicodeDecodeError as error:
        return [], [_finding(1, "file", f"is not UTF-8 (byte {error.start})")]
    except json.JSONDecodeError as error:
        return [], [_finding(error.lineno, "file", f"is not JSON: {error.msg}")]
    if not isinstance(items, list):
        return [], [_finding(1, "file", "must be a list in CSL-JSON")]
    return items, []


def issued(item: dict[str, Any]) -> str | None:
    """Returns the publication date as EDTF, `None` if it is unknown.

    CSL has it as a list of year, month and day, of which the last ones may be missing.
    """
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    widths = (4, 2, 2)
    texts = [str(part).zfill(width) for part, width in zip(parts, widths, strict=False)]
    return "-".join(texts) or None


def _errors_of(item: Any) -> list[tuple[str, str]]:
    """Returns the errors of an item, each as variable and detail."""
    if not isinstance(item, dict):
        return [("item", "must be an object")]
    if not is_nfc(json.dumps(item, ensure_ascii=False)):
        return [("item", f"is not in {NFC}")]
    missing = {"id", "type", "title", "custom"} - item.keys()
    if missing:
        return [("item", f"has no {', '.join(sorted(missing))}")]
    try:
        CslItem.model_validate(item)
        date = issued(item)
        if date is not None:
            parse_date(date)
    except ValidationError as error:
        return [
            (
                ".".join(map(str, wrong["loc"])),
                f"{wrong['input']!r:.60}: {wrong['msg']}",
            )
            for wrong in error.errors()
        ]
    except (AttributeError, IndexError, TypeError, ValueError) as error:
        return [("issued", str(error))]
    return []
