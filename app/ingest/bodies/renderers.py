"""The function that renders the body of each kind of record."""

from collections.abc import Callable
from typing import Any

from app import schemas
from app.ingest.bodies import craft, flights, places, provenance, states, stations
from app.ingest.catalogue import RECORDS, Catalogue
from app.resources import BY_NAME

_FUNCTIONS = {
    name: function
    for module in (craft, flights, places, provenance, states, stations)
    for name, function in vars(module).items()
}

# Named after the singular of the resource; crew entries are rendered from flights
RENDERERS: dict[str, Callable[[Catalogue, Any], schemas.Record]] = {
    name: _FUNCTIONS[f"render_{BY_NAME[name].singular}"]
    for name in RECORDS
    if name != "crew"
}
