"""The tutorial on PostgreSQL: asynchronous sessions, a response model."""

import os
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from tests.benchmarks.peers.tables import Mission, PageShown, counted, matching, page

engine = create_async_engine(
    os.environ["BENCH_SERVER"],
    connect_args={"server_settings": {"search_path": os.environ["BENCH_SCHEMA"]}},
)
app = FastAPI()


async def get_session() -> AsyncIterator[AsyncSession]:
    async with AsyncSession(engine) as session:
        yield session


@app.get("/missions", response_model=PageShown)
async def missions(
    session: Annotated[AsyncSession, Depends(get_session)],
    programme: str,
    first: int,
    last: int,
    limit: int = 20,
) -> dict[str, int | list[Mission]]:
    """A page of missions with their crew."""
    found = matching(programme, first, last)
    total = await session.scalar(counted(found)) or 0
    shown = await session.scalars(page(found, limit))
    return {"total": total, "items": list(shown)}
