"""`GET /v1/in-space?at=`: who was in space at an instant, on what, since when."""

import json

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import or_, select

from app import bodies, models
from app.dates import LAST_SECOND, Span, parse_date
from app.openapi import json_schema, list_parameters, problem_responses
from app.problems import InvalidQuery
from app.query.grammar import Grammar
from app.resources import CREW
from app.responses import chosen_form, respond
from app.routes.records import CurrentService
from app.service import Made, Service, envelope

PATH = "/v1/in-space"
GRAMMAR = Grammar(controls={"at": ()})

router = APIRouter(tags=["in-space"])


@router.get(
    PATH,
    operation_id="find_in_space",
    summary="Who was in space?",
    description="Everybody above 80 km at an instant, earliest launch first. Of a time"
    " that is not known to the second, everybody who may have been is named.",
    response_model=None,
    responses={
        200: json_schema("PresentPage", "Who was in space"),
        **problem_responses(400, 406, 414, 503),
    },
    openapi_extra={"parameters": list_parameters(CREW, GRAMMAR)},
)
async def in_space(request: Request, service: CurrentService) -> Response:
    pairs = request.query_params.multi_items()
    asked = GRAMMAR.parse(pairs, service.vocabulary)
    span = None
    if "at" not in asked.given:
        asked.fault(
            "at", None, "is needed: an instant such as 1985-10-07T12:00Z, or now"
        )
    else:
        try:
            span = _instant(asked.given["at"])
        except ValueError as error:
            asked.fault("at", asked.given["at"], str(error))
    if asked.faults or span is None:
        raise InvalidQuery("See `errors` for what would be right.", asked.faults)
    chosen_form(request, None)
    url = f"{PATH}?{asked.canonical()}"
    now = asked.given["at"] == "now"
    return await respond(
        request, service, url, lambda: _answer(service, span, url, now=now)
    )


def _instant(text: str) -> Span:
    """The instant asked for; a date without a time means any second of it."""
    if text == "now":
        return Span(LAST_SECOND, LAST_SECOND, text, exact=True)
    return parse_date(text)


async def _answer(service: Service, span: Span, url: str, *, now: bool) -> Made:
    crew = models.Crew
    statement = (
        select(crew.body)
        .where(
            crew.launched_earliest <= span.latest,
            or_(crew.landed_latest.is_(None), crew.landed_latest >= span.earliest),
        )
        .order_by(crew.launched_earliest, crew.id)
    )
    rows = await service.reader.rows(statement)
    people = [_present(json.loads(row[0])) for row in rows]
    meta = service.meta(
        total=len(people),
        returned=len(people),
        query=f"people above 80 km at {span.text}",
        hints=_hints(service, span, now=now),
    )
    return Made(envelope(bodies.dumps(people), meta, {"self": url, "next": None}))


def _present(entry: dict[str, object]) -> dict[str, object]:
    stations = entry["stations"]
    crew = {"id": entry["id"], "name": entry["id"], "url": entry["url"]}
    return {
        "person": entry["person"],
        "crew": crew,
        "mission": entry["mission"],
        "countries": entry["countries"],
        "station": stations[0] if isinstance(stations, list) and stations else None,
        "since": entry["launched"],
        "until": entry["landed"],
    }


def _hints(service: Service, span: Span, *, now: bool) -> list[str]:
    about = json.loads(service.vocabulary.about)
    ends = [one["complete_to"] for one in about["coverage"] if one["part"] == "crew"]
    end = ends[0] if ends else None
    if end and (now or span.latest > parse_date(end).latest):
        return [
            f"The catalogue is complete to {end}; what happened since is not in it."
        ]
    return []
