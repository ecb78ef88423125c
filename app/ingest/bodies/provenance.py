"""Bodies of events, sources, claims and changes."""

from typing import Any

from app import schemas
from app.durations import lasting
from app.ingest.bodies.common import render, render_record, role_refs, source_ref
from app.ingest.catalogue import Catalogue
from app.ingest.claims.evidence import Evidence, certainty_of
from app.ingest.claims.judge import JudgedStatement
from app.ingest.claims.statements import SourceStatement
from app.ingest.files.change_values import old_and_new
from app.ingest.files.provenance import Event
from app.ingest.files.release_log import Change
from app.ingest.files.sources import issued


def render_event(catalogue: Catalogue, row: Event) -> schemas.Event:
    return render_record(
        catalogue,
        schemas.Event,
        "events",
        row,
        aliases=[],
        missions=catalogue.refs("missions", row.missions),
        people=role_refs(catalogue, "people", row.people),
        countries=catalogue.refs("countries", row.countries),
        organisations=catalogue.refs("organisations", row.organisations),
        stations=catalogue.refs("stations", row.stations),
        **lasting("duration", row.duration_seconds),
    )


def render_source(
    catalogue: Catalogue, item: dict[str, Any], score: schemas.Score
) -> schemas.Source:
    custom = item["custom"]
    return schemas.Source(
        id=item["id"],
        url=f"/v1/sources/{item['id']}",
        changed_in="",
        title=item["title"],
        kind=custom["kind"],
        issued=issued(item),
        web_url=item.get("URL"),
        family=custom.get("family", item["id"]),
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
        our_value=judged.our_value,
        agreement=judged.agreement,
    )


def render_erratum(
    catalogue: Catalogue, judged: JudgedStatement, evidence: Evidence
) -> schemas.Erratum:
    """Returns the body of a claim that disagrees, with the evidence for its fact."""
    statement = judged.statement
    record, deciding = statement.record, evidence.against(statement)
    return render(
        schemas.Erratum,
        statement,
        url=f"/v1/errata/{statement.id}",
        source=source_ref(catalogue, statement.source),
        name=record and catalogue.name_of(*record.split("/")),
        our_value=judged.our_value,
        certainty=certainty_of(deciding) if statement.field else None,
        supporting=_sources(catalogue, deciding.confirming),
        contradicting=_sources(catalogue, deciding.contradicting),
    )


def _sources(
    catalogue: Catalogue, statements: dict[str, SourceStatement]
) -> list[schemas.Ref]:
    return [source_ref(catalogue, one.source) for one in statements.values()]


def render_change(
    catalogue: Catalogue, row: Change, released: str
) -> schemas.DataChange:
    record, field = row.target
    old, new = old_and_new(row)
    return render(
        schemas.DataChange,
        row,
        url=f"/v1/changes/{row.id}",
        released=released,
        record=record,
        field=field,
        old=old,
        new=new,
        source=source_ref(catalogue, row.source) if row.source else None,
    )
