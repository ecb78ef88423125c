"""The facts that rows state: each with its source, its rule and its words."""

from dataclasses import replace
from typing import Any

import pytest

from app.ingest.catalogue import Catalogue
from app.ingest.checks.catalogue_checks import check_seed
from app.ingest.claims.statements import (
    SourceStatement,
    all_statements,
    comparable_fields,
    place_locator,
    rule_of,
)
from app.ingest.files.read import read_seed
from app.schemas import Locator
from tests.support.factories import (
    ESSAY,
    GCAT,
    ISO,
    added,
    changed,
    write_seed,
)

SOYUZ = {"record": "missions/soyuz-28"}
REMEK = {"record": "people/vladimir-remek"}
TWICE = {"mission": "soyuz-28", "target": "missions/soyuz-17", "sequence": "2"}
TWICE |= {"method": "docking", "outcome": "failed"} | GCAT
SEED: dict[str, Any] = {
    "landings": changed("landings", "soyuz-28", site="baikonur"),
    "dockings": [*changed("dockings", "soyuz-28/1", undocked=""), TWICE],
    "assignments": added(
        "assignments",
        **{"mission": "soyuz-28", "person": "alexei-gubarev", "kind": "replaced"}
        | GCAT,
    ),
    "attributions": [
        SOYUZ | {"field": "call_sign", "note": "Heard."} | ESSAY,
        SOYUZ | {"field": "launch_site"} | ESSAY,
        SOYUZ | {"field": "launch_site", "note": "A standard?"} | ISO,
        SOYUZ | {"field": "landed", "otherwise": "1978-03-11", "note": "Slip."} | ESSAY,
        SOYUZ | {"field": "mass_kg", "otherwise": "7000"} | GCAT | {"locator": "again"},
        SOYUZ | {"field": "dockings.1.target", "otherwise": "Salyut 6"} | ESSAY,
        REMEK | {"field": "summary", "note": "Its second page."} | ESSAY,
    ],
}
RECORDS = (
    *("missions/soyuz-28", "stations/salyut-6", "countries/soviet-union"),
    *("crew/soyuz-17-alexei-gubarev", "expeditions/salyut-6-ep-1"),
    *("people/vladimir-remek", "countries/czechia"),
)


def line_of(statement: SourceStatement) -> str:
    """Returns a statement as a line; an asterisk marks an independent one."""
    mark = {"independent": " *", "derived": ""}[statement.origin]
    note = f" ({statement.note})" if statement.note else ""
    place = statement.locator.place or statement.locator.paragraph
    value = f"{statement.compare}: {statement.stated_value}"
    return f"{statement.id}{mark}, {place}, {value}{note}"


STATED = """\
essay-1 *, 1, date: 1978-03
countries.czechia.name.iso-3166, entry, text: Czechia
countries.czechia.official_name.iso-3166, entry, text: Czech Republic
countries.czechia.iso_alpha2.iso-3166, entry, text: CZ
countries.czechia.iso_alpha3.iso-3166, entry, text: CZE
countries.czechia.iso_numeric.iso-3166, entry, text: 203
countries.czechia.region.iso-3166, entry, text: Europe
countries.czechia.subregion.iso-3166, entry, text: Eastern Europe
countries.czechia.began.iso-3166, entry, date: 1993-01-01
countries.czechia.aliases.iso-3166, entry, set: Česko
countries.soviet-union.name.iso-3166, entry, text: Soviet Union
countries.soviet-union.iso_alpha2.iso-3166, entry, text: SU
countries.soviet-union.iso_alpha3.iso-3166, entry, text: SUN
countries.soviet-union.iso_alpha4.iso-3166, entry, text: SUHH
countries.soviet-union.region.iso-3166, entry, text: Europe
countries.soviet-union.began.iso-3166, entry, date: 1922-12-30
countries.soviet-union.ended.iso-3166, entry, date: 1991-12-26
countries.soviet-union.aliases.iso-3166, entry, set: USSR;Советский Союз
stations.salyut-6.name.gcat, row, text: Salyut 6
stations.salyut-6.status.gcat, row, text: ended
stations.salyut-6.cospar.gcat, row, text: 1977-097A
stations.salyut-6.launched.gcat, row, date: 1977-09-29T06:50:00Z
stations.salyut-6.ended.gcat, row, date: 1982-07-29
stations.salyut-6.end_kind.gcat, row, text: deorbit
stations.salyut-6.countries.gcat, row, set: Soviet Union
stations.salyut-6.programme.gcat, row, name: Interkosmos
stations.salyut-6.aliases.gcat, row, set: DOS-5;Салют-6
people.vladimir-remek.name.gcat, row, text: Vladimír Remek
people.vladimir-remek.sex.gcat, row, text: male
people.vladimir-remek.born.gcat, row, date: 1948-09-26
people.vladimir-remek.birth_country.gcat, row, name: Czechia
people.vladimir-remek.countries.gcat, row, set: Czechoslovakia
people.vladimir-remek.aliases.gcat, row, set: Vladimir Remek
people.vladimir-remek.occupations.gcat, row, set: engineer;military pilot
people.vladimir-remek.selected.gcat, row, date: 1976-12
people.vladimir-remek.selection_group.gcat, row, text: Interkosmos 1
people.vladimir-remek.gcat_id.gcat, row, text: AS-00095
people.vladimir-remek.summary.essay, p1, None: None (Its second page.)
missions.soyuz-28.name.gcat, row, text: Soyuz 28
missions.soyuz-28.kind.gcat, row, text: crewed-orbital
missions.soyuz-28.cospar.gcat, row, text: 1978-023A
missions.soyuz-28.launched.gcat, row, date: 1978-03-02T15:28:10Z
missions.soyuz-28.landed.essay, p1, date: 1978-03-10T13:44:10Z
missions.soyuz-28.landed.gcat *, row, date: 1978-03-11 (Slip.)
missions.soyuz-28.outcome.gcat, row, text: success
missions.soyuz-28.boundary.gcat, row, text: orbit
missions.soyuz-28.programmes.gcat, row, set: Interkosmos;Interkosmos guest flights
missions.soyuz-28.spacecraft.gcat, row, name: Soyuz 7K-T
missions.soyuz-28.vehicle.gcat, row, name: Soyuz no. 45
missions.soyuz-28.destination.gcat, row, name: Salyut 6
missions.soyuz-28.countries.gcat, row, set: Czechoslovakia;Soviet Union
missions.soyuz-28.crew_size.gcat, row, number: 2
missions.soyuz-28.launch_vehicle.gcat, row, name: Soyuz-U
missions.soyuz-28.launch_site.essay, p1, name: Baikonur Cosmodrome
missions.soyuz-28.launch_site.iso-3166 *, entry, name: Baikonur Cosmodrome
missions.soyuz-28.launch_pad.gcat, row, name: Site 1/5
missions.soyuz-28.call_sign.essay, p1, text: Zenit
missions.soyuz-28.mass_kg.gcat, again, number: 6800
missions.soyuz-28.mass_kg.row.gcat *, row, number: 7000
missions.soyuz-28.perigee_km.gcat, row, number: 198.9
missions.soyuz-28.apogee_km.gcat, row, number: 275.6
missions.soyuz-28.inclination_deg.gcat, row, number: 51.65
missions.soyuz-28.aliases.gcat, row, set: Soyuz-28
missions.soyuz-28.gcat_id.gcat, row, text: H00079
crew.soyuz-17-alexei-gubarev.mission.gcat, row, name: Soyuz 17
crew.soyuz-17-alexei-gubarev.person.gcat, row, name: Alexei Gubarev
crew.soyuz-17-alexei-gubarev.role.gcat, row, text: commander
crew.soyuz-17-alexei-gubarev.countries.gcat, row, set: Soviet Union
crew.soyuz-17-alexei-gubarev.landed.gcat, row, date: 1975-02-09T11:03:22Z
crew.soyuz-17-alexei-gubarev.landed_on.gcat, row, name: Soyuz 17
expeditions.salyut-6-ep-1.name.gcat, row, text: Salyut 6 EP-1
expeditions.salyut-6-ep-1.number.gcat, row, number: 1
expeditions.salyut-6-ep-1.kind.gcat, row, text: visiting
expeditions.salyut-6-ep-1.station.gcat, row, name: Salyut 6
expeditions.salyut-6-ep-1.began.gcat, row, date: 1978-03-03T17:09Z
expeditions.salyut-6-ep-1.ended.gcat, row, date: 1978-03-10T10:23Z
expeditions.salyut-6-ep-1.crew.gcat, row, set: Alexei Gubarev;Vladimír Remek
expeditions.salyut-6-ep-1.missions.gcat, row, set: Soyuz 28
missions.soyuz-28.dockings.0.target.gcat, row, name: Salyut 6
missions.soyuz-28.dockings.0.docked.gcat, row, date: 1978-03-03T17:09Z
missions.soyuz-28.dockings.0.outcome.gcat, row, text: docked
missions.soyuz-28.dockings.1.target.essay, p1, name: Soyuz 17
missions.soyuz-28.dockings.1.target.gcat *, row, name: Salyut 6
missions.soyuz-28.dockings.1.outcome.gcat, row, text: failed
missions.soyuz-28.landing_place.name.essay, p1, text: Near Tselinograd
missions.soyuz-28.landing_place.kind.essay, p1, text: land
missions.soyuz-28.landing_place.site.essay, p1, name: Baikonur Cosmodrome
missions.soyuz-28.landing_place.latitude.essay, p1, number: 51.18
missions.soyuz-28.landing_place.longitude.essay, p1, number: 70.5
crew.soyuz-17-alexei-gubarev.stays.0.aboard.gcat, row, name: Soyuz 17
crew.soyuz-17-alexei-gubarev.stays.0.ended.gcat, row, date: 1975-02-09T11:03Z
missions.soyuz-28.assigned.0.kind.gcat, row, text: replaced
missions.soyuz-28.assigned.1.kind.essay, p1, text: backup
missions.soyuz-28.assigned.1.role.essay, p1, text: research-cosmonaut
countries.soviet-union.successors.0.date.essay, p1, date: 1991-12-26
countries.soviet-union.successors.0.kind.essay, p1, text: continuation
countries.czechia.predecessors.0.date.essay, p1, date: 1993-01-01
countries.czechia.predecessors.0.kind.essay, p1, text: dissolution
people.vladimir-remek.external_ids.wikidata.essay, p1, text: Q314324
countries.soviet-union.successors.russia.essay, p1, member: Russia
missions.soyuz-28.assigned.person.alexei-gubarev.gcat, row, member: Alexei Gubarev
missions.soyuz-28.assigned.person.oldrich-pelcak.essay, p1, member: Oldřich Pelčák
missions.soyuz-28.station.gcat, row, name: Salyut 6
"""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("stated")
    return check_seed(read_seed(write_seed(folder, **SEED)))


def test_every_filled_cell_of_a_record_is_stated_once(catalogue: Catalogue) -> None:
    stated = [
        line_of(statement)
        for statement in all_statements(catalogue)
        if statement.record in RECORDS
    ]
    assert stated == STATED.splitlines()


WHOLE = [
    SourceStatement(
        id="essay-2",
        source="essay",
        locator=Locator(place=None, paragraph=1, start=20, end=40, sha256="0" * 64),
        summary="Fifteen flights.",
        query="/v1/missions?programme=interkosmos",
        pointer="/meta/total",
        compare="number",
        stated_value="15",
        note="One is held here.",
    ),
    SourceStatement(
        id="spacecraft.soyuz-7k-t.crew_capacity.gcat",
        source="gcat",
        locator=place_locator("row"),
        summary="Soyuz 7K-T, crew capacity: 3",
        record="spacecraft/soyuz-7k-t",
        field="crew_capacity",
        compare="number",
        stated_value="3",
        origin="derived",
    ),
    SourceStatement(
        id="missions.soyuz-28.landing_place.latitude.essay",
        source="essay",
        locator=place_locator("p1"),
        summary="Soyuz 28, landing place.latitude: 51.18",
        record="missions/soyuz-28",
        field="landing_place.latitude",
        compare="number",
        stated_value="51.18",
        origin="derived",
    ),
    SourceStatement(
        id="missions.soyuz-28.mass_kg.row.gcat",
        source="gcat",
        locator=place_locator("row"),
        summary="Soyuz 28, mass kg: 7000",
        record="missions/soyuz-28",
        field="mass_kg",
        compare="number",
        stated_value="7000",
    ),
    SourceStatement(
        id="people.vladimir-remek.summary.essay",
        source="essay",
        locator=place_locator("p1"),
        summary="What the summary of Vladimír Remek tells",
        record="people/vladimir-remek",
        field="summary",
        note="Its second page.",
        origin="derived",
    ),
]


@pytest.mark.parametrize("whole", WHOLE, ids=lambda statement: statement.id)
def test_a_statement_has_its_place_and_its_words(
    catalogue: Catalogue, whole: SourceStatement
) -> None:
    by_id = {statement.id: statement for statement in all_statements(catalogue)}
    assert by_id[whole.id] == whole


def test_the_words_of_a_source_are_compared_by_what_they_mean() -> None:
    stated = replace(WHOLE[0], stated_value="a pair", compared_value="2")
    assert (WHOLE[0].value, stated.value) == ("15", "2")


def test_a_place_is_all_that_locates_a_row() -> None:
    assert place_locator("p. 3") == Locator(
        place="p. 3", paragraph=None, start=None, end=None, sha256=None
    )


def test_a_field_in_a_list_can_be_compared() -> None:
    fields = comparable_fields("missions")
    assert fields[fields.index("gcat_id") :] == [
        "gcat_id",
        *("dockings.target", "dockings.docked"),
        *("dockings.undocked", "dockings.outcome"),
        *("landing_place.name", "landing_place.kind", "landing_place.site"),
        *("landing_place.latitude", "landing_place.longitude"),
        *("assigned.kind", "assigned.role"),
    ]


RULES = [
    ("missions", "dockings.3.target", "name"),
    ("missions", "landing_place.site", "name"),
    ("crew", "stays.aboard", "name"),
    ("crew", "stays.0.began", "date"),
    ("countries", "successors.kind", "text"),
    ("expeditions", "crew", "set"),
    ("sites", "latitude", "number"),
    ("sites", "parent", "name"),
]


@pytest.mark.parametrize(("resource", "field", "rule"), RULES)
def test_the_type_of_a_field_gives_its_rule(
    resource: str, field: str, rule: str
) -> None:
    assert rule_of(resource, field) == rule
