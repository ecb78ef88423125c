"""A snapshot of a small seed, for tests of services without an application."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio

from app.services.reload import open_snapshot
from app.services.snapshot import Snapshot
from app.services.tables import Items
from tests.support.factories import load_seed


@contextmanager
def loaded_snapshot(folder: Path, **files: Any) -> Iterator[Snapshot]:
    """Loads a seed into a folder and yields its snapshot; see `load_seed`."""
    snapshot = anyio.run(open_snapshot, load_seed(folder, **files), 10)
    yield snapshot
    anyio.run(snapshot.data.close)


def answered(items: Items) -> dict[str, Any]:
    """Returns the items of a computed answer and its `meta`, parsed."""
    return {"data": [json.loads(body) for body in items.bodies], "meta": items.meta}
