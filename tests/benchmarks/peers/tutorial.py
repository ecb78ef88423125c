"""The tutorial on SQLite: `def` routes, a session for each, a response model.

The pool is larger than the usual one, with which 64 connections wait for each other.
"""

import os
from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from tests.benchmarks.peers.tables import Mission, PageShown, counted, matching, page

engine = create_engine(
    f"sqlite:///file:{os.environ['BENCH_FILE']}?mode=ro&uri=true",
    connect_args={"check_same_thread": False},
    pool_size=64,
)
app = FastAPI()


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


@app.get("/missions", response_model=PageShown)
def missions(
    session: Annotated[Session, Depends(get_session)],
    programme: str,
    first: int,
    last: int,
    limit: int = 20,
) -> dict[str, int | list[Mission]]:
    """A page of missions with their crew."""
    found = matching(programme, first, last)
    total = session.scalar(counted(found)) or 0
    return {"total": total, "items": list(session.scalars(page(found, limit)))}
