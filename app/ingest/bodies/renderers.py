"""Record bodies: the JSON that will be served, made once by the schemas.

One function a resource, in the order of the schemas; each takes the catalogue and a
row and returns the schema's instance.
"""

from collections.abc import Callable
from typing import Any

from app import schemas
from app.ingest.bodies.craft import programme, spacecraft, station
from app.ingest.bodies.flights import mission, person
from app.ingest.bodies.provenance import event
from app.ingest.bodies.states import country, organisation
from app.ingest.catalogue import Catalogue

RENDERERS: dict[str, Callable[[Catalogue, Any], schemas.Record]] = {
    "countries": country,
    "organisations": organisation,
    "programmes": programme,
    "spacecraft": spacecraft,
    "stations": station,
    "people": person,
    "missions": mission,
    "events": event,
}
