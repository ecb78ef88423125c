"""What the framework costs by itself: a route that sends fixed bytes."""

from fastapi import FastAPI
from fastapi.responses import Response

from tests.benchmarks.fixed import BODIES

app = FastAPI()


@app.get("/{question}")
async def fixed(question: str) -> Response:
    """The bytes that belong to a question."""
    body = BODIES.get(f"/{question}", b"ready")
    return Response(body, media_type="application/json")
