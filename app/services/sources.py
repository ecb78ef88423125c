"""Selects the sources cited by records, in a citation format."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, select

from app import models as m
from app.db.dialects import in_json_list
from app.db.reader import Reader, Values
from app.formats.json_bodies import dumps
from app.formats.writers import CITATION_WRITERS
from app.query.bind_parameters import parameter
from app.query.sql import Selection, filter_conditions
from app.resources import Resource
from app.services.envelope import Content

SourceSelection = tuple[Select[*tuple[Any, ...]], Values]
"""A statement that returns bodies of sources, and its values."""


def sources_of_selection(resource: Resource, selection: Selection) -> SourceSelection:
    """Selects the sources cited by the selected records; of sources, themselves."""
    conditions = filter_conditions(resource, selection.shape)
    return _sources(resource, conditions), selection.values


def sources_of_record(resource: Resource, record_id: str) -> SourceSelection:
    """Selects the sources cited by a record."""
    return _sources(resource, [resource.model.id == parameter("id")]), {"id": record_id}


def _sources(
    resource: Resource, conditions: list[ColumnElement[bool]]
) -> Select[*tuple[Any, ...]]:
    record_id = resource.model.id
    if resource.name == "sources":
        return select(m.Source.body).where(*conditions).order_by(m.Source.id)
    if not resource.has_claims:
        cited = select(resource.model.source_id).where(*conditions)
    else:
        keys = select(literal(f"{resource.name}/") + record_id).where(*conditions)
        cited = select(m.Claim.source_id).where(m.Claim.record.in_(keys))
    return select(m.Source.body).where(m.Source.id.in_(cited)).order_by(m.Source.id)


def sources_by_id(source_ids: Iterable[str]) -> SourceSelection:
    """Selects sources by their ids."""
    bodies = select(m.Source.body).where(in_json_list(m.Source.id, "ids"))
    return bodies.order_by(m.Source.id), {"ids": dumps(sorted(source_ids))}


async def cite(reader: Reader, sources: SourceSelection, form: str) -> Content:
    """Returns sources in a citation format."""
    items = [json.loads(body)["csl"] for (body,) in await reader.long_rows(*sources)]
    return Content(CITATION_WRITERS[form](items))
