"""Parts that bodies of several resources share."""

from typing import Any

from app import schemas
from app.ingest.catalogue import Catalogue
from app.ingest.files.cell_types import Part


def source_ref(catalogue: Catalogue, source_id: str) -> schemas.Ref:
    title = str(catalogue.sources[source_id]["title"])
    return schemas.Ref(id=source_id, name=title, url=f"/v1/sources/{source_id}")


def _common(resource: str, row: Any, **given: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "url": f"/v1/{resource}/{row.id}",
        "name": row.name,
        "aliases": given.get("aliases", getattr(row, "aliases", [])),
    }


def _same(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _parts(
    catalogue: Catalogue, resource: str, parts: list[Part]
) -> list[schemas.RoleRef]:
    return [
        schemas.RoleRef(**catalogue.ref(resource, part.id).model_dump(), role=part.role)
        for part in parts
    ]
