"""Rows of the tables by which records are found: codes, names, other ids."""

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from app import models as m
from app.ingest.catalogue import RECORDS, Catalogue
from app.ingest.identifiers import external_ids_of, names_of
from app.ingest.rows_to_tables import Values
from app.resources import BY_NAME
from app.text import fold, fold_case


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


def name_rows(catalogue: Catalogue) -> Iterator[Values]:
    """Yields every name of every record; of equal folded names the first one."""
    for resource, record_id, names in _all_names(catalogue):
        # Of equal keys the last value is kept
        by_folded = {fold(name): name for name in reversed(names)}
        for folded, name in by_folded.items():
            values = {"resource": resource, "record_id": record_id}
            yield values | {"folded": folded, "name": name}


def _all_names(catalogue: Catalogue) -> Iterator[tuple[str, str, list[str]]]:
    """Yields resource, id and names of every record that has names."""
    for resource in (*RECORDS, "sources"):
        ids = catalogue.sources if resource == "sources" else catalogue.rows[resource]
        for record_id in ids if BY_NAME[resource].is_searchable else ():
            yield resource, record_id, searched_names(catalogue, resource, record_id)


def searched_names(catalogue: Catalogue, resource: str, record_id: str) -> list[str]:
    """Returns the names by which a record is found; crew entries have none.

    An id without a record has none either.
    """
    if resource == "sources":
        authors = [
            " ".join(author[part] for part in _NAME_PARTS if part in author)
            for author in catalogue.sources[record_id].get("author", [])
        ]
        return names_of(catalogue, resource, record_id) + authors
    if resource not in RECORDS or not BY_NAME[resource].is_searchable:
        return []
    return names_of(catalogue, resource, record_id)


_NAME_PARTS = ("given", "family", "literal")


def external_id_rows(catalogue: Catalogue) -> Iterator[Values]:
    """Yields every id of a record in another catalogue.

    Of records that share one, such as the parts of a launch, the first by id keeps it.
    """
    for shared in shared_external_ids(catalogue):
        first = shared[0]
        yield first._asdict()


class OtherId(NamedTuple):
    """The id of a record in another catalogue."""

    resource: str
    value_folded: str
    record_id: str
    scheme: str
    value: str


def shared_external_ids(catalogue: Catalogue) -> Iterator[list[OtherId]]:
    """Yields the ids that are equal but for case in records of one kind."""
    ordered = catalogue.seed.scratch.sort(
        _external_ids(catalogue), len(OtherId._fields)
    )
    for _, shared in groupby(ordered, key=itemgetter(0, 1)):
        yield [OtherId(*values) for values in shared]


def _external_ids(catalogue: Catalogue) -> Iterator[OtherId]:
    """Yields the ids of all records; of sites the codes of the past too."""
    for resource in RECORDS:
        for record_id in catalogue.rows[resource]:
            ids = external_ids_of(catalogue, resource, record_id)
            for scheme, value in ids.items():
                yield OtherId(resource, fold_case(value), record_id, scheme, value)
    for site in catalogue.rows["sites"].values():
        for code in site.codes[:-1]:
            yield OtherId("sites", fold_case(code), site.id, m.FORMER, code)
