"""Names of records and of changed facts, as far as they follow from ids."""

import re

from app.dates import MONTHS

_WITHOUT_NAMES = {"claims": "Claim", "errata": "Erratum", "changes": "Change"}
_VOWEL = re.compile("[aeiouy]")
_SMALL_WORDS = frozenset(("and", "at", "for", "in", "of", "on", "the", "to"))
_ABBREVIATIONS = frozenset(
    ("astp", "esa", "iki", "iss", "izmiran", "nasa", "nasm", "tma", "us", "usa")
)
_DATED = re.compile(
    r"(.+)-(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:-(.+))?", re.ASCII
)
_SERIES = re.compile(r"\b(STS|TMA|TM|MS|M|T) (?=\d)")
"""Names of series of ships whose number follows a hyphen."""


def name_from_id(record: str) -> str:
    """Returns the id of `resource/id` as words. Abbreviations are capitals."""
    record_id = record.partition("/")[2]
    dated = _DATED.fullmatch(record_id)
    if dated is None:
        return _words(record_id)
    begin, year, month, day, rest = dated.groups()
    date = f"{int(day)} {MONTHS[int(month) - 1]} {year}"
    return f"{_words(begin)} of {date}{f', {_words(rest)}' if rest else ''}"


def _words(record_id: str) -> str:
    text = " ".join(
        word
        if word in _SMALL_WORDS
        else word.title()
        if _VOWEL.search(word) and word not in _ABBREVIATIONS
        else word.upper()
        for word in record_id.split("-")
    )
    return _SERIES.sub(r"\1-", text)


def record_name(record: str) -> str:
    """Returns the name of a record, `type/id`, as far as it follows from its id."""
    resource, _, record_id = record.partition("/")
    if kind := _WITHOUT_NAMES.get(resource):
        return f"{kind} {record_id}"
    return name_from_id(record)
