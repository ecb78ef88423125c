"""Pages: a walk meets every record once, in the order of the whole; a cursor is bound
to its query and to the revision of the data.
"""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest

from app.query.keyset import CursorCodec
from app.resources import BY_NAME, RESOURCES, Resource
from tests.conftest import problem_of
from tests.support.client import Client
from tests.support.contract import each_resource, total

# Parts of the large resources that one page holds, with empty values and ties
PARTS = {
    "missions": "launched=1975/1979&",
    "people": "country=GBR,ITA,CHN,JPN&",
    "crew": "launched=1975/1979&",
    "countries": "region=Europe&",
    "events": "at=1961/1975&",
    "sources": "kind=document,book,article&",
    "claims": "source=000-essay&",
}


def orders(resource: Resource) -> list[str]:
    """Every sort key both ways, and the first three mixed."""
    both = [mark + key for key in resource.sorts for mark in ("", "-")]
    mixed = zip(cycle(("-", "")), list(resource.sorts)[-3:], strict=False)
    return [*both, ",".join(mark + key for mark, key in mixed)]


def walk(client: Client, path: str, to: str = "next") -> Iterator[dict[str, Any]]:
    """The pages of a list, each reached by the link of the one before."""
    following: str | None = path
    while following:
        page = client.json(following)
        yield page
        following = page["links"][to]


def ids(page: dict[str, Any]) -> list[str]:
    return [one["id"] for one in page["data"]]


@pytest.mark.parametrize(
    ("resource", "order"),
    [
        pytest.param(resource, order, id=f"{resource.name}-{order}")
        for resource in RESOURCES
        for order in orders(resource)
    ],
)
def test_a_walk_meets_every_record_once_in_the_order_of_the_whole(
    client: Client, resource: Resource, order: str
) -> None:
    part = f"{resource.path}?{PARTS.get(resource.name, '')}fields=id&sort={order}"
    whole = client.json(f"{part}&limit=1000")
    assert whole["links"]["next"] is None
    met: list[str] = []
    for page in walk(client, f"{part}&limit=11"):
        assert page["meta"]["total"] == len(whole["data"]) > 11
        assert page["meta"]["returned"] == len(page["data"])
        met += ids(page)
        assert len(met) <= len(whole["data"])
    assert met == ids(whole)
    assert len(set(met)) == len(met)
    back = [ids(page) for page in walk(client, page["links"]["self"], "prev")]
    assert [one for page in reversed(back) for one in page] == met


@each_resource
def test_a_walk_over_everything_meets_everything(
    client: Client, resource: Resource
) -> None:
    everything = total(client, resource)
    limit = "1000" if everything > 2000 else "90"
    path = f"{resource.path}?fields=id&limit={limit}"
    met = [one for page in walk(client, path) for one in ids(page)]
    assert len(met) == len(set(met)) == everything


@pytest.mark.parametrize("order", ["ended", "-ended"])
def test_empty_values_come_last_both_ways(client: Client, order: str) -> None:
    shown = client.json(f"/v1/stations?sort={order}")["data"]
    ends = [one["ended"] for one in shown]
    filled = [end for end in ends if end is not None]
    assert 0 < len(filled) < len(ends)
    assert ends[: len(filled)] == sorted(filled, reverse=order.startswith("-"))
    empty = [one["id"] for one in shown[len(filled) :]]
    assert empty == sorted(empty)


def test_a_page_that_holds_the_rest_is_the_last(client: Client) -> None:
    everything = total(client, BY_NAME["stations"])
    exact = client.json(f"/v1/stations?limit={everything}")
    assert len(exact["data"]) == everything
    assert exact["links"]["next"] is None
    short = client.json(f"/v1/stations?limit={everything - 1}")
    assert len(ids(client.json(short["links"]["next"]))) == 1


def test_the_first_page_has_none_before_it_however_it_was_reached(
    client: Client,
) -> None:
    first = client.json("/v1/stations?limit=5")
    again = client.json(client.json(first["links"]["next"])["links"]["prev"])
    assert ids(again) == ids(first)
    assert first["links"]["prev"] is again["links"]["prev"] is None
    assert ids(client.json(again["links"]["next"]))[0] not in ids(first)


def test_both_neighbours_of_a_page_are_linked_in_a_header(client: Client) -> None:
    response = client.get(client.json("/v1/stations?limit=5")["links"]["next"])
    links = response.json()["links"]
    told = [f'<{links[name]}>; rel="{name}"' for name in ("next", "prev")]
    assert response.headers["link"] == ", ".join(told)


def test_the_next_page_is_linked_in_a_header_too(client: Client) -> None:
    response = client.get("/v1/stations?limit=5")
    following = response.json()["links"]["next"]
    assert response.headers["link"] == f'<{following}>; rel="next"'
    assert "link" not in client.get("/v1/stations").headers


@pytest.mark.parametrize(("limit", "returned"), [(0, 0), (1, 1), (10, 10)])
def test_a_page_is_as_large_as_asked_for(
    client: Client, limit: int, returned: int
) -> None:
    page = client.json(f"/v1/stations?limit={limit}")
    assert page["meta"]["total"] == total(client, BY_NAME["stations"]) > returned
    assert page["meta"]["returned"] == len(page["data"]) == returned
    assert (page["links"]["next"] is None) == (limit == 0)


def test_a_page_may_hold_a_thousand_records(client: Client) -> None:
    assert len(client.json("/v1/crew?limit=1000&fields=id")["data"]) == 1000


def cursor_of(client: Client, path: str) -> str:
    following: str = client.json(path)["links"]["next"]
    return following.partition("cursor=")[2]


@pytest.mark.parametrize(
    "loose", ["limit=3", "fields=id", "include=claims", "limit=1000&fields=id,name"]
)
def test_a_cursor_goes_on_with_another_size_or_form_of_page(
    client: Client, loose: str
) -> None:
    cursor = cursor_of(client, "/v1/stations?limit=5")
    rest = ids(client.json("/v1/stations?limit=1000"))[5:]
    found = ids(client.json(f"/v1/stations?{loose}&cursor={cursor}"))
    assert found
    assert found == rest[: len(found)]


@pytest.mark.parametrize(
    "other",
    [
        "/v1/spacecraft?",
        "/v1/stations?status=ended&",
        "/v1/stations?sort=name&",
        "/v1/stations?sort=launched&",
        "/v1/stations?q=salyut&",
    ],
)
def test_a_cursor_of_another_query_is_refused(quick_client: Client, other: str) -> None:
    cursor = cursor_of(quick_client, "/v1/stations?limit=5")
    response = quick_client.get(f"{other}cursor={cursor}")
    [fault] = problem_of(response, 400)["errors"]
    assert (fault["in"], fault["name"]) == ("query", "cursor")
    assert fault["value"] == cursor
    assert "another query" in fault["detail"]


def test_a_cursor_of_another_revision_is_refused(quick_client: Client) -> None:
    meta = quick_client.json("/v1/stations")["meta"]
    revision = meta["dataset"]["revision"].removeprefix("sha256:")
    seal = CursorCodec("/v1/stations?", revision)
    place = seal.decode(cursor_of(quick_client, "/v1/stations?limit=5"))
    assert place is not None
    ours = seal.encode(place)
    assert quick_client.get(f"/v1/stations?cursor={ours}").status_code == 200
    older = CursorCodec("/v1/stations?", "0" * 64).encode(place)
    response = quick_client.get(f"/v1/stations?cursor={older}")
    [fault] = problem_of(response, 400)["errors"]
    assert "another revision" in fault["detail"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda cursor: "",
        lambda cursor: "a",
        lambda cursor: "garbage",
        lambda cursor: "%D0%BC%D0%B8%D1%80",
        lambda cursor: "%00",
        lambda cursor: "W10",
        lambda cursor: cursor[:-4],
        lambda cursor: cursor[4:],
        lambda cursor: cursor[:16],
        lambda cursor: cursor + cursor,
        lambda cursor: ("B" if cursor[0] == "A" else "A") + cursor[1:],
    ],
)
def test_a_damaged_cursor_is_refused(quick_client: Client, damage: Any) -> None:
    cursor = damage(cursor_of(quick_client, "/v1/stations?limit=5"))
    response = quick_client.get(f"/v1/stations?cursor={cursor}")
    [fault] = problem_of(response, 400)["errors"]
    assert fault["name"] == "cursor"
