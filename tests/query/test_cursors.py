"""Pages: following links returns every record once, in order, in both directions.

A cursor is valid for one query and one revision of the data.
"""

import base64
import hashlib
from collections.abc import Iterator
from itertools import cycle
from typing import Any, cast

import pytest

from app.query.keyset import DIGEST_BYTES, CursorCodec
from app.query.parsed_query import Position
from app.resources import BY_NAME, RESOURCES, Resource
from tests.conftest import problem_of
from tests.support.client import Client
from tests.support.contract import each_resource, total

# Parts of large resources that fit on a page, with empty values and ties
PARTS = {
    "missions": "launched=1975/1979&",
    "people": "country=GBR,ITA,CHN,JPN&",
    "crew": "launched=1975/1979&",
    "countries": "region=Europe&",
    "events": "at=1961/1975&",
    "sources": "kind=document,book,article&",
    "claims": "source=000-essay&",
    "changes": "release=2026.11.1&",
}


def orders(resource: Resource) -> list[str]:
    """Returns every sort key, in alternating directions, and three of them mixed."""
    signs = zip(cycle(("", "-")), resource.sorts, strict=False)
    mixed = zip(cycle(("-", "")), list(resource.sorts)[-3:], strict=False)
    return [sign + key for sign, key in signs] + [
        ",".join(sign + key for sign, key in mixed)
    ]


def walk(client: Client, path: str, to: str = "next") -> Iterator[dict[str, Any]]:
    """Returns the pages of a list, each reached by the link of the previous page."""
    following: str | None = path
    while following:
        page = client.json(following)
        yield page
        following = page["links"][to]


def ids(page: dict[str, Any]) -> list[str]:
    return [record["id"] for record in page["data"]]


@pytest.mark.parametrize(
    ("resource", "order"),
    [
        pytest.param(resource, order, id=f"{resource.name}-{order}")
        for resource in RESOURCES
        for order in orders(resource)
    ],
)
def test_pages_have_every_record_once_in_order(
    client: Client, resource: Resource, order: str
) -> None:
    part = f"{resource.path}?{PARTS.get(resource.name, '')}fields=id&sort={order}"
    whole = client.json(f"{part}&limit=1000")
    assert whole["links"]["next"] is None
    seen: list[str] = []
    for page in walk(client, f"{part}&limit=11"):
        assert page["meta"]["total"] == len(whole["data"]) > 11
        assert page["meta"]["returned"] == len(page["data"])
        seen += ids(page)
        assert len(seen) <= len(whole["data"])
    assert seen == ids(whole)
    assert len(set(seen)) == len(seen)
    back = [ids(page) for page in walk(client, page["links"]["self"], "prev")]
    assert [record_id for page in reversed(back) for record_id in page] == seen


@each_resource
def test_pages_of_the_whole_list_have_everything(
    client: Client, resource: Resource
) -> None:
    everything = total(client, resource)
    limit = "1000" if everything > 2000 else "90"
    path = f"{resource.path}?fields=id&limit={limit}"
    seen = [record_id for page in walk(client, path) for record_id in ids(page)]
    assert len(seen) == len(set(seen)) == everything


@pytest.mark.parametrize("order", ["ended", "-ended"])
def test_empty_values_are_last_in_both_directions(client: Client, order: str) -> None:
    shown = client.json(f"/v1/stations?sort={order}")["data"]
    ends = [station["ended"] for station in shown]
    filled = [end for end in ends if end is not None]
    assert 0 < len(filled) < len(ends)
    assert ends[: len(filled)] == sorted(filled, reverse=order.startswith("-"))
    empty = [station["id"] for station in shown[len(filled) :]]
    assert empty == sorted(empty)


def test_page_with_the_rest_is_the_last(client: Client) -> None:
    everything = total(client, BY_NAME["stations"])
    exact = client.json(f"/v1/stations?limit={everything}")
    assert len(exact["data"]) == everything
    assert exact["links"]["next"] is None
    short = client.json(f"/v1/stations?limit={everything - 1}")
    assert len(ids(client.json(short["links"]["next"]))) == 1


def test_first_page_has_no_previous_page_even_when_reached_backwards(
    client: Client,
) -> None:
    first = client.json("/v1/stations?limit=5")
    again = client.json(client.json(first["links"]["next"])["links"]["prev"])
    assert ids(again) == ids(first)
    assert first["links"]["prev"] is again["links"]["prev"] is None
    assert ids(client.json(again["links"]["next"]))[0] not in ids(first)


def test_next_and_previous_page_are_in_the_link_header(client: Client) -> None:
    response = client.get(client.json("/v1/stations?limit=5")["links"]["next"])
    links = response.json()["links"]
    header = [f'<{links[name]}>; rel="{name}"' for name in ("next", "prev")]
    assert response.headers["link"].startswith(", ".join(header))


def test_link_header_has_only_pages_that_exist(client: Client) -> None:
    response = client.get("/v1/stations?limit=5")
    following = response.json()["links"]["next"]
    assert response.links["next"]["url"] == following
    assert "prev" not in response.links
    assert not {"next", "prev"} & client.get("/v1/stations").links.keys()


@pytest.mark.parametrize(("limit", "returned"), [(0, 0), (1, 1), (10, 10)])
def test_page_is_as_large_as_requested(
    client: Client, limit: int, returned: int
) -> None:
    page = client.json(f"/v1/stations?limit={limit}")
    assert page["meta"]["total"] == total(client, BY_NAME["stations"]) > returned
    assert page["meta"]["returned"] == len(page["data"]) == returned
    assert (page["links"]["next"] is None) == (limit == 0)


def test_page_may_have_a_thousand_records(client: Client) -> None:
    assert len(client.json("/v1/crew?limit=1000&fields=id")["data"]) == 1000


def cursor_of(client: Client, path: str) -> str:
    following: str = client.json(path)["links"]["next"]
    return following.partition("cursor=")[2]


@pytest.mark.parametrize(
    "loose", ["limit=3", "fields=id", "include=claims", "limit=1000&fields=id,name"]
)
def test_cursor_is_valid_for_other_sizes_and_fields(client: Client, loose: str) -> None:
    cursor = cursor_of(client, "/v1/stations?limit=5")
    rest = ids(client.json("/v1/stations?limit=1000"))[5:]
    page = ids(client.json(f"/v1/stations?{loose}&cursor={cursor}"))
    assert page
    assert page == rest[: len(page)]


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
def test_cursor_of_another_query_is_rejected(quick_client: Client, other: str) -> None:
    cursor = cursor_of(quick_client, "/v1/stations?limit=5")
    response = quick_client.get(f"{other}cursor={cursor}")
    [fault] = problem_of(response, 400)["errors"]
    assert (fault["in"], fault["name"]) == ("query", "cursor")
    assert fault["value"] == cursor
    assert "another query" in fault["detail"]


def test_cursor_of_another_revision_is_rejected(quick_client: Client) -> None:
    meta = quick_client.json("/v1/stations")["meta"]
    revision = meta["dataset"]["revision"].removeprefix("sha256:")
    codec = CursorCodec("/v1/stations?", revision)
    position = codec.decode(cursor_of(quick_client, "/v1/stations?limit=5"))
    assert position is not None
    ours = codec.encode(position)
    assert quick_client.get(f"/v1/stations?cursor={ours}").status_code == 200
    older = CursorCodec("/v1/stations?", "0" * 64).encode(position)
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
def test_damaged_cursor_is_rejected(quick_client: Client, damage: Any) -> None:
    cursor = damage(cursor_of(quick_client, "/v1/stations?limit=5"))
    response = quick_client.get(f"/v1/stations?cursor={cursor}")
    [fault] = problem_of(response, 400)["errors"]
    assert fault["name"] == "cursor"


FORGED: list[object] = [
    None,
    [],
    {},
    [[], "mir", False],
    [["x"], "mir", False, "1"],
    [["x"], "mir", False, 0],
    [["x"], "mir", False, 10**15],
    [["x"], "mir", False, 1, 1],
    [[1], "mir", False],
    [[["a"]], "mir", False],
    [[{"a": 1}], "mir", False],
    [[True], "mir", False],
    [["a\x00b"], "mir", False],
    [["\ud800"], "mir", False],
    [["a"], 7, False],
    [["a"], "\ud800", False],
    [["a"], "mir", "yes"],
]


@pytest.mark.parametrize("content", FORGED)
def test_cursor_with_forged_content_is_rejected(
    client: Client, content: object
) -> None:
    """The key of a cursor follows from public values, so anybody can sign one."""
    meta = client.json("/v1/stations")["meta"]
    revision = meta["dataset"]["revision"].removeprefix("sha256:")
    codec = CursorCodec("/v1/stations?sort=name", revision)
    cursor = codec.encode(cast("Position", content))
    response = client.get(f"/v1/stations?sort=name&cursor={cursor}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["name"] == "cursor"


def test_cursor_with_a_huge_number_is_rejected(client: Client) -> None:
    meta = client.json("/v1/stations")["meta"]
    revision = meta["dataset"]["revision"].removeprefix("sha256:")
    codec = CursorCodec("/v1/stations?sort=launched", revision)
    for number in (10**30, -(10**15), 1e300):
        cursor = codec.encode(Position([number], "mir"))
        path = f"/v1/stations?sort=launched&cursor={cursor}"
        assert client.get(path).status_code == 400


@pytest.mark.parametrize("content", [b"", b"garbage", b"\xff", b"[" * 100_000])
def test_signed_content_that_is_not_json_is_rejected(content: bytes) -> None:
    """The key is public, so anybody can sign anything."""
    key = hashlib.sha256(b"revision\nquery").digest()
    digest = hashlib.blake2b(content, key=key, digest_size=DIGEST_BYTES).digest()
    cursor = base64.urlsafe_b64encode(digest + content).decode()
    assert CursorCodec("query", "revision").decode(cursor) is None
