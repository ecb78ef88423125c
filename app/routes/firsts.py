"""`GET /v1/firsts`: the earliest flight that fits, and what would change the answer."""

import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import and_, or_, select

from app import bodies, models
from app.asking import understand
from app.citations import CITATION_FORMS, cite, of_ids
from app.firsts import (
    BASES,
    BOUNDARIES,
    GROUPS,
    LINEAGES,
    Candidate,
    Definition,
    find,
    group_of,
    tied,
    year_of,
)
from app.openapi import json_schema, list_parameters, problem_responses
from app.query.grammar import CONTROLS, Asked, Grammar
from app.resources import CREW
from app.responses import chosen_form, respond
from app.routes.records import CurrentService
from app.service import Made, Service, envelope
from app.vocabulary import Vocabulary

PATH = "/v1/firsts"
FIRSTS_FORMS = ("json", *CITATION_FORMS)
GRAMMAR = Grammar(
    CREW.filters,
    controls={
        "by": tuple(GROUPS),
        "achievement": ("flight",),
        "boundary": tuple(BOUNDARIES),
        "basis": tuple(BASES),
        "lineage": tuple(LINEAGES),
        "date_match": CONTROLS["date_match"],
        "format": FIRSTS_FORMS,
    },
)
Found = dict[str | None, list[Candidate]]

router = APIRouter(tags=["firsts"])


@router.get(
    PATH,
    operation_id="find_firsts",
    summary="Who was first?",
    description="The earliest flight that fits every filter of `crew`, for all or for"
    " each group, under a definition that is echoed and can be changed.",
    response_model=None,
    responses={
        200: json_schema("FirstsAnswer", "Who was first"),
        **problem_responses(400, 406, 414, 503),
    },
    openapi_extra={"parameters": list_parameters(CREW, GRAMMAR)},
)
async def firsts(request: Request, service: CurrentService) -> Response:
    pairs = request.query_params.multi_items()
    asked = understand(service, pairs, GRAMMAR)
    form = chosen_form(request, asked.given.get("format"), FIRSTS_FORMS)
    query = asked.canonical()
    url = f"{PATH}?{query}" if query else PATH
    return await respond(
        request, service, url, lambda: _answer(service, asked, url, form), form
    )


async def _answer(service: Service, asked: Asked, url: str, form: str) -> Made:
    given = asked.given
    by = given.get("by")
    definition = Definition(
        **{
            name: given[name]
            for name in ("boundary", "basis", "lineage")
            if name in given
        }
    )
    found = await find(service, asked, by, definition)
    others = await _others(service, asked, by, definition)
    keys = (
        sorted(found, key=lambda key: (found[key][0].earliest, key)) if by else [None]
    )
    claims = await _claims(
        service, [one for key in keys for one in tied(found[key])[0]]
    )
    if form in CITATION_FORMS:
        stated = [json.loads(claim) for known in claims.values() for claim in known]
        cited = of_ids({claim["source"]["id"] for claim in stated})
        return await cite(service.reader, cited, form)
    data = [
        _first(service, asked, by, key, found[key], others, claims, definition)
        for key in keys
    ]
    hints = [] if by or found[None] else _hints(service, asked, definition, others)
    meta = {
        "total": len(data),
        "returned": len(data),
        "query": _sentence(asked, by),
        "definition": {
            "boundary": definition.boundary,
            "basis": definition.basis,
            "lineage": definition.lineage,
            "achievement": given.get("achievement", "flight"),
            "text": definition.text,
        },
        "dataset": service.dataset,
        "hints": hints,
    }
    return Made(envelope(bodies.join(data), meta, {"self": url, "next": None}))


async def _others(
    service: Service, asked: Asked, by: str | None, definition: Definition
) -> dict[Definition, Found]:
    """The answers under every definition that differs in one choice."""
    asks_states = any(one.field in ("country", "region") for one in asked.conditions)
    states = by in ("country", "region") or asks_states
    return {
        other: await find(service, asked, by, other)
        for other in definition.changes(states=states)
        if other.lineage == definition.lineage or asks_states
    }


def _first(  # noqa: PLR0913, PLR0917 - the parts of an answer
    service: Service,
    asked: Asked,
    by: str | None,
    key: str | None,
    candidates: list[Candidate],
    others: dict[Definition, Found],
    claims: dict[str, list[str]],
    definition: Definition,
) -> str:
    first, following = tied(candidates)
    runner_up = "null"
    if following:
        launched = bodies.dumps(following[0].launched)
        runner_up = f'{{"launched":{launched},"crew":{_crew(following)}}}'
    changes = []
    for other, found in others.items():
        changed = tied(found.get(key, []))[0]
        if {one.id for one in changed} != {one.id for one in first}:
            change = bodies.dumps(definition.differs(other))
            changes.append(f'{{"change":{change},"first":{_crew(changed)}}}')
    stated = list(dict.fromkeys(claim for one in first for claim in claims[one.id]))
    parts = {
        "group": bodies.dumps(_group(service.vocabulary, asked, by, key, definition)),
        "first": _crew(first),
        "launched": bodies.dumps(first[0].launched if first else None),
        "runner_up": runner_up,
        "sensitivity": bodies.join(changes),
        "claims": bodies.join(stated),
    }
    return "{" + ",".join(f'"{name}":{value}' for name, value in parts.items()) + "}"


def _crew(candidates: list[Candidate]) -> str:
    return bodies.join(one.body for one in candidates)


def _group(
    words: Vocabulary,
    asked: Asked,
    by: str | None,
    key: str | None,
    definition: Definition,
) -> dict[str, Any] | None:
    if by is None or key is None:
        states = [one for one in asked.conditions if one.field == "country"]
        if len(states) == 1 and states[0].operator == "" and len(states[0].values) == 1:
            return {"country": _brief(words, "countries", states[0].values[0])}
        return None
    to = group_of(by, definition.basis).to
    return {by: _brief(words, to, key) if to else key}


def _brief(words: Vocabulary, resource: str, record_id: str) -> dict[str, str]:
    return {
        "id": record_id,
        "name": words.ids[resource][record_id],
        "url": f"/v1/{resource}/{record_id}",
    }


async def _claims(service: Service, first: list[Candidate]) -> dict[str, list[str]]:
    """Statements about each first: asked as a first, or about the flight itself."""
    found: dict[str, list[str]] = {one.id: [] for one in first}
    owners: dict[str, list[str]] = {}
    for one in first:
        for record in (
            f"people/{one.person}",
            f"missions/{one.mission}",
            f"crew/{one.id}",
        ):
            owners.setdefault(record, []).append(one.id)
    claim = models.Claim
    statement = (
        select(claim.record, claim.body)
        .where(
            claim.record.in_(list(owners)),
            or_(
                claim.asks.startswith(PATH),
                and_(claim.resource == "missions", claim.field == "launched"),
                and_(
                    claim.resource == "crew", claim.field.in_(("countries", "launched"))
                ),
            ),
        )
        .order_by(claim.id)
    )
    for row in await service.reader.rows(statement):
        for owner in owners[row.record]:
            found[owner].append(row.body)
    return found


def _hints(
    service: Service,
    asked: Asked,
    definition: Definition,
    others: dict[Definition, Found],
) -> list[str]:
    """Why nobody fits, and each change of definition that would find somebody."""
    names = service.vocabulary.ids["countries"]
    states = [
        names[value]
        for one in asked.conditions
        if one.field == "country" and one.operator == ""
        for value in one.values
    ]
    whose = f"citizen of {' or '.join(states)}" if states else "flight that fits"
    found = [f"No {whose} has flown {BOUNDARIES[definition.boundary]} in this data."]
    people = service.vocabulary.ids["people"]
    missions = service.vocabulary.ids["missions"]
    for other, answer in others.items():
        first = tied(answer.get(None, []))[0]
        if first:
            who = " and ".join(people[one.person] for one in first)
            what = f"{who} ({missions[first[0].mission]}, {year_of(first[0])})"
            change = "&".join(f"{k}={v}" for k, v in definition.differs(other).items())
            found.append(f"With {change} the answer is {what}.")
    return found


def _sentence(asked: Asked, by: str | None) -> str:
    told = " and ".join(condition.shown for condition in asked.conditions)
    each = f" for each {by}" if by else ""
    return f"the first flight{' with ' + told if told else ''}{each}"
