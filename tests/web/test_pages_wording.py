"""Values in words on pages: dates, durations, numbers, names."""

import pytest

from app.resources import RESOURCES
from app.schemas import ANSWERS
from app.schemas.fields import date_fields
from app.web.wording import (
    Piece,
    capitalise,
    format_date,
    format_number,
    label,
    lower_first,
    page_path,
    pieces,
    prose,
)
from tests.support.client import Client
from tests.support.markup import page_of


@pytest.mark.parametrize(
    ("edtf", "text"),
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
def test_date_is_written_in_its_own_precision(edtf: str, text: str) -> None:
    assert format_date(edtf) == text


@pytest.mark.parametrize(
    ("text", "expected"),
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
def test_dates_in_a_sentence_are_written_out(text: str, expected: str) -> None:
    assert prose(text) == expected


def test_labels_fit_into_a_sentence() -> None:
    assert (capitalise("people of 1978"), capitalise("")) == ("People of 1978", "")
    labels = ("Id in GCAT", "ISO 3166-3", "COSPAR designation")
    assert [lower_first(text) for text in labels] == [
        "id in GCAT",
        "ISO 3166-3",
        "COSPAR designation",
    ]


def test_number_has_commas_between_thousands() -> None:
    assert (format_number(33_250), format_number(1551.0), format_number(51.65)) == (
        "33,250",
        "1,551",
        "51.65",
    )


@pytest.mark.parametrize(
    ("field", "value", "piece"),
    [
        ("born", "1937-02-13", Piece("13 February 1937", date="1937-02-13")),
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
            Piece("Soyuz 28", "/missions/soyuz-28"),
        ),
        ("query", "/v1/firsts?by=sex", Piece("/v1/firsts?by=sex", "/v1/firsts?by=sex")),
        (
            "station",
            {"id": "mir", "name": "Mir", "url": "/v1/stations/mir"},
            Piece("Mir", link="/stations/mir"),
        ),
        ("method", "berthing", Piece("berthing")),
        ("latitude", 45.9203, Piece("45.9203° N")),
        ("longitude", -169.15, Piece("169.15° W")),
        ("landing_place.latitude", -21.0, Piece("21° S")),
        (
            "names",
            {"name": "NIIP-5", "began": "1956", "ended": "1989"},
            Piece("NIIP-5", note="from 1956 to 1989"),
        ),
        (
            "names",
            {"name": "GIK-5", "began": "1989", "ended": None},
            Piece("GIK-5", note="from 1989"),
        ),
        (
            "names",
            {"name": "Tyuratam", "began": None, "ended": "1961"},
            Piece("Tyuratam", note="until 1961"),
        ),
        ("our_value", {"id": "mir"}, Piece("mir")),
        ("record", "claims/s000-011", Piece("Claim s000-011", "/claims/s000-011")),
        ("field", "apogee_km", Piece("Apogee (km)")),
        ("changed_in", "2026.11.1", Piece("in release 2026.11.1")),
        ("changed_in", "unreleased", Piece("after the last release")),
        ("checked", 0.0, Piece("none of the facts have two independent sources")),
        ("our_value", {"agrees": 3, "disagrees": None}, Piece("agrees 3")),
    ],
)
def test_value_becomes_a_piece(field: str, value: object, piece: Piece) -> None:
    assert list(pieces(field, value)) == [piece]


def test_date_fields_of_the_schemas_are_dates_on_pages() -> None:
    schemas = [*(resource.schema for resource in RESOURCES), *ANSWERS]
    fields = {field for schema in schemas for field in date_fields(schema)}
    assert len(fields) > 20
    for field in fields:
        assert list(pieces(field, "1978-03")) == [Piece("March 1978", date="1978-03")]


def test_unknown_value_has_no_pieces() -> None:
    assert list(pieces("died", None)) == list(pieces("crew", [])) == []


def test_successor_has_a_note_of_kind_and_date() -> None:
    state = {"id": "x", "name": "X", "kind": "accession", "date": "1990-10-03"}
    assert list(pieces("successors", [state])) == [
        Piece("X", note="accession, 3 October 1990")
    ]


PLACE = {
    "name": "Lake Tengiz, Kazakhstan",
    "kind": "lake",
    "site": None,
    "latitude": None,
    "longitude": None,
    "note": None,
}


@pytest.mark.parametrize(
    ("known", "piece"),
    [
        ({}, Piece("Lake Tengiz, Kazakhstan", note="lake")),
        ({"kind": None}, Piece("Lake Tengiz, Kazakhstan")),
        (
            {"name": None, "latitude": 50.0, "longitude": -0.5},
            Piece("50° N, 0.5° W", note="lake"),
        ),
        (
            {"note": "At night, in frost."},
            Piece("Lake Tengiz, Kazakhstan", note="lake; At night, in frost"),
        ),
        (
            {"site": {"url": "/v1/sites/x"}},
            Piece("Lake Tengiz, Kazakhstan", link="/sites/x", note="lake"),
        ),
    ],
)
def test_place_of_landing_is_one_line(known: dict[str, object], piece: Piece) -> None:
    assert list(pieces("landing_place", PLACE | known)) == [piece]


def test_ids_in_other_catalogues_name_the_catalogue() -> None:
    ids = {"wikidata": "Q43653", "cospar": None, "norad": "4039", "gcat": "H00046"}
    assert list(pieces("external_ids", ids)) == [
        Piece("Wikidata Q43653", link="https://www.wikidata.org/wiki/Q43653"),
        Piece(
            "NORAD 4039",
            link="https://celestrak.org/satcat/records.php"
            "?CATNR=4039&FORMAT=JSON-PRETTY",
        ),
        Piece("GCAT H00046"),
    ]


def test_field_has_a_label() -> None:
    assert label("missions_count") == "Missions"
    assert label("cospar") == "COSPAR designation"
    assert label("launch_site") == "Launch site"
    assert label("csl.publisher") == "Publisher"


def test_page_has_the_path_of_its_record() -> None:
    assert page_path("/v1/people/x?y=1") == "/people/x?y=1"
    assert page_path("/v1") == "/"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/people/alan-shepard", "Hatch opening of 6 February 1971, Apollo 14"),
        ("/on-this-day?date=02-06", "Hatch opening of 6 February 1971, Apollo 14"),
        ("/search?q=hatch+opening", "opening of 6 February 1971, Apollo 14"),
        ("/sources/ap-1999-mir", "Family of sources Associated Press"),
        ("/sources/almanac-apollo-13", "Claims of this source: 1 in all; 0 are"),
    ],
)
def test_names_have_dates_and_no_ids(
    quick_client: Client, path: str, words: str
) -> None:
    assert words in page_of(quick_client, path).text


def test_source_that_is_a_family_of_its_own_has_no_such_fact(
    quick_client: Client,
) -> None:
    assert "Family of sources" not in page_of(quick_client, "/sources/000-essay").text
