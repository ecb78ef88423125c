"""Requests as a newcomer writes them: none is answered silently or misleadingly."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.conftest import problem_of
from tests.support.client import Client


def get(client: Client, request: str) -> Any:
    return client.get("/v1/" + quote(request, safe="?&=,/:"))


def faults(client: Client, request: str) -> list[dict[str, Any]]:
    errors: list[dict[str, Any]] = problem_of(get(client, request), 400)["errors"]
    return errors


@pytest.mark.parametrize(
    ("request_", "name", "near"),
    [
        # Records and fields of claims and changes
        ("claims?record=soyuz-28", "record", "missions/soyuz-28"),
        ("claims?record=missions/soyuz28", "record", "missions/soyuz-28"),
        ("claims?record=mission/soyuz-28", "record", "missions/soyuz-28"),
        ("claims?record=yuri-gagarn", "record", "people/yuri-gagarin"),
        ("claims?record=events/foo", "record", None),
        ("claims?record=frobnicate/foo", "record", None),
        ("claims?record__not=missions/soyuz28", "record__not", "missions/soyuz-28"),
        ("claims?field=statoin", "field", "station"),
        ("claims?field=nationality", "field", "country"),
        ("changes?record=events/foo", "record", None),
        ("changes?record=mission/soyuz-19", "record", "missions/soyuz-19"),
        ("changes?field=apogee", "field", "apogee_km"),
        # Other words
        ("people?nationality=France", "nationality", "country"),
        ("people?page=2", "page", "cursor"),
        ("people?search=gagarin", "search", "q"),
        ("people?sort_by=name", "sort_by", "sort"),
        ("people?perPage=5", "perPage", "limit"),
        ("people?sex=woman", "sex", "female"),
        ("people?fields=nationality", "fields", "countries"),
        ("missions?year=1978", "year", "launched"),
        ("missions?sort=date", "sort", "launched"),
        ("missions?rocket=Soyuz-U", "rocket", "launch_vehicle"),
        ("missions?fields=crew.name", "fields", "crew.person.name"),
        ("events?astronaut=yuri-gagarin", "astronaut", "person"),
        ("events?kind=eva", "kind", "spacewalk"),
        ("firsts?by=nationality", "by", "country"),
        ("firsts?achievement=eva", "achievement", "spacewalk"),
        ("firsts?boundary=karman", "boundary", "100km"),
        ("superlatives?category=longest", "category", "longest-flight"),
        ("superlatives?record=oldest", "record", "category"),
        ("superlatives?boundary=120km", "boundary", "100km"),
        ("firsts?boundary=120km", "boundary", "100km"),
        ("in-space?boundary=120km", "boundary", "100km"),
        ("in-space/history?boundary=120km", "boundary", "100km"),
        # Words that mean nothing here
        ("people?country=Narnia", "country", None),
        ("people?country=Deutchland", "country", "germany"),
        ("people?country=Checkoslovakia", "country", "czechoslovakia"),
        ("missions?launch_vehicle=Soyuz", "launch_vehicle", "soyuz-u"),
        ("missions?launch_vehicle=Falcon 9", "launch_vehicle", "falcon-9"),
        ("missions?launch_site=bikonur", "launch_site", "baikonur"),
        ("modules?boundary=orbit", "boundary", None),
        ("dataset?limit=5", "limit", None),
    ],
)
def test_wrong_name_or_value_is_rejected_with_suggestion(
    quick_client: Client, request_: str, name: str, near: str | None
) -> None:
    [fault] = faults(quick_client, request_)
    assert (fault["name"], fault["did_you_mean"]) == (name, near)
    assert fault["detail"].startswith(f"`{name}` ")


@pytest.mark.parametrize(
    ("request_", "detail"),
    [
        ("people?sex=x", "`sex` cannot be 'x': it is not a value of this field"),
        ("people?flown=x", "`flown` cannot be 'x': it must be true or false"),
        (
            "people?flights_count=x",
            "`flights_count` cannot be 'x': it is not a number; for",
        ),
        ("people?born=x", "`born` cannot be 'x': it is not a date; dates look like"),
        ("people?born=1978/x", "`born` cannot be '1978/x': 'x' is not a date;"),
        ("people?born=1978-1981", "`born` cannot be '1978-1981': it is not a date (an"),
        ("people?gcat_id=", "`gcat_id` cannot be '': it is empty; for any value"),
        (
            "people?name=!",
            ("`name` cannot be '!': it must contain a letter or a digit"),
        ),
        ("people?q=!", "`q` cannot be '!': it must contain a letter or a digit"),
        ("people?mission=x", "`mission` cannot be 'x': /v1/missions has no record"),
        ("people?country=x", "`country` cannot be 'x': no country has this id"),
        (
            "people?limit=x",
            "`limit` cannot be 'x': it must be a whole number",
        ),
        ("people?sort=x", "`sort` cannot be 'x': it is not a sort key of this list"),
        (
            "people?sort=name,name",
            ("`sort` cannot be 'name': the sort key is repeated"),
        ),
        ("people?fields=x", "`fields` cannot be 'x': a person has no such field"),
        (
            "people?facet=name",
            ("`facet` cannot be 'name': it is not a field whose values can be counted"),
        ),
        ("people?cursor=x", "`cursor` belongs to another query or another revision"),
        ("people?format=x", "`format` cannot be 'x': it must be json, csv, ndjson"),
        ("people?x=1", "`x` is not a parameter of this address"),
        ("people?name__gt=x", "`name` does not have the operator `__gt`"),
        (
            r"people?name=a\&name=b",
            "`name` is repeated; join its values",
        ),
        ("people?limit=1&limit=2", "`limit` is repeated; give it once"),
        (
            "people?group_by=sex&limit=1",
            ("`limit` cannot be combined with `group_by`, which"),
        ),
        (
            "people?facet=sex&format=csv",
            ("`facet` cannot be combined with the format csv"),
        ),
        ("people?name=a\0b", "`name` cannot be 'a\\x00b': it contains a NUL character"),
        (
            "changes?since=x",
            "`since` cannot be 'x': it is neither a release",
        ),
        ("in-space?at=x", "`at` cannot be 'x': it is not a date; dates look like"),
        (
            "superlatives?as_of=x",
            "`as_of` cannot be 'x': it is not a date; dates look like",
        ),
        ("search", "`q` is required: words to search for"),
    ],
)
def test_text_of_a_fault_begins_with_its_parameter(
    quick_client: Client, request_: str, detail: str
) -> None:
    problem = problem_of(get(quick_client, request_), 400)
    [fault] = problem["errors"]
    assert fault["detail"].startswith(detail)
    assert problem["detail"] == f"{fault['detail']}."


def test_problem_tells_its_first_fault_and_the_number_of_all(
    quick_client: Client,
) -> None:
    problem = problem_of(get(quick_client, "people?x=1&y=2"), 400)
    assert problem["detail"] == (
        "`x` is not a parameter of this address. This is the first of 2 faults,"
        " see `errors`."
    )
    many = "&".join(f"x{number}=1" for number in range(30))
    problem = problem_of(get(quick_client, f"people?{many}"), 400)
    assert "the first of at least 20 faults" in problem["detail"]


def test_long_wrong_value_is_cut_in_the_text(quick_client: Client) -> None:
    [fault] = faults(quick_client, f"people?mission={'x' * 7_000}")
    assert len(fault["detail"]) < 300
    assert "x…" in fault["detail"]


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/v1/mission/soyuz-28", "/v1/missions/soyuz-28"),
        ("/v1/astronauts", "/v1/people"),
        ("/v1/peopel", "/v1/people"),
        ("/v1/firsts/flight", "/v1/firsts"),
        ("/v1/nope", None),
        ("/nope", None),
        ("/v2/missions", "/v1/missions"),
        ("/misions", "/missions"),
        ("/missions/soyuz-28/crew", "/missions/soyuz-28"),
        ("/v1/missions/soyuz-28/crew/1", "/v1/missions/soyuz-28"),
        ("/v1/missions/foo/crew", "/v1/missions"),
        ("/v1/mission/foo", "/v1/missions/foo"),
        ("/v1/mission/1978-023a", "/v1/missions/soyuz-28"),
        ("/v1/sites/NIIP-53 LC41/1", "/v1/sites/plesetsk-lc41-1"),
        ("/v1/sites/niip-53%20lc41%2f1", "/v1/sites/plesetsk-lc41-1"),
        ("/v1/in-space/foo", "/v1/in-space"),
    ],
)
def test_unknown_path_is_not_found_with_a_near_one(
    quick_client: Client, path: str, near: str | None
) -> None:
    problem = problem_of(quick_client.get(path), 404)
    assert problem["errors"][0]["did_you_mean"] == near


# -- Empty answers


def answer(client: Client, request: str) -> tuple[int, list[str]]:
    """Returns the number of records, and the hints."""
    response = get(client, request)
    assert response.status_code == 200, response.text
    meta = response.json()["meta"]
    return meta["total"], meta["hints"]


@pytest.mark.parametrize(
    ("request_", "hint"),
    [
        (
            "missions?call_sign=zeni",
            ("No mission has the call_sign 'zeni'. Values that contain it: 'Zenit'. "),
        ),
        (
            "missions?cospar=1978-23A",
            "No mission has the cospar '1978-23A'. The nearest value is '1978-023A'.",
        ),
        ("missions?cospar=frobnicate", "No mission has the cospar 'frobnicate'."),
        (
            "missions?name=Soyuz 28, Soyuz 30",
            "No mission has the name 'Soyuz 28, Soyuz 30'. The nearest value",
        ),
        (
            "people?name=Gagarin",
            (
                "No person has the name 'Gagarin'. Values that contain it: 'Yuri"
                " Gagarin'. "
            ),
        ),
        (
            "claims?summary=frobnicate",
            "No claim has the summary 'frobnicate'.",
        ),
        (
            "changes?record=programmes/aktivny",
            "No change has the record 'programmes/aktivny'.",
        ),
        (
            "crew?mission=sts-51-l",
            "No crew entry matches the condition “mission sts-51-l”.",
        ),
        (
            "people?q=yang+liwei&country=USA",
            "Each filter alone matches people, but no record matches all filters.",
        ),
        (
            "people?q=frobnicate",
            "No person matches the condition “the words frobnicate”.",
        ),
    ],
)
def test_list_without_records_says_why(
    client: Client, request_: str, hint: str
) -> None:
    total, hints = answer(client, request_)
    assert total == 0
    assert hints[0].startswith(hint)


def test_missing_value_among_others_has_a_hint(client: Client) -> None:
    total, hints = answer(client, "missions?call_sign=zeni,Zenit")
    assert total > 0
    assert hints[0].startswith("No mission has the call_sign 'zeni'.")


def test_filter_that_leaves_nothing_out_has_a_hint(client: Client) -> None:
    everything, _ = answer(client, "stations")
    total, hints = answer(client, "stations?name__not=Mirr")
    assert total == everything
    assert hints[0].startswith(
        "No station has the name 'Mirr', so `name__not` excludes"
    )
    total, hints = answer(client, "stations?name__not=Mir")
    assert total == everything - 1
    assert not any("name" in hint for hint in hints)


def test_only_three_missing_values_are_explained(client: Client) -> None:
    total, hints = answer(client, "missions?call_sign=a1,b1,c1,d1,e1")
    assert total == 0
    assert sum(hint.startswith("No mission has the call_sign") for hint in hints) == 3


def test_record_without_claims_is_not_an_error(quick_client: Client) -> None:
    """Changes know records that exist no more, and claims those without a claim."""
    total, hints = answer(quick_client, "changes?record=dataset&limit=0")
    assert total > 0
    assert hints == []


# -- Commas in names


def test_name_with_a_comma_is_found(client: Client) -> None:
    name = "Spacewalk of 2013-07-09, International Space Station"
    everything, _ = answer(client, "events")
    assert answer(client, f"events?name={name}")[0] == 1
    assert answer(client, f"events?name__not={name}")[0] == everything - 1
    both = f"events?name={name},Handshake in space"
    assert answer(client, both)[0] == 2


def test_escaped_comma_belongs_to_the_value(client: Client) -> None:
    lake, park = "Lake Tengiz, Kazakhstan", "Pacific Ocean, south-west of Hawaii"
    plain = f"missions?landing_place.name={lake},{park}"
    escaped = plain.replace(", ", "\\, ")
    assert answer(client, escaped)[0] == answer(client, plain)[0] > 0
    body = get(client, escaped).json()
    assert body["links"]["self"] == get(client, plain).json()["links"]["self"]


def test_canonical_query_keeps_the_comma_of_a_value(client: Client) -> None:
    body = get(client, "missions?call_sign=a\\,b").json()
    assert body["links"]["self"] == "/v1/missions?call_sign=a%5C,b"
    again = client.json(body["links"]["self"])
    assert again["meta"] == body["meta"]


# -- Instants of programs


@pytest.mark.parametrize(
    "instant",
    [
        "1978-03-02T15:28:10.000Z",
        "1978-03-02T15:28:10.999+00:00",
        "1978-03-02T18:28:10+03:00",
        "1978-03-02T07:28:10-08:00",
        "1978-03-02 15:28:10Z",
    ],
)
def test_instant_with_fraction_or_offset_is_the_one_in_utc(
    client: Client, instant: str
) -> None:
    expected = client.json("/v1/missions?launched=1978-03-02T15:28:10Z")
    assert [each["id"] for each in expected["data"]] == ["soyuz-28"]
    body = client.get("/v1/missions", params={"launched": instant}).json()
    assert body == expected


def test_in_space_takes_an_instant_with_an_offset(client: Client) -> None:
    answers = [
        client.get("/v1/in-space", params={"at": at}).json()
        for at in ("1975-07-17T16:30:00Z", "1975-07-17T19:30:00.25+03:00")
    ]
    assert answers[0] == answers[1]
    assert answers[0]["meta"]["total"] == 7


def test_superlative_takes_an_instant_with_an_offset(client: Client) -> None:
    answers = [
        client.get(
            "/v1/superlatives", params={"as_of": at, "category": "oldest"}
        ).json()
        for at in ("1975-07-17T16:30:00Z", "1975-07-17T19:30:00.25+03:00")
    ]
    assert answers[0] == answers[1]
