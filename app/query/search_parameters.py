"""The parameters of a search: words, and types of records."""

from app.query.limits import MAX_WORDS
from app.query.parsed_query import ParsedQuery
from app.query.synonyms import suggest
from app.query.words import query_words
from app.resources import RESOURCES

SEARCHABLE = {
    resource.name: resource.singular for resource in RESOURCES if resource.is_searchable
}
"""The types of records that can be searched, with their names in the singular."""


def read_words(query: ParsedQuery, value: str, _grammar: object) -> None:
    query.words = query_words(value)
    if not query.words:
        query.reject("q", value, "it must contain a letter or a digit")
    elif len(query.words) > MAX_WORDS:
        detail = f"`q` has {len(query.words)} words; at most {MAX_WORDS} are accepted"
        query.add_fault("q", None, detail)


def read_types(query: ParsedQuery, value: str, _grammar: object) -> None:
    types = tuple(dict.fromkeys(name.strip() for name in value.split(",")))
    allowed = list(SEARCHABLE)
    for name in types:
        if name not in SEARCHABLE:
            plural = (key for key, singular in SEARCHABLE.items() if singular == name)
            near = next(plural, None) or suggest(name, allowed)
            detail = f"it must be one or more of {', '.join(allowed)}"
            query.reject("type", name, detail, did_you_mean=near, allowed=allowed)
    query.types = types
    query.parameters["type"] = ",".join(types)
