"""Random queries are answered as sent, or rejected with a problem.

Queries are made from the parameters and examples of the OpenAPI file and then damaged:
noise alone would be rejected at its first name. Nothing of a query is ever ignored.
"""

from itertools import permutations
from typing import Any
from unicodedata import normalize
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.resources import RESOURCES, Resource
from app.text import fold
from tests.conftest import problem_of
from tests.support.client import Client
from tests.support.contract import (
    OPERATIONS,
    as_query,
    each_resource,
    examples,
    values_in,
)

Pairs = list[tuple[str, str]]
Texts = st.SearchStrategy[str]
NAMES: dict[str, list[str]] = {
    path: [parameter["name"] for parameter in operation["parameters"]]
    for path, operation in OPERATIONS.items()
    if "{" not in path
}
"""The parameters of every address."""
each_address = pytest.mark.parametrize("path", NAMES)
# The same examples on every run, however slow the machine is
fuzzed = settings(max_examples=30, derandomize=True, deadline=None, database=None)

ODD = st.sampled_from(
    [
        *("\x00", "\x1b", "\r\n", ",", ",,", "__", "..", "/", "%", "&", "=", "'", "\\"),
        *("\u202e", "\u0301", "\ufeff", "ß", "Ж", "٣", "🚀", "\U0010ffff", " ", "{"),
    ]
)
NUMBERS = (
    st.integers(-(10**20), 10**20).map(str)
    | st.floats().map(str)
    | st.integers(-400, 400).map("1e{}".format)
    | st.sampled_from(["-0", "+1", "00", "1e14", "0x10", "1_0", "٣", "½", "9" * 400])
)
DATE = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["1978", "1961", "0001", "9999", "0000", "198X", "19XX", "78"]),
        st.sampled_from(["", "-03", "-12", "-21", "-24", "-00", "-13", "-XX"]),
        st.sampled_from(["", "-02", "-30", "-31", "-XX", "T15:28Z"]),
        st.sampled_from(["", "", "T15:28Z", "T23:59:59Z", "T24:00:00Z", "T15:28"]),
        st.sampled_from(["", "", "?", "~", "%", "?~"]),
    ),
)
DATES = st.recursive(
    DATE | st.sampled_from(["..", "", "now"]),
    lambda inner: st.builds("{}/{}".format, inner, inner),
    max_leaves=4,
)


@st.composite
def damaged(draw: st.DrawFn, texts: Texts) -> str:
    """A text in which a few letters have become others."""
    text = draw(texts)
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 3)))
    return text[:start] + draw(ODD | st.text(max_size=3)) + text[end:]


def valid_values(path: str, name: str) -> Texts:
    """Values that the document gives for a parameter."""
    parameters = OPERATIONS[path]["parameters"]
    [schema] = [
        parameter["schema"] for parameter in parameters if parameter["name"] == name
    ]
    example = examples(path)[name]
    known = [*values_in(schema), example]
    if schema.get("type") == "boolean":
        known = [True, False]
    return st.sampled_from(
        [as_query(value) for value in known if value is not None] or [""]
    )


def values(path: str, name: str) -> Texts:
    """Values of a parameter that are understood, nearly so, or of another kind."""
    valid = valid_values(path, name)
    joined = st.lists(valid | damaged(valid), min_size=2, max_size=4).map(",".join)
    return valid | valid | joined | damaged(valid) | DATES | NUMBERS


@st.composite
def pairs(draw: st.DrawFn, path: str) -> tuple[str, str]:
    """A parameter as the document gives it."""
    name = draw(st.sampled_from(NAMES[path]))
    return name, draw(valid_values(path, name))


@st.composite
def wrong_pairs(draw: st.DrawFn, path: str) -> tuple[str, str]:
    """A parameter that somebody mistyped, in its name or in its value."""
    like = path if NAMES[path] else "/v1/people"
    name = draw(st.sampled_from(NAMES[like]))
    value = draw(values(like, name))
    suffix = st.sampled_from(
        ["__gte", "__not", "__exists", "__like", "__", "__gte__not"]
    )
    wrong = damaged(st.just(name)) | suffix.map(name.__add__)
    return draw(st.just(name) | st.just(name) | wrong), value


@st.composite
def queries(draw: st.DrawFn, path: str) -> Pairs:
    """A query that is understood, but for one parameter or for none."""
    parameters = OPERATIONS[path]["parameters"]
    needed = [
        (parameter["name"], parameter["schema"]["examples"][0])
        for parameter in parameters
        if parameter.get("required")
    ]
    right = draw(st.lists(pairs(path), max_size=3)) if parameters else []
    wrong = draw(st.lists(wrong_pairs(path), max_size=1))
    return draw(st.permutations(list(dict([*needed, *right]).items()) + wrong))


def parameters_of(url: str) -> dict[str, list[str]]:
    """The parameters of an address, their values apart."""
    return lists_of(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def lists_of(query: Pairs) -> dict[str, list[str]]:
    """The values of every parameter; a repeated one is a list."""
    lists: dict[str, list[str]] = {}
    for name, value in query:
        lists.setdefault(name, []).extend(parts(value))
    return lists


def parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(",")]


@each_address
@fuzzed
@given(data=st.data())
def test_query_is_answered_as_sent_or_rejected(
    client: Client, path: str, data: st.DataObject
) -> None:
    query = data.draw(queries(path))
    response = client.get(f"{path}?{urlencode(query, quote_via=quote)}")
    if response.status_code != 200:
        faults = problem_of(response, 400)["errors"]
        given_names = {normalize("NFC", name) for name, _ in query}
        assert faults
        assert {fault["name"] for fault in faults} <= given_names | set(NAMES[path])
        return
    understood = [
        (name, "json" if name == "format" else normalize("NFC", value))
        for name, value in query
    ]
    answer = client.get(f"{path}?{urlencode(understood, quote_via=quote)}")
    assert query == [] or NAMES[path]
    canonical = answer.json().get("links", {"self": path})["self"]
    # The same answer whatever is sent is named by the address alone
    if NAMES[path] != ["format"]:
        assert parameters_of(canonical) == lists_of(understood)
    again = client.get(canonical)
    assert again.headers["etag"] == answer.headers["etag"]
    assert again.content == answer.content


@st.composite
def conditions(draw: st.DrawFn, resource: Resource) -> Pairs:
    """Filters of a list that are understood, no two of one field."""
    names = draw(
        st.lists(
            st.sampled_from(sorted(resource.filters)),
            min_size=2,
            max_size=3,
            unique=True,
        )
    )
    known = set(NAMES[resource.path])
    suffixes = st.sampled_from(["", "__not", "__gte", "__lte", "__exists"])
    named = [name + draw(suffixes) for name in names]
    return [
        (name, draw(valid_values(resource.path, name)))
        for name in named
        if name in known
    ]


@each_resource
@fuzzed
@given(data=st.data())
def test_conditions_never_add_records(
    client: Client, resource: Resource, data: st.DataObject
) -> None:
    filters = data.draw(conditions(resource))

    def total(query: Pairs) -> int:
        address = f"{resource.path}?{urlencode([*query, ('limit', '0')])}"
        count: int = client.json(address)["meta"]["total"]
        return count

    totals = [total(filters[:count]) for count in range(len(filters) + 1)]
    assert totals == sorted(totals, reverse=True)


@pytest.fixture(scope="module")
def cursors(quick_client: Client) -> dict[str, str]:
    """A cursor of every list, to the second page of two."""
    addresses = {resource.name: f"{resource.path}?limit=2" for resource in RESOURCES}
    following = {
        name: quick_client.json(path)["links"]["next"]
        for name, path in addresses.items()
    }
    return {name: parameters_of(url)["cursor"][0] for name, url in following.items()}


def test_cursor_of_another_list_is_rejected(
    quick_client: Client, cursors: dict[str, str]
) -> None:
    for resource, other in permutations(RESOURCES, 2):
        path = f"{resource.path}?limit=2&cursor={cursors[other.name]}"
        [fault] = problem_of(quick_client.get(path), 400)["errors"]
        assert fault["name"] == "cursor"


@each_resource
@fuzzed
@given(data=st.data())
def test_damaged_cursor_continues_at_its_place_or_is_rejected(
    quick_client: Client,
    cursors: dict[str, str],
    resource: Resource,
    data: st.DataObject,
) -> None:
    genuine = cursors[resource.name]
    broken = data.draw(damaged(st.just(genuine)))
    assume(broken != genuine)

    def answer(cursor: str) -> Any:
        return quick_client.get(f"{resource.path}?limit=2&cursor={quote(cursor)}")

    response = answer(broken)
    if response.status_code == 200:
        assert response.json()["data"] == answer(genuine).json()["data"]
    else:
        [fault] = problem_of(response, 400)["errors"]
        assert fault["name"] == "cursor"


@each_resource
@fuzzed
@given(data=st.data())
def test_damaged_id_finds_no_other_record(
    quick_client: Client, resource: Resource, data: st.DataObject
) -> None:
    damaged_id = data.draw(damaged(st.just(resource.example)) | st.text(min_size=1))
    assume(damaged_id not in (".", "..") and "/" not in damaged_id)
    response = quick_client.get(f"{resource.path}/{quote(damaged_id, safe='')}")
    if response.status_code == 200:
        record = response.json()["data"]
        names = [value for value in record.values() if isinstance(value, str)]
        assert fold(damaged_id) in map(fold, [*names, *record.get("aliases", [])])
    else:
        problem_of(response, 404)
