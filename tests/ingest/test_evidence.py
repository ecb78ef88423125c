"""Which independent sources state a fact, and how sure an erratum is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.ingest.claims.evidence import (
    Evidence,
    certainty_of,
    confirms,
)
from app.ingest.claims.judge import JudgedStatement
from app.ingest.claims.statements import SourceStatement, place_locator
from app.ingest.files.read import SeedError
from app.main import app_for
from app.schemas.vocabularies import Agreement
from tests.support.client import Client, client_of
from tests.support.factories import WORKS, load_seed


def stating(value: str, rule: str = "date") -> SourceStatement:
    return SourceStatement(
        id="x",
        source="x",
        locator=place_locator("x"),
        summary="x",
        compare=rule,
        stated_value=value,
    )


CERTAINTIES = [
    (2, 1, "certain"),
    (3, 1, "certain"),
    (2, 2, "open"),
    (3, 2, "probable"),
    (1, 1, "open"),
    (0, 1, "open"),
    (1, 2, "open"),
]


@pytest.mark.parametrize(("confirming", "contradicting", "certainty"), CERTAINTIES)
def test_two_sources_against_one_are_certain(
    confirming: int, contradicting: int, certainty: str
) -> None:
    ours = {f"ours {number}": stating("1978") for number in range(confirming)}
    others = {f"other {number}": stating("1979") for number in range(contradicting)}
    assert certainty_of(Evidence(ours, others)) == certainty


CONFIRMING: list[tuple[str, str, Agreement]] = [
    ("date", "1978-03-02", "agrees"),
    ("date", "1978-03-02", "less-precise"),
    ("date", "1978-03-02T15:28Z", "less-precise"),
    ("number", "14", "less-precise"),
    ("text", "Baikonur", "agrees"),
]
OTHERS: list[tuple[str, str, Agreement]] = [
    ("date", "1978-03", "less-precise"),
    ("date", "1978-03-02/1978-03-03", "less-precise"),
    ("text", "Baikonur", "less-precise"),
    ("set", "a;b", "less-precise"),
    ("number", "14", "disagrees"),
    ("date", "1978", "not-comparable"),
]


@pytest.mark.parametrize(("rule", "value", "agreement"), CONFIRMING + OTHERS)
def test_a_date_confirms_another_to_the_day(
    rule: str, value: str, agreement: Agreement
) -> None:
    is_confirming = (rule, value, agreement) in CONFIRMING
    judged = JudgedStatement(stating(value, rule), None, agreement)
    assert confirms(judged) == is_confirming


DECIDING = [
    ("date", "1961-08-07T07:18Z", "1961-08-07T07:15Z", True),
    ("date", "1961-08-07T07:15Z", "1961-08-07T07:18Z", True),
    ("date", "1961-08-07", "1961-08-07T07:15Z", False),
    ("date", "1961-08-07", "1961-08-06T07:15Z", True),
    ("date", "1961-08-07T07:18Z", "1961-08-07T07:18:59Z", False),
    ("date", "1961-08-07T07:18:00Z", "1961-08-07T07:18:01Z", True),
    ("number", "14", "15", True),
    ("text", "1978", "1978-03", True),
]


@pytest.mark.parametrize(("rule", "ours", "other", "decides"), DECIDING)
def test_a_source_that_fits_both_values_decides_nothing(
    rule: str, ours: str, other: str, *, decides: bool
) -> None:
    evidence = Evidence({"x": stating(ours, rule)}, {"y": stating(other, rule)})
    deciding = evidence.against(stating(other, rule))
    assert bool(deciding.confirming) == decides
    assert deciding.contradicting == evidence.contradicting


WORK: dict[str, Any] = {"type": "dataset", "custom": {"kind": "database"}}
ALMANAC = WORK | {"id": "almanac", "title": "Almanac of Flights"}
COPY = WORK | {
    "id": "copy",
    "title": "A Copy of GCAT",
    "custom": {"kind": "database", "family": "gcat"},
}
PEOPLE = """name,born,sex,died
Vladimir Remek,1948-09-26,male,2030
Aleksey Gubarev,1932-04-29,male,2015-02-21
"""
PEOPLE_MAPPING = """
source = "{source}"
resource = "people"
locator = "{name}"
match.names = ["name"]
values = {{ born = "born", sex = "sex", died = "died" }}
"""
CATALOGUES = {
    "almanac.csv": PEOPLE.replace("Aleksey", "Alexei"),
    "almanac.toml": PEOPLE_MAPPING.format(source="almanac", name="{name}"),
    "copy.csv": PEOPLE.replace("Aleksey", "Alexei").replace("1932-04-29", ""),
    "copy.toml": PEOPLE_MAPPING.format(source="copy", name="{name}"),
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("evidence")
    works = [ALMANAC, COPY, *WORKS]
    url = load_seed(folder, works=works, catalogues=CATALOGUES)
    with client_of(app_for(url)) as client:
        yield client


def claims(served: Client, query: str) -> dict[str, Any]:
    """Returns claims by source."""
    rows = served.get(f"/v1/claims?{query}").json()["data"]
    return {row["source"]["id"]: row for row in rows}


def test_cells_of_an_external_table_are_claims(served: Client) -> None:
    born = claims(served, "record=people/alexei-gubarev&field=born")
    assert {source: row["agreement"] for source, row in born.items()} == {
        "gcat": "agrees",
        "almanac": "disagrees",
    }
    assert born["almanac"]["stated_value"] == "1932-04-29"
    assert born["almanac"]["locator"]["place"] == "Alexei Gubarev"
    assert born["almanac"]["summary"] == "Alexei Gubarev, born: 1932-04-29"


def test_a_family_counts_as_one_source(served: Client) -> None:
    rows = claims(served, "record=people/vladimir-remek&field=born")
    assert {source: row["origin"] for source, row in rows.items()} == {
        "gcat": "derived",
        "copy": "derived",
        "almanac": "independent",
    }


def test_a_claim_about_a_missing_value_is_independent(served: Client) -> None:
    rows = claims(served, "record=people/vladimir-remek&field=died")
    assert {row["origin"] for row in rows.values()} == {"independent"}
    assert {row["agreement"] for row in rows.values()} == {"not-comparable"}


def test_claims_are_filtered_by_origin(served: Client) -> None:
    total = served.get("/v1/claims").json()["meta"]["total"]
    parts = [
        served.get(f"/v1/claims?origin={origin}").json()["meta"]["total"]
        for origin in ("derived", "independent")
    ]
    assert sum(parts) == total
    assert min(parts) > 5


def test_a_record_has_the_share_of_its_facts_with_two_sources(served: Client) -> None:
    # Of birth, death, sex, state of birth, citizenship, name and native name,
    # two agree: death and sex
    gubarev = served.get("/v1/people/alexei-gubarev").json()["data"]
    assert gubarev["checked"] == round(2 / 7, 3)
    assert served.get("/v1/missions/soyuz-17").json()["data"]["checked"] == 0


def test_records_are_filtered_and_sorted_by_it(served: Client) -> None:
    listed = served.get("/v1/people?checked__gte=0.1&sort=-checked").json()
    shares = [row["checked"] for row in listed["data"]]
    assert shares == sorted(shares, reverse=True)
    assert listed["meta"]["total"] == 2


def test_derived_claims_do_not_raise_a_score(served: Client) -> None:
    score = served.get("/v1/sources/copy").json()["data"]["score"]
    assert (score["derived_count"], score["agreeing_count"]) == (4, 0)
    score = served.get("/v1/sources/almanac").json()["data"]["score"]
    assert score == {
        "claims_count": 6,
        "comparable_count": 5,
        "derived_count": 0,
        "independent_count": 5,
        "agreeing_count": 4,
        "less_precise_count": 0,
        "disagreeing_count": 1,
    }


def test_errata_have_both_sides(served: Client) -> None:
    listed = served.get("/v1/errata?source=almanac").json()["data"]
    (erratum,) = listed
    assert erratum["name"] == "Alexei Gubarev"
    assert erratum["stated_value"] == "1932-04-29"
    assert erratum["our_value"] == "1931-03-29"
    assert [source["id"] for source in erratum["supporting"]] == ["gcat"]
    assert [source["id"] for source in erratum["contradicting"]] == ["almanac"]
    assert erratum["certainty"] == "open"
    assert served.get(erratum["url"]).json()["data"] == erratum


def test_the_certainty_of_a_computed_value_is_not_known(served: Client) -> None:
    erratum = served.get("/v1/errata/essay-2").json()["data"]
    assert (erratum["certainty"], erratum["record"], erratum["name"]) == (None,) * 3
    assert erratum["query"] == "/v1/missions?programme=interkosmos"
    assert erratum["note"] == "One is held here."


def test_an_attributed_source_is_not_counted_twice(tmp_path: Path) -> None:
    attribution = {"record": "people/vladimir-remek", "field": "born"}
    attributions = [attribution | {"source": "almanac", "locator": "Remek"}]
    url = load_seed(
        tmp_path,
        works=[ALMANAC, COPY, *WORKS],
        catalogues=CATALOGUES,
        attributions=attributions,
    )
    with client_of(app_for(url)) as client:
        rows = claims(client, "record=people/vladimir-remek&field=born")
        assert {source: row["origin"] for source, row in rows.items()} == {
            "almanac": "derived",
            "copy": "independent",
        }


WRONG = [
    ({"copy.csv": PEOPLE.replace("Aleksey", "Oleg")}, "copy.csv:3: row: fits no"),
    ({"copy.csv": PEOPLE.replace("1948-", "48-")}, "copy.csv:2: born: '48-09-26' is"),
    (
        {"copy.csv": PEOPLE.replace("Aleksey Gubarev", "Vladimir Remek")},
        "copy.csv:1: row: 2 rows give a value for people.vladimir-remek.born.copy",
    ),
    (
        {"copy.toml": CATALOGUES["copy.toml"].replace('"copy"', '"almanack"')},
        "copy.csv:1: source: 'almanack' does not exist; did you mean 'almanac'?",
    ),
    (
        {"copy.toml": CATALOGUES["copy.toml"].replace("died = ", "dead = ")},
        "copy.csv:1: mapping: copy.csv: values: 'dead' does not exist",
    ),
    (
        {"copy.toml": CATALOGUES["copy.toml"] + "tolerances = { sex = 1 }"},
        "copy.csv:1: mapping: copy.csv: tolerances: 'sex' is no date or number of",
    ),
    (
        {"copy.toml": CATALOGUES["copy.toml"] + "tolerances = { flights = 1 }"},
        "copy.csv:1: mapping: copy.csv: tolerances: 'flights' is no date or number",
    ),
    ({"copy.toml": "colour = 1"}, "copy.toml: source: Field required"),
    ({"lost.toml": "colour = 1"}, "lost.csv: is missing; lost.toml describes it"),
]


@pytest.mark.parametrize(("files", "message"), WRONG)
def test_an_external_table_that_does_not_fit_is_not_loaded(
    tmp_path: Path, files: dict[str, str], message: str
) -> None:
    works = [ALMANAC, COPY, *WORKS]
    with pytest.raises(SeedError) as raised:
        load_seed(tmp_path, works=works, catalogues=CATALOGUES | files)
    assert [fault for fault in raised.value.faults if fault.startswith(message)]
