"""Bodies of events, sources and changes."""

from typing import Any

from app import schemas
from app.ingest.bodies.common import _common, _parts, _same, source_ref
from app.ingest.catalogue import Catalogue
from app.ingest.files import provenance
from app.ingest.files.release_log import Change
from app.ingest.files.sources import issued


def event(catalogue: Catalogue, row: provenance.Event) -> schemas.Event:
    return schemas.Event(
        **_common("events", row, aliases=[]),
        **_same(row, "summary", "kind", "at", "ended", "place", "altitude_km"),
        duration_seconds=row.duration_seconds,
        missions=catalogue.refs("missions", row.missions),
        people=_parts(catalogue, "people", row.people),
        countries=catalogue.refs("countries", row.countries),
        organisations=catalogue.refs("organisations", row.organisations),
        stations=catalogue.refs("stations", row.stations),
    )


def source(
    catalogue: Catalogue, item: dict[str, Any], score: schemas.Score
) -> schemas.Source:
    custom = item["custom"]
    return schemas.Source(
        id=item["id"],
        url=f"/v1/sources/{item['id']}",
        title=item["title"],
        kind=custom["kind"],
        issued=issued(item),
        csl={name: value for name, value in item.items() if name != "custom"},
        reference=catalogue.references[item["id"]],
        cites=[source_ref(catalogue, cited) for cited in custom.get("cites", [])],
        score=score,
    )


def change(catalogue: Catalogue, row: Change, released: str) -> schemas.DataChange:
    record, field = row.place
    return schemas.DataChange(
        id=row.id,
        url=f"/v1/changes/{row.id}",
        **_same(row, "release", "kind"),
        released=released,
        record=record,
        field=field,
        old=row.value(row.old),
        new=row.value(row.new),
        source=source_ref(catalogue, row.source) if row.source else None,
    )
