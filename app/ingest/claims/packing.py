"""Statements as bytes, for the temporary database."""

import pickle
from dataclasses import fields
from operator import attrgetter

from app.ingest.claims.statements import SourceStatement
from app.schemas import Locator

_PARTS = attrgetter(*(part.name for part in fields(SourceStatement)))
_PLACE = attrgetter(*Locator.model_fields)


def packed(statement: SourceStatement) -> bytes:
    """Returns a statement as it is kept in the temporary database."""
    id_, source, locator, *others = _PARTS(statement)
    return pickle.dumps((id_, source, _PLACE(locator), *others))


def unpacked(data: bytes) -> SourceStatement:
    id_, source, place, *others = pickle.loads(data)  # noqa: S301 - see `packed`
    locator = dict(zip(Locator.model_fields, place, strict=True))
    return SourceStatement(id_, source, Locator(**locator), *others)
