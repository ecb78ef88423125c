"""Values told to readers: dates as precise as they are known, spans, names."""

import pytest

from app.resources import RESOURCES
from app.schemas import ANSWERS
from app.schemas.fields import date_fields
from app.web.facts import claims_by_field, hints, source_value, spoken
from app.web.wording import (
    Piece,
    capitalise,
    format_date,
    format_duration,
    label,
    lower_first,
    number,
    page_of,
    pieces,
    prose,
)


@pytest.mark.parametrize(
    ("edtf", "told"),
    [
        ("1978", "1978"),
        ("1978-03", "March 1978"),
        ("1978-03-02", "2 March 1978"),
        ("1978-03-02T15:28Z", "2 March 1978, 15:28 UTC"),
        ("1978-03-02T15:28:10Z", "2 March 1978, 15:28:10 UTC"),
        ("1975~", "about 1975"),
        ("1975-06?", "perhaps June 1975"),
        ("1975%", "perhaps about 1975"),
        ("1978-03/1981-05", "from March 1978 to May 1981"),
        ("1978/..", "from 1978"),
        ("../1978", "until 1978"),
        ("198X", "198X"),
        ("1978-21", "1978-21"),
        ("spring", "spring"),
    ],
)
def test_a_date_is_told_as_precisely_as_it_is_known(edtf: str, told: str) -> None:
    assert format_date(edtf) == told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0 s"), (59, "59 s"), (3600, "1 h"), (679_744, "7 d 20 h 49 min 4 s")],
)
def test_a_span_of_time_is_told_without_what_is_nought(seconds: int, told: str) -> None:
    assert format_duration(seconds) == told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(9, "9 s"), (3_600, "1 h"), (679_744, "7 d 20 h"), (606_840, "7 d")],
)
def test_a_span_of_time_in_a_table_is_told_in_two_units(
    seconds: int, told: str
) -> None:
    assert format_duration(seconds, 2) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("complete to 2026-07-03; later", "complete to 3 July 2026; later"),
        ("at 1975-07-17T16:30Z.", "at 17 July 1975, 16:30 UTC."),
        ("Spacewalk of 1965-03-18, Voskhod 2", "Spacewalk of 18 March 1965, Voskhod 2"),
        ("COSPAR 1978-023A", "COSPAR 1978-023A"),
        ("flights of 1978-1988", "flights of 1978-1988"),
        ("launched 1978-03/1981-05", "launched 1978-03/1981-05"),
        ("id spacewalk-1965-03-18", "id spacewalk-1965-03-18"),
    ],
)
def test_dates_in_a_sentence_are_told_as_readers_write_them(
    text: str, told: str
) -> None:
    assert prose(text) == told


def test_words_fit_into_a_sentence() -> None:
    assert (capitalise("people of 1978"), capitalise("")) == ("People of 1978", "")
    told = [
        lower_first(one) for one in ("Id in GCAT", "ISO 3166-3", "COSPAR designation")
    ]
    assert told == ["id in GCAT", "ISO 3166-3", "COSPAR designation"]


def test_a_number_has_its_thousands_apart() -> None:
    assert (number(33_250), number(1551.0), number(51.65)) == (
        "33,250",
        "1,551",
        "51.65",
    )


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("born", "1937-02-13", Piece("13 February 1937", at="1937-02-13")),
        ("born", "1937~", Piece("about 1937")),
        ("flown", True, Piece("yes")),
        ("flown", False, Piece("no")),
        ("duration_seconds", 90, Piece("1 min 30 s")),
        ("outcome", "docking-failed", Piece("docking failed")),
        ("boundary", "100km", Piece("100 km")),
        ("call_sign", "Yastreb", Piece("Yastreb")),
        (
            "record",
            "missions/soyuz-28",
            Piece("missions/soyuz-28", "/missions/soyuz-28"),
        ),
        ("asks", "/v1/firsts?by=sex", Piece("/v1/firsts?by=sex", "/v1/firsts?by=sex")),
        (
            "station",
            {"id": "mir", "name": "Mir", "url": "/v1/stations/mir"},
            Piece("Mir", page="/stations/mir"),
        ),
        ("actual", {"id": "mir"}, Piece("mir")),
        ("actual", {"agrees": 3, "disagrees": None}, Piece("agrees 3")),
    ],
)
def test_a_value_is_one_piece(field: str, value: object, told: Piece) -> None:
    assert list(pieces(field, value)) == [told]


def test_date_fields_of_the_schemas_are_dates_on_pages() -> None:
    schemas = [*(resource.schema for resource in RESOURCES), *ANSWERS]
    fields = {field for schema in schemas for field in date_fields(schema)}
    assert len(fields) > 20
    for field in fields:
        assert list(pieces(field, "1978-03")) == [Piece("March 1978", at="1978-03")]


def test_what_is_absent_is_told_by_nothing() -> None:
    assert list(pieces("died", None)) == list(pieces("crew", [])) == []


def test_a_state_that_followed_says_when_and_how() -> None:
    state = {"id": "x", "name": "X", "kind": "accession", "date": "1990-10-03"}
    assert list(pieces("successors", [state])) == [
        Piece("X", note="accession, 3 October 1990")
    ]


def test_a_field_is_called_by_what_it_is() -> None:
    assert label("missions_count") == "Missions"
    assert label("cospar") == "COSPAR designation"
    assert label("launch_site") == "Launch site"
    assert label("csl.publisher") == "Publisher"


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ("missions/soyuz-28", "Soyuz 28"),
        ("events/jahn-hero-of-the-gdr", "Jahn Hero of the GDR"),
        ("missions/sts-71", "STS 71"),
    ],
)
def test_a_record_is_told_by_its_id_where_its_name_is_not_at_hand(
    record: str, told: str
) -> None:
    assert spoken(record) == told


@pytest.mark.parametrize(
    ("field", "compare", "said", "told"),
    [
        ("countries", "set", "Cuba;Soviet Union", ["Cuba, Soviet Union"]),
        ("countries", "set", "soviet-union", ["Soviet Union"]),
        ("duration_seconds", "number", "720", ["12 min"]),
        (None, "date", "../1987", ["until 1987"]),
        (None, "number", None, []),
    ],
)
def test_what_a_source_states_is_told_as_its_field_is(
    field: str | None, compare: str, said: str | None, told: list[str]
) -> None:
    claim = {"field": field, "compare": compare, "stated": said}
    assert [one.text for one in source_value(claim)] == told


def test_claims_that_disagree_come_first() -> None:
    agreements = ["agrees", "not-comparable", "less-precise", "disagrees", "agrees"]
    claims = [
        {"id": number, "field": "station.name", "agreement": agreement}
        for number, agreement in enumerate(agreements)
    ]
    fields = claims_by_field({"claims": claims})
    assert {name: [claim["id"] for claim in fields[name]] for name in fields} == {
        "station": [3, 0, 4, 2, 1]
    }


def test_hints_about_linked_definitions_are_left_out() -> None:
    change = {"boundary": "orbit"}
    answer = {
        "data": [{"sensitivity": [{"change": change}]}],
        "meta": {"hints": ["Add boundary=orbit for another.", "Known to 1978-03-02."]},
    }
    assert hints(answer) == ["Known to 2 March 1978."]


def test_a_page_is_at_the_address_of_its_record() -> None:
    assert page_of("/v1/people/x?y=1") == "/people/x?y=1"
    assert page_of("/v1") == "/"
