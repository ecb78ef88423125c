"""Claims about each fact, and their comparison with our values in words."""

import re
from collections.abc import Iterable
from typing import Any

from app.web.wording import COORDINATES, Piece, label, lower_first, pieces, prose

Json = dict[str, Any]
_WITH_PARTS = ("landing_place", "external_ids")
"""Facts of several parts, of which sources state some."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")
_ORDER = {"disagrees": 0, "agrees": 1, "less-precise": 2, "not-comparable": 3}
_VERDICTS = {
    "agrees": "The source agrees with our value.",
    "less-precise": "The source is right, but less precise than our value.",
    "disagrees": "The source disagrees with our value.",
    "not-comparable": "Our data has no value to compare this with.",
}


def claims_by_field(record: Json) -> dict[str, list[Json]]:
    """Returns the claims about each field, disagreements first.

    Claims about the record as a whole are under the empty name.
    """
    claims = sorted(
        record.get("claims") or [], key=lambda claim: _ORDER[claim["agreement"]]
    )
    fields: dict[str, list[Json]] = {}
    for claim in claims:
        name = (claim["field"] or "").partition(".")[0]
        fields.setdefault(name, []).append(claim)
    return fields


def part(claim: Json) -> str:
    """Returns the label of the part of a fact that a claim states; empty for others."""
    field, _, inner = (claim["field"] or "").partition(".")
    return label(claim["field"]) if field in _WITH_PARTS and inner else ""


def source_value(claim: Json) -> list[Piece]:
    """Returns the value that a source states, in the words of its field."""
    name, value = _field(claim), claim["stated_value"]
    if claim["compared_value"]:
        return [Piece(value)]
    if claim["compare"] == "set" and value:
        value = value.replace(";", ", ")
    has_unit = name.endswith("_seconds") or name.rpartition(".")[2] in COORDINATES
    is_measure = has_unit and _DECIMAL.fullmatch(value or "")
    words = list(pieces(name, float(value) if is_measure else value))
    if (
        claim["compare"] in ("name", "set")
        and len(words) == 1
        and _ID.fullmatch(words[0].text)
    ):
        return [Piece(words[0].text.replace("-", " ").title())]
    return words


def our_value(claim: Json) -> list[Piece]:
    """Returns our value of the fact that a claim is about."""
    return list(pieces(_field(claim), claim["our_value"]))


def _field(claim: Json) -> str:
    return claim["field"] or ("date" if claim["compare"] == "date" else "")


def disputes(claims: Iterable[Json]) -> list[Json]:
    """Returns the claims that disagree with our data."""
    return [claim for claim in claims if claim["agreement"] == "disagrees"]


def first_claim_of_each_record(claims: Iterable[Json]) -> list[Json]:
    """Returns the first claim about each record that states the value of a field."""
    records: dict[str, Json] = {}
    for claim in claims:
        if claim["field"] and claim["stated_value"]:
            records.setdefault(claim["record"], claim)
    return list(records.values())


def is_our_source(claim: Json) -> bool:
    """Returns whether our value was taken from the source of a claim."""
    is_derived: bool = claim["origin"] == "derived"
    return is_derived and claim["agreement"] != "disagrees"


def verdict(claim: Json) -> str:
    """Returns how a source compares with our value, in a sentence."""
    if is_our_source(claim) and claim["agreement"] != "not-comparable":
        return "Our value was taken from this source."
    return _VERDICTS[claim["agreement"]]


def certainty(erratum: Json) -> str:
    """Returns how sure it is that a source errs, in a sentence."""
    supporting, contradicting = (
        len(erratum[side]) for side in ("supporting", "contradicting")
    )
    sources = f"{supporting} independent source{'s' * (supporting != 1)}"
    sentences = {
        "certain": f"Certain: {sources} state our value; only this source contradicts"
        " it.",
        "probable": f"Probable: {sources} against {contradicting}.",
        "open": f"Open: {sources} against {contradicting}.",
        None: "Our value is computed from several facts.",
    }
    return sentences[erratum["certainty"]]


def title_of_claim(claim: Json) -> str:
    """Returns the title of a claim: its summary, with the value as readers write it.

    The summary of a cell of a table names a field and a value of the API.
    """
    field, stated = claim["field"] or "", claim["stated_value"]
    cell = f", {field.replace('_', ' ')}: {stated}"
    name = claim["summary"].removesuffix(cell)
    if name == claim["summary"]:
        return prose(name).removesuffix(".")
    words = ", ".join(piece.text for piece in source_value(claim))
    return f"{prose(name)}, {lower_first(label(field))}: {words}"
