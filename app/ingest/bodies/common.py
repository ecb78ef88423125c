"""Functions that the bodies of several resources share."""

from typing import Any, TypeVar

from pydantic import BaseModel

from app import schemas
from app.ingest.catalogue import Catalogue
from app.ingest.files.cell_types import Participant
from app.ingest.identifiers import external_ids_of
from app.ingest.summaries import summary_of

Body = TypeVar("Body", bound=BaseModel)


def render(schema: type[Body], row: Any, **computed: Any) -> Body:
    """Returns a body: all fields but the computed ones are copied from the row.

    `checked` and `changed_in` are not known before all claims are judged; until then
    they are 0 and empty.
    """
    unknown = {"checked": 0.0, "changed_in": ""}
    computed |= {
        name: value for name, value in unknown.items() if name in schema.model_fields
    }
    copied = {
        name: getattr(row, name)
        for name in schema.model_fields
        if name not in computed and hasattr(row, name)
    }
    return schema(**copied, **computed)


def render_record(
    catalogue: Catalogue, schema: type[Body], resource: str, row: Any, **computed: Any
) -> Body:
    """Returns the body of a record that has a name, with its URL and other ids."""
    external_ids = external_ids_of(catalogue, resource, row.id)
    return render(
        schema,
        row,
        url=f"/v1/{resource}/{row.id}",
        external_ids=schemas.ExternalIds(**external_ids),
        summary=summary_of(catalogue, resource, row),
        **computed,
    )


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
