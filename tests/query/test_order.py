"""The order of lists without a database: sort keys and a cursor become SQL."""

from typing import Any

import pytest
from sqlalchemy import and_, true

from app.query.keyset import CursorCodec, Order, read_position
from app.query.parsed_query import Position
from app.query.shape import position_shape, position_values, position_with_parameters
from app.query.validation import cursor_scope
from tests.support.compiling import DATA, parsed, sql_of

AFTER = Position([100, "mir"], "mir")
BEFORE = AFTER._replace(back=True)
EMPTY = Position([None, "mir"], "mir")
LAUNCHED = "stations.launched_earliest"
NAME = "stations.name_folded"
TAIL = f"{NAME} = :p1 AND stations.id {{}} :p_id"
FORWARD, BACK = f"{NAME} ASC, stations.id ASC", f"{NAME} DESC, stations.id DESC"
UP, DOWN = f"{LAUNCHED} ASC, {FORWARD}", f"{LAUNCHED} DESC, {FORWARD}"
UP_BACK, DOWN_BACK = f"{LAUNCHED} DESC, {BACK}", f"{LAUNCHED} ASC, {BACK}"
FILLED, UNFILLED = f"{LAUNCHED} IS NOT NULL", f"{LAUNCHED} IS NULL"
REST = f"({NAME} > :p1 OR {NAME} IS NULL OR {TAIL.format('>')})"
REST_BACK = f"({NAME} < :p1 OR {TAIL.format('<')})"


def beyond(within: str, further: str, tail: str) -> str:
    """Returns the condition on records beyond a position with a first value."""
    return (
        f"{FILLED} AND {LAUNCHED} {within} :p0"
        f" AND ({LAUNCHED} {further} :p0 OR {LAUNCHED} = :p0 AND {tail})"
    )


# Sort keys, position, and each run as its condition and order
RUNS: list[tuple[str, Position | None, list[tuple[str, str]]]] = [
    ("launched,name", None, [(FILLED, UP), (UNFILLED, FORWARD)]),
    ("-launched,name", None, [(FILLED, DOWN), (UNFILLED, FORWARD)]),
    (
        "launched,name",
        AFTER,
        [(beyond(">=", ">", REST), UP), (UNFILLED, FORWARD)],
    ),
    (
        "-launched,name",
        AFTER,
        [(beyond("<=", "<", REST), DOWN), (UNFILLED, FORWARD)],
    ),
    ("launched,name", BEFORE, [(beyond("<=", "<", REST_BACK), UP_BACK)]),
    ("-launched,name", BEFORE, [(beyond(">=", ">", REST_BACK), DOWN_BACK)]),
    ("launched,name", EMPTY, [(f"{UNFILLED} AND {REST}", FORWARD)]),
    (
        "launched,name",
        EMPTY._replace(back=True),
        [(f"{UNFILLED} AND {REST_BACK}", BACK), (FILLED, UP_BACK)],
    ),
    ("name", None, [("true", FORWARD)]),
    (
        "name",
        Position(["mir"], "mir"),
        [
            (
                (
                    f"{NAME} >= :p0 AND ({NAME} > :p0"
                    f" OR {NAME} = :p0 AND stations.id > :p_id)"
                ),
                FORWARD,
            )
        ],
    ),
    (
        "name,-launched",
        Position(["mir", None], "mir"),
        [
            (
                (
                    f"{NAME} >= :p0 AND ({NAME} > :p0"
                    f" OR {NAME} = :p0 AND {UNFILLED} AND stations.id > :p_id)"
                ),
                f"{NAME} ASC, {UNFILLED}, {LAUNCHED} DESC, stations.id ASC",
            )
        ],
    ),
    (
        "name,launched",
        Position(["mir", 100], "mir", back=True),
        [
            (
                (
                    f"{NAME} <= :p0 AND ({NAME} < :p0 OR {NAME} = :p0"
                    f" AND ({LAUNCHED} < :p1 OR {LAUNCHED} = :p1"
                    f" AND stations.id < :p_id))"
                ),
                f"{NAME} DESC, {UNFILLED} DESC, {LAUNCHED} DESC, stations.id DESC",
            )
        ],
    ),
    (
        "name,launched",
        Position(["mir", 100], "mir"),
        [
            (
                (
                    f"{NAME} >= :p0 AND ({NAME} > :p0 OR {NAME} = :p0"
                    f" AND ({LAUNCHED} > :p1 OR {UNFILLED} OR {LAUNCHED} = :p1"
                    f" AND stations.id > :p_id))"
                ),
                f"{NAME} ASC, {UNFILLED}, {LAUNCHED} ASC, stations.id ASC",
            )
        ],
    ),
    (
        "name,id,launched",
        Position(["mir", "mir", 100], "mir"),
        [
            (
                (
                    f"{NAME} >= :p0 AND ({NAME} > :p0 OR {NAME} = :p0"
                    " AND (stations.id > :p1 OR stations.id IS NULL"
                    " OR stations.id = :p1"
                    f" AND ({LAUNCHED} > :p2 OR {UNFILLED} OR {LAUNCHED} = :p2"
                    f" AND stations.id > :p_id)))"
                ),
                (
                    f"{NAME} ASC, stations.id ASC, {UNFILLED}, {LAUNCHED} ASC,"
                    " stations.id ASC"
                ),
            )
        ],
    ),
    (
        "name,launched",
        Position(["mir", None], "mir", back=True),
        [
            (
                (
                    f"{NAME} <= :p0 AND ({NAME} < :p0 OR {NAME} = :p0"
                    f" AND ({FILLED} OR {UNFILLED} AND stations.id < :p_id))"
                ),
                f"{NAME} DESC, {UNFILLED} DESC, {LAUNCHED} DESC, stations.id DESC",
            )
        ],
    ),
]


def runs(sort: str, position: Position | None) -> list[tuple[str, str]]:
    """Returns the runs of a list after or before a cursor."""
    resource, query = parsed(f"stations?sort={sort}")
    if position is not None:
        codec = CursorCodec(cursor_scope(resource.path, query), DATA.revision)
        cursor = codec.encode(position)
        _, query = parsed(f"stations?sort={sort}&cursor={cursor}")
    back = query.position is not None and query.position.back
    place = position_with_parameters(position_shape(query.position))
    order = Order(query.sort, resource.sorts, resource.model.id, back=back)
    return [
        (sql_of(and_(true(), *run.where)), ", ".join(map(sql_of, run.order)))
        for run in order.runs(place)
    ]


@pytest.mark.parametrize(("sort", "position", "expected"), RUNS)
def test_sorted_list_is_read_in_runs(
    sort: str, position: Position | None, expected: list[tuple[str, str]]
) -> None:
    assert runs(sort, position) == expected


def test_position_has_values_where_it_is_filled() -> None:
    assert position_values(AFTER) == {"p0": 100, "p1": "mir", "p_id": "mir"}
    assert position_values(EMPTY) == {"p1": "mir", "p_id": "mir"}
    assert position_values(None) == {}


@pytest.mark.parametrize("position", [AFTER, BEFORE, EMPTY])
def test_position_with_parameters_has_the_same_direction(position: Position) -> None:
    bound = position_with_parameters(position_shape(position))
    assert bound is not None
    assert bound.back is position.back
    names = {
        place: sql_of(value)
        for place, value in enumerate(bound.values)
        if value is not None
    }
    filled = (place for place, value in enumerate(position.values) if value is not None)
    assert names == {place: f":p{place}" for place in filled}
    assert sql_of(bound.record_id) == ":p_id"


# Content of a cursor of `launched,name`, and whether it is a position
CONTENTS: list[tuple[Any, bool]] = [
    ([[100, "mir"], "mir", False], True),
    ([[100, "mir"], "mir", True], True),
    ([[1.5, "mir"], "mir", False], True),
    ([[None, "mir"], "mir", False], True),
    ([[10**15 - 1, "mir"], "mir", False], True),
    ([[1 - 10**15, "mir"], "mir", False], True),
    ([[10**15, "mir"], "mir", False], False),
    ([[-(10**15), "mir"], "mir", False], False),
    ([[float("nan"), "mir"], "mir", False], False),
    ([[True, "mir"], "mir", False], False),
    ([["100", "mir"], "mir", False], False),
    ([[100, 100], "mir", False], False),
    ([[100, None], "mir", False], False),
    ([[100, "mi\x00r"], "mir", False], False),
    ([[100, "\ud800"], "mir", False], False),
    ([[100, "\udfff"], "mir", False], False),
    ([[100, "mir"], "\udfff", False], False),
    ([[100, "mir"], "m\x00ir", False], False),
    ([[100, "mir"], 5, False], False),
    ([[100, "mir"], "mir", 0], False),
    ([[100, "mir"], "mir"], False),
    ([[100], "mir", False], False),
    ([[100, "mir", "mir"], "mir", False], False),
    ([100, "mir", False], False),
    (None, False),
]


@pytest.mark.parametrize(("content", "fits"), CONTENTS)
def test_position_fits_the_order_of_the_list(content: Any, *, fits: bool) -> None:
    resource, query = parsed("stations?sort=launched,name")
    position = read_position(content, query.sort, resource.sorts)
    assert position == (Position(*content) if fits else None)


def test_cursor_is_read_with_its_query_and_revision_only() -> None:
    position = Position([100, "Мир"], "mir", back=True)
    codec = CursorCodec("query", "revision")
    cursor = codec.encode(position)
    # A link stays valid while its data is served, also by a newer program
    text = "JCJw6DN4qd3Gx9UxW1sxMDAsICJcdTA0MWNcdTA0MzhcdTA0NDAiXSwgIm1pciIsIHRydWVd"
    assert cursor == text
    assert codec.decode(cursor) == [[100, "Мир"], "mir", True]
    assert CursorCodec("query", "other").decode(cursor) is None
    assert CursorCodec("other", "revision").decode(cursor) is None


@pytest.mark.parametrize("back", [False, True])
def test_cursor_of_any_length_is_decoded(*, back: bool) -> None:
    codec = CursorCodec("query", "revision")
    for length in range(5):
        position = Position([100], "m" * length, back)
        cursor = codec.encode(position)
        assert not cursor.endswith("=")
        assert codec.decode(cursor) == [[100], "m" * length, back]
