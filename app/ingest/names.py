"""Rows of the tables by which records are found: codes, names, words, other ids."""

from collections.abc import Callable, Iterator
from typing import Any

from app import models as m
from app.ingest.catalogue import RECORDS, Catalogue
from app.ingest.identifiers import external_ids_of, names_of
from app.ingest.rows_to_tables import Values
from app.resources import BY_NAME
from app.text import fold, search_words


def code_rows(catalogue: Catalogue) -> list[Values]:
    """Every code, id and name of a state, each once; the first that claims it keeps it.

    Living states come before dissolved ones, codes before names, so that a code that
    was given away means the state that has it now.
    """
    rows: dict[str, Values] = {}
    states = sorted(
        catalogue.rows["countries"].values(), key=lambda state: state.ended or ""
    )
    for scheme, codes_of in _CODES:
        for state in states:
            for code in codes_of(state):
                if code and code not in rows:
                    values = {"code": code, "scheme": scheme, "country_id": state.id}
                    rows[code] = values
    return list(rows.values())


_CODES: tuple[tuple[str, Callable[[Any], list[str | None]]], ...] = (
    ("id", lambda state: [fold(state.id), state.id.upper()]),
    ("iso-3166-3", lambda state: [state.iso_alpha4]),
    ("iso-3166-1-alpha-3", lambda state: [state.iso_alpha3]),
    ("iso-3166-1-alpha-2", lambda state: [state.iso_alpha2]),
    ("iso-3166-1-numeric", lambda state: [state.iso_numeric]),
    ("name", lambda state: [fold(state.name)]),
    ("gcat", lambda state: [state.gcat_code]),
    (
        "alias",
        lambda state: [
            fold(name) for name in [state.official_name or "", *state.aliases]
        ],
    ),
)


def name_rows(catalogue: Catalogue) -> list[Values]:
    """Returns every name of every record; of equal folded names the first one."""
    rows: dict[tuple[str, str, str], Values] = {}
    for resource, record_id, names in _all_names(catalogue):
        for name in names:
            key = (resource, record_id, fold(name))
            values = {"resource": resource, "record_id": record_id}
            rows.setdefault(key, values | {"folded": key[2], "name": name})
    return list(rows.values())


def word_rows(catalogue: Catalogue) -> list[Values]:
    """Returns the folded words of names, also without the letters that have accents."""
    return [
        {"resource": resource, "word": word, "record_id": record_id}
        for resource, record_id, names in _all_names(catalogue)
        for word in search_words(names)
    ]


def _all_names(catalogue: Catalogue) -> Iterator[tuple[str, str, list[str]]]:
    """Yields resource, id and names of every record; crew entries have no names."""
    for resource in RECORDS:
        if BY_NAME[resource].is_searchable:
            for record_id in catalogue.rows[resource]:
                names = names_of(catalogue, resource, record_id)
                yield resource, record_id, names
    for source_id, item in catalogue.sources.items():
        authors = [
            " ".join(author[part] for part in _NAME_PARTS if part in author)
            for author in item.get("author", [])
        ]
        names = names_of(catalogue, "sources", source_id)
        yield "sources", source_id, names + authors


_NAME_PARTS = ("given", "family", "literal")


def external_id_rows(catalogue: Catalogue) -> list[Values]:
    """Returns every id of a record in another catalogue.

    Of records that share one, such as the parts of a launch, the first by id keeps it.
    """
    rows: dict[tuple[str, str], Values] = {}
    for record, scheme, value in sorted(_external_ids(catalogue)):
        resource, record_id = record.split("/")
        values = {"resource": resource, "value": value, "scheme": scheme}
        rows.setdefault((resource, value), values | {"record_id": record_id})
    return list(rows.values())


def _external_ids(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Yields record, scheme and value; of sites the codes of the past too."""
    for record, ids in external_ids_of(catalogue).items():
        yield from ((record, scheme, value) for scheme, value in ids.items())
    for site in catalogue.rows["sites"].values():
        yield from ((f"sites/{site.id}", m.FORMER, code) for code in site.codes[:-1])
