"""Functions that the bodies of several resources share."""

from typing import Any, TypeVar

from pydantic import BaseModel

from app import schemas
from app.ingest.catalogue import Catalogue
from app.ingest.files.cell_types import Participant

Body = TypeVar("Body", bound=BaseModel)


def render(schema: type[Body], row: Any, **computed: Any) -> Body:
    """Returns a body: all fields but the computed ones are copied from the row.

    `checked` is not known before all claims are judged, and stays 0 until then.
    """
    if "checked" in schema.model_fields:
        computed["checked"] = 0.0
    copied = {
        name: getattr(row, name)
        for name in schema.model_fields
        if name not in computed and hasattr(row, name)
    }
    return schema(**copied, **computed)


def source_ref(catalogue: Catalogue, source_id: str) -> schemas.Ref:
    title = catalogue.name_of("sources", source_id)
    return schemas.Ref(id=source_id, name=title, url=f"/v1/sources/{source_id}")


def role_refs(
    catalogue: Catalogue, resource: str, participants: list[Participant]
) -> list[schemas.RoleRef]:
    return [
        schemas.RoleRef(
            **catalogue.ref(resource, participant.id).model_dump(),
            role=participant.role,
        )
        for participant in participants
    ]
