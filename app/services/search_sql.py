"""The statements of a search."""

from functools import cache

from sqlalchemy import (
    ClauseElement,
    Integer,
    Subquery,
    func,
    literal,
    select,
    union_all,
)

from app.db.dialects import json_members, matching_documents
from app.models import SearchDocument, VocabularyWord
from app.query.bind_parameters import parameter
from app.query.shape import AFTER_LETTERS


@cache
def counts() -> ClauseElement:
    """Returns the statement for the number of records of each type.

    The best `most` of those that match `records` are counted, and as many of those
    that match `claims`, whose type is known.
    """
    document = SearchDocument
    records, claims = _best("records"), _best("claims")
    joined = select(document.resource, func.count()).join(
        records, records.c.number == document.number
    )
    of_claims = select(literal("claims"), func.count()).select_from(claims)
    return union_all(joined.group_by(document.resource), of_claims)


@cache
def tier(*, has_phrase: bool) -> ClauseElement:
    """Returns the statement for number, type and id of the best documents of a tier.

    They match `documents`. With a phrase, the text of the best `compared` of them is
    like `phrase` too. Up to `most` are returned.
    """
    document = SearchDocument
    columns = (document.number, document.resource, document.record_id)
    best = _best("documents", "compared" if has_phrase else "most")
    documents = select(*columns).join(best, best.c.number == document.number)
    if has_phrase:
        text = document.text + literal(" ")
        documents = documents.where(text.like(parameter("phrase")))
        documents = documents.limit(parameter("most", Integer))
    return documents.order_by(document.number)


def _best(name: str, most: str = "most") -> Subquery:
    """Returns the first documents that match an expression."""
    number = matching_documents(name).c.number
    first = select(number).order_by(number).limit(parameter(most, Integer))
    return first.subquery()


@cache
def known_words() -> ClauseElement:
    """Returns the statement for those of `words` that begin a word of some record."""
    words, known = json_members("words"), VocabularyWord.word
    is_begun = (known >= words.c.value) & (known < words.c.value + AFTER_LETTERS)
    return select(words.c.value).where(select(known).where(is_begun).exists())
