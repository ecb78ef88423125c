"""Every operator on every kind of field, on real records.

Each row is a query and the ids of its records, in any order.
"""

from urllib.parse import quote

import pytest

from app.query.limits import MAX_VALUES
from app.query.operators import OPERATORS, split_name
from app.resources import BY_NAME, Resource
from app.resources.filters import Filter, filter_name
from tests.support.client import Client
from tests.support.contract import each_filter, records, total

TEXT = [
    ("missions?cospar=1961-012A", "vostok-1"),
    ("missions?cospar=1961-012A,1961-019A", "vostok-1 vostok-2"),
    ("missions?cospar=1961-012a", "vostok-1"),
    ("missions?cospar=1961-012", ""),
    ("missions?cospar=\x01\n\x1f", ""),
    (
        "missions?cospar__not=1961-012A,1961-019A&launched=1961&crew_size__gte=1",
        "mercury-redstone-3 mercury-redstone-4",
    ),
    ("missions?cospar__contains=1961-0&crew_size__gte=1", "vostok-1 vostok-2"),
    ("missions?cospar__contains=1961-012a", "vostok-1"),
    ("missions?cospar__contains=1961_012", ""),
    ("missions?cospar__contains=%", ""),
    ("missions?cospar__contains=\\", ""),
    ("missions?cospar__contains='", ""),
    ("missions?cospar__contains=1961-012A,1961-019A", ""),
    ("missions?landing_place.name=Lake Tengiz, Kazakhstan", "soyuz-23"),
    ("missions?landing_place.name__contains=tengiz, kaz", "soyuz-23"),
    (
        "missions?cospar__exists=true&launched=1961&crew_size__gte=1",
        "vostok-1 vostok-2",
    ),
    (
        "missions?cospar__exists=false&launched=1961&crew_size__gte=1",
        "mercury-redstone-3 mercury-redstone-4",
    ),
    # Ids in other catalogues, which are in a table of their own
    ("people?external_ids=Q7327", "yuri-gagarin"),
    ("people?external_ids=Q732", ""),
    ("people?external_ids__not=Q7327&mission=vostok-1", ""),
    ("people?external_ids__contains=q7327", "yuri-gagarin"),
    ("people?external_ids__exists=true&mission=vostok-1", "yuri-gagarin"),
    ("people?external_ids__exists=false&mission=vostok-1", ""),
]
NAME = [
    ("missions?name=Soyuz 28", "soyuz-28"),
    ("missions?name=SOYUZ-28,soyuz 30", "soyuz-28 soyuz-30"),
    ("missions?name=Soyuz", ""),
    ("people?name=sigmund jahn", "sigmund-jahn"),
    ("people?name=Phạm Tuân", "pham-tuan"),
    ("people?name__contains=jahn", "sigmund-jahn"),
    ("people?name__contains=ГАГАРИН", "yuri-gagarin"),
    ("stations?name__not=Mir,Skylab&country=USA", "iss space-station-freedom"),
    ("stations?name__exists=true&country=CHN", "tiangong tiangong-1 tiangong-2"),
    ("stations?name__exists=false", ""),
]
OPTION = [
    ("stations?status=operational&launched=../2000", "iss"),
    ("stations?status=project,never-crewed&country=USA", "space-station-freedom"),
    (
        "stations?status__not=ended,project&country=SUN",
        "dos-2 salyut-2 kosmos-557",
    ),
    ("stations?status__exists=true&country=USA&launched__exists=true", "skylab iss"),
    ("missions?boundary__exists=false&kind=probe&launched=1984/1986", ""),
    ("people?sex__exists=false&flown=false", "shun-ogiso"),
    ("people?region=Africa&first_flight.launched=../2010", "mark-shuttleworth"),
    (
        "people?region__not=Europe&mission=sts-61-a",
        "bonnie-dunbar guion-bluford henry-hartsfield james-buchli steven-nagel",
    ),
    (
        "people?region__exists=false&died=1960/1967",
        "elliot-see hugh-dryden john-f-kennedy",
    ),
]
IDS = [
    ("missions?id=soyuz-28, soyuz-30 ,soyuz-28", "soyuz-28 soyuz-30"),
    (
        "missions?station=salyut-6&launched=1978&crew_size__gte=1",
        "soyuz-27 soyuz-28 soyuz-29 soyuz-30 soyuz-31",
    ),
    ("missions?station__not=salyut-6&launched=1978&crew_size__gte=1", ""),
    ("missions?station__exists=false&launched=1978&crew_size__gte=1", ""),
    ("missions?programme=apollo-soyuz&crew_size__gte=1", "apollo-astp soyuz-19"),
    ("missions?crew.person=sigmund-jahn,pham-tuan", "soyuz-31 soyuz-37"),
    (
        "missions?crew.person__not=vladimir-remek&station=salyut-6&launched=1978-02/1978-07",
        "soyuz-29 soyuz-30 progress-2",
    ),
    ("missions?crew.person__exists=false&launched=1978&kind=probe", "ice"),
    (
        "missions?crew.person__exists=false&station=salyut-6&launched=1978",
        "progress-1 progress-2 progress-3 progress-4",
    ),
    # Ids in other catalogues, in any case
    ("people?id=q7327", "yuri-gagarin"),
    ("missions?id=1978-023A,soyuz-30", "soyuz-28 soyuz-30"),
    ("missions?destination=1977-097a&launched=1978-03", "soyuz-28"),
    ("crew?landed_on=soyuz-29", "soyuz-31-sigmund-jahn soyuz-31-valery-bykovsky"),
]
COUNTRY = [
    ("countries?id=CSK,SUHH,east-germany", "czechoslovakia soviet-union east-germany"),
    ("countries?id=Viet Nam,DE", "vietnam germany"),
    (
        "people?birth_country=KAZ&first_flight.launched=../1990",
        "aleksandr-viktorenko viktor-patsayev vladimir-shatalov",
    ),
    ("people?birth_country__not=RUS&mission=soyuz-28", "vladimir-remek"),
    ("people?birth_country__exists=false&mission=soyuz-28", ""),
    ("missions?crew.country=POL,DDR&launched=../1990", "soyuz-30 soyuz-31"),
    ("countries?id=Q881", "vietnam"),
    ("missions?crew.country__not=SUN&launched=1961-04&boundary=orbit", ""),
    (
        "missions?crew.country__not=SUN&launched=1961-05-05/1961-07",
        "mercury-redstone-3 mercury-redstone-4",
    ),
    (
        "missions?crew.country__exists=false&launched=1957/1958",
        "sputnik-1 sputnik-2 explorer-1",
    ),
    ("missions?crew.country__exists=true&launched=../1961-04", "vostok-1"),
]
SIGNE = " ".join(
    f"2026.11.1.missions.signe-3.{field}"
    for field in ("apogee_km", "inclination_deg", "perigee_km")
)
LATER = " ".join(
    f"2026.12.0.missions.signe-3.{field}"
    for field in (
        "claims.countries.001-encyclopaedia.note",
        "landed",
        "launch_pad",
        "launch_site",
        "launch_vehicle",
    )
)
OLDER = "release=2026.11.1"
CHANGED = "kind=changed&record=missions/signe-3"
RECORD = [
    (f"changes?{OLDER}&{CHANGED}", SIGNE),
    (
        "changes?record=missions/signe-3,missions/signe-3&field=apogee_km",
        "2026.11.1.missions.signe-3.apogee_km",
    ),
    ("changes?record__contains=ns/signe&field=perigee_km", SIGNE.split()[-1]),
    (
        f"changes?{OLDER}&record__not=missions/signe-3&record__contains=signe-3",
        "2026.11.1.sources.mcdowell-signe-3",
    ),
    ("changes?record__exists=false", ""),
    ("changes?record=missions/signe-3&field=inclination_deg", SIGNE.split()[1]),
    (
        f"changes?{OLDER}&{CHANGED}&field__not=apogee_km,perigee_km",
        SIGNE.split()[1],
    ),
    (
        "changes?record=missions/signe-3&kind=changed&field__contains=GEE",
        SIGNE.split()[0] + " " + SIGNE.split()[2],
    ),
    ("changes?record=missions/signe-3&field__exists=false", ""),
]
SINCE = [
    (f"changes?since=2026.11.0&{CHANGED}", f"{SIGNE} {LATER}"),
    (f"changes?since=2026.11.1&{CHANGED}", LATER),
    ("changes?since=2026.11.1&release=2026.11.1", ""),
    (f"changes?since=2026.11.0,2026.11.1&{CHANGED}", f"{SIGNE} {LATER}"),
    (f"changes?since=2026-11-28&{CHANGED}", f"{SIGNE} {LATER}"),
    (f"changes?since=2026-11-29&{CHANGED}", LATER),
    (f"changes?since=2026&{CHANGED}", f"{SIGNE} {LATER}"),
    ("changes?since=2026-11-29&release=2026.11.1", ""),
]
NUMBER = [
    ("missions?crew_size=1,8&launched=1969/1985&boundary=orbit", "soyuz-4 sts-61-a"),
    ("missions?crew_size=8.0", "sts-61-a"),
    ("missions?crew_size=7.5", ""),
    ("missions?crew_size__gte=7.5", "sts-61-a"),
    ("missions?crew_size__gte=8", "sts-61-a"),
    ("missions?crew_size__lte=0&launched=../1957", "sputnik-1 sputnik-2"),
    ("missions?crew_size__lte=0.5&launched=../1958", "sputnik-1 sputnik-2 explorer-1"),
    ("missions?crew_size__lte=-1", ""),
    (
        "missions?crew_size__not=2.5,3&station=salyut-6&launched=1978-01/1978-03",
        "soyuz-27 progress-1 soyuz-28",
    ),
    ("missions?mass_kg=550", "interkosmos-21"),
    ("missions?mass_kg=+5.5e2", "interkosmos-21"),
    ("missions?mass_kg__not=550&mass_kg__gte=550&launched=1981", ""),
    ("missions?inclination_deg=48.4", "interkosmos-1 interkosmos-2 interkosmos-5"),
    ("stations?missions_count__exists=false", ""),
    ("missions?duration_seconds__exists=false&launched=1961-04", "little-joe-5b"),
]
DATE = [
    ("missions?launched=1957-10,1958-02", "sputnik-1 explorer-1"),
    ("missions?launched=1957,1958", "sputnik-1 sputnik-2 explorer-1"),
    ("missions?launched=1957/1958", "sputnik-1 sputnik-2 explorer-1"),
    ("missions?launched=../1957", "sputnik-1 sputnik-2"),
    ("missions?launched=1978-03-02T15:28Z", "soyuz-28"),
    ("missions?launched=1978-03-02T15:28:10Z", "soyuz-28"),
    ("missions?launched=1978-03-02T15:28:11Z", ""),
    ("missions?launched=1978-03-02T15:28:10Z&date_match=possible", "soyuz-28"),
    (
        "missions?launched__not=1962/..&crew_size=1&kind=crewed-orbital",
        "vostok-1 vostok-2",
    ),
    (
        "missions?launched__gte=1978-03-02&launched__lte=1978-06&crew_size__gte=1",
        "soyuz-28 soyuz-29 soyuz-30",
    ),
    ("stations?launched__exists=false&country=USA", "space-station-freedom"),
    ("stations?ended__exists=true&country=CHN", "tiangong-1 tiangong-2"),
    # Known only to have died in July 2013
    ("people?died=2013-07", "dumitru-dediu"),
    ("people?died=2013-07-15", ""),
    ("people?died=2013-07-01/2013-07-15", ""),
    ("people?died=2013-07-20/2013-08-05", ""),
    ("people?died=2013-07-20/2013-08-05&date_match=possible", "dumitru-dediu"),
    ("people?died=2013-06&date_match=possible", ""),
    ("people?died=1968-03-27&date_match=possible", "yuri-gagarin"),
    ("people?died=2013-07-15&date_match=certain", ""),
    ("people?died=2013-07-15&date_match=possible", "dumitru-dediu"),
    ("people?died__gte=2013-07-15&died__lte=2013-07-25", ""),
    (
        "people?died__gte=2013-07-15&died__lte=2013-07-25&date_match=possible",
        "dumitru-dediu",
    ),
    ("people?died__gte=2013-07-01&died__lte=2013-07-31", "dumitru-dediu"),
    ("people?died__not=2013-07-15&died=2013-07", "dumitru-dediu"),
    ("people?died__not=2013-07-15&died=2013-07&date_match=possible", ""),
]
SPAN = [
    ("dockings?at=1978-03-05", "soyuz-27-1 soyuz-28-1"),
    # Soyuz 28 undocked at 10:23
    ("dockings?at=1978-03-10T10:24Z/1978-03-12", "soyuz-27-1"),
    ("dockings?at=1978-04", ""),
    (
        "dockings?at=1978-03-05,1978-09-01&mission=soyuz-28,soyuz-31",
        "soyuz-28-1 soyuz-31-1",
    ),
    ("dockings?at=1975-07-17/1975-07-18", "soyuz-18-1 apollo-astp-1"),
    ("dockings?at=1975-07-26T10:56Z&mission=soyuz-18", "soyuz-18-1"),
    ("dockings?at=1975-07-26T10:57Z&mission=soyuz-18", ""),
]
PART = [
    ("missions?launched.year=1957,1958", "sputnik-1 sputnik-2 explorer-1"),
    ("missions?launched.month=1978-03&crew_size__gte=1", "soyuz-28"),
    ("people?died.decade=201X&mission=soyuz-28", "alexei-gubarev"),
    ("stations?launched.year__exists=false&country=USA", "space-station-freedom"),
    # Known only to have died in July 2013
    ("people?died.month=2013-07&died.year__exists=true", "dumitru-dediu"),
]
EACH = [
    ("people?boundary__all=80km,orbit&country=RUS", "alexei-ovchinin"),
    ("people?region__all=Africa,Europe", "mark-shuttleworth"),
    ("people?mission__all=soyuz-28,soyuz-17", "alexei-gubarev"),
    ("people?station__all=skylab,mir", ""),
    ("missions?crew.countries__all=CUB,SUN", "soyuz-38"),
    ("missions?crew.country__all=CUB", "soyuz-38"),
]
BOOLEAN = [
    (
        "people?flown=false&sex=female&country=USA",
        "barbara-barrett christa-mcauliffe esther-dyson",
    ),
    ("people?flown=true&died=1968", "yuri-gagarin"),
]
LINEAGE = [
    ("countries?id=SVK&lineage=none", "slovakia"),
    ("countries?id=SVK&lineage=predecessors", "slovakia czechoslovakia"),
    ("countries?id=SVK&lineage=successors", "slovakia"),
    ("countries?id=SVK&lineage=all", "slovakia czechoslovakia czechia"),
    ("countries?id=CSK&lineage=successors", "slovakia czechoslovakia czechia"),
    (
        "countries?id=DEU,SVK&lineage=predecessors",
        "germany east-germany slovakia czechoslovakia",
    ),
    (
        "countries?id=Kosovo&lineage=predecessors",
        "kosovo serbia serbia-and-montenegro yugoslavia",
    ),
    ("people?country=CZE&mission=soyuz-28", ""),
    ("people?country=CZE&mission=soyuz-28&lineage=predecessors", "vladimir-remek"),
    ("people?country__not=SVK&mission=soyuz-28&lineage=predecessors", "alexei-gubarev"),
    (
        "people?country__exists=true&mission=soyuz-28&lineage=all",
        "alexei-gubarev vladimir-remek",
    ),
    ("missions?crew.country=DEU&launched=1978&lineage=all", "soyuz-31"),
]
WORDS = [
    ("people?q=pham tuan", "pham-tuan"),
    ("people?q=Phạm Tuân", "pham-tuan"),
    ("people?q=phm tun", "pham-tuan"),
    ("people?q=jahn", "sigmund-jahn"),
    ("people?q=mendez", "arnaldo-tamayo-mendez"),
    ("people?q=Гагарин", "yuri-gagarin"),
    ("people?q=ТЕРЕШКОВА", "valentina-tereshkova"),
    ("people?q=杨利伟", "yang-liwei"),
    ("people?q=عبدالاحد", "abdul-ahad-mohmand"),
    ("people?q=Жүгдэрдэмидийн", "jugderdemidiin-gurragchaa"),
    ("people?q=vladimr remek", "vladimir-remek"),
    ("people?q=REMEK, Vladimír!", "vladimir-remek"),
    ("people?q=Jean-Loup Chrtien", "jean-loup-chretien"),
    ("people?q=gagar", "yuri-gagarin"),
    ("people?q=be jeff", "jeff-bezos"),
    ("people?q=agarin", ""),
    ("people?q=gagarin remek", ""),
    ("people?q=bryan o'connor", "bryan-oconnor"),
    ("people?q=gagarin&country=USA", ""),
    ("stations?q=МКС", "iss"),  # noqa: RUF001 - Cyrillic
    ("programmes?q=МКС", ""),  # noqa: RUF001 - the station has this name
    ("countries?q=Československo", "czechoslovakia"),
    ("missions?q=Союз-28&launched=../1980", "soyuz-28"),
    ("spacecraft?q=mir", ""),
]
KINDS = [
    *TEXT,
    *NAME,
    *RECORD,
    *OPTION,
    *IDS,
    *COUNTRY,
    *NUMBER,
    *DATE,
    *SINCE,
    *SPAN,
    *PART,
    *EACH,
    *BOOLEAN,
]


@pytest.mark.parametrize(("query", "ids"), [*KINDS, *LINEAGE, *WORDS])
def test_query_finds_these_records(client: Client, query: str, ids: str) -> None:
    page = client.json(f"/v1/{encoded(query)}")
    assert {record["id"] for record in page["data"]} == set(ids.split())
    assert page["meta"]["total"] == len(page["data"]) == len(ids.split())


def encoded(query: str) -> str:
    """Returns the query with all but its separators encoded."""
    return quote(query, safe="?&=,/:")


def test_every_operator_is_tested_with_every_kind_of_field() -> None:
    tested = set()
    for query, _ in KINDS:
        resource, _, parameters = query.partition("?")
        filters = BY_NAME[resource].filters
        for parameter in parameters.split("&"):
            field, operator = split_name(parameter.partition("=")[0])
            field = filter_name(field, filters)
            if field in filters:
                tested.add((filters[field].kind, operator))
    assert tested == {
        (kind, operator) for operator in OPERATORS for kind in operator.kinds
    }


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("people", "flown"),
        ("stations", "ended__exists"),
        ("missions", "crew.person__exists"),
    ],
)
def test_true_and_false_together_match_everything(
    client: Client, path: str, name: str
) -> None:
    resource = BY_NAME[path]
    assert total(client, resource, **{name: "true,false"}) == total(client, resource)


@each_filter("part")
def test_example_of_a_part_of_a_date_has_records(
    quick_client: Client, resource: Resource, name: str, field: Filter
) -> None:
    part = total(quick_client, resource, **{name: field.example})
    assert part > 0
    assert part == total(quick_client, resource, **{field.whole: field.example})


def test_one_of_five_hundred_values_is_found(client: Client) -> None:
    values = [f"1957-{number:03}X" for number in range(MAX_VALUES - 1)]
    many = ",".join([*values, "1961-012A"])
    missions = records(client, BY_NAME["missions"], cospar=many)
    assert [mission["id"] for mission in missions] == ["vostok-1"]


@pytest.mark.parametrize("name", ["launched", "mass_kg"])
def test_one_of_several_dates_or_numbers_is_found(client: Client, name: str) -> None:
    value = {"launched": "1961-04-12", "mass_kg": "550"}[name]
    resource = BY_NAME["missions"]
    many = f"1900,1901,{value}"
    expected = records(client, resource, **{name: value})
    assert records(client, resource, **{name: many}) == expected != []


def test_repeated_values_count_once(client: Client) -> None:
    resource = BY_NAME["missions"]
    many = ",".join(["1961"] * MAX_VALUES)
    expected = records(client, resource, launched="1961")
    assert records(client, resource, launched=many) == expected


@pytest.mark.parametrize("name", ["q", "name__contains", "cospar", "cospar__not"])
def test_very_long_value_is_answered(client: Client, name: str) -> None:
    resource = BY_NAME["missions"]
    count = total(client, resource, **{name: "x" * 7_000})
    assert count == (total(client, resource) if name == "cospar__not" else 0)
