"""Bodies of events, sources, claims and changes."""

from typing import Any

from app import schemas
from app.ingest.bodies.common import render, role_refs, source_ref
from app.ingest.catalogue import Catalogue
from app.ingest.claims.judge import JudgedStatement
from app.ingest.files.provenance import Event
from app.ingest.files.release_log import Change
from app.ingest.files.sources import issued


def render_event(catalogue: Catalogue, row: Event) -> schemas.Event:
    return render(
        schemas.Event,
        row,
        url=f"/v1/events/{row.id}",
        aliases=[],
        missions=catalogue.refs("missions", row.missions),
        people=role_refs(catalogue, "people", row.people),
        countries=catalogue.refs("countries", row.countries),
        organisations=catalogue.refs("organisations", row.organisations),
        stations=catalogue.refs("stations", row.stations),
    )


def render_source(
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


def render_claim(catalogue: Catalogue, judged: JudgedStatement) -> schemas.Claim:
    statement = judged.statement
    return render(
        schemas.Claim,
        statement,
        url=f"/v1/claims/{statement.id}",
        source=source_ref(catalogue, statement.source),
        actual=judged.our_value,
        agreement=judged.agreement,
    )


def render_change(
    catalogue: Catalogue, row: Change, released: str
) -> schemas.DataChange:
    record, field = row.target
    return render(
        schemas.DataChange,
        row,
        url=f"/v1/changes/{row.id}",
        released=released,
        record=record,
        field=field,
        old=row.parse(row.old),
        new=row.parse(row.new),
        source=source_ref(catalogue, row.source) if row.source else None,
    )
