"""Records are found by codes, names and ids in other catalogues."""

from pathlib import Path

import pytest

from app.ingest.catalogue import Catalogue
from app.ingest.files.read import read_seed
from app.ingest.names import code_rows, external_id_rows, name_rows
from tests.support.factories import GCAT, added, write_seed

SHARED = {"scheme": "norad", "value": "10694"} | GCAT


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The small seed, with two missions that share an id in another catalogue."""
    rows = [
        *added("external_ids", record="missions/soyuz-28", **SHARED),
        {"record": "missions/soyuz-17", **SHARED},
        # The row of a mission has its designation, so that this one is not used
        {"record": "missions/soyuz-28", "scheme": "gcat", "value": "X"} | GCAT,
    ]
    folder = tmp_path_factory.mktemp("names")
    return Catalogue(read_seed(write_seed(folder, external_ids=rows)))


@pytest.mark.parametrize(
    ("resource", "value", "scheme", "record_id"),
    [
        ("people", "Q314324", "wikidata", "vladimir-remek"),
        ("people", "AS-00095", "gcat", "vladimir-remek"),
        ("missions", "1978-023A", "cospar", "soyuz-28"),
        ("missions", "H00079", "gcat", "soyuz-28"),
        ("stations", "1977-097A", "cospar", "salyut-6"),
        # Of two missions that share one, the first by id keeps it
        ("missions", "10694", "norad", "soyuz-17"),
        # The code of a site today, and the one before
        ("sites", "GIK-5", "gcat", "baikonur"),
        ("sites", "NIIP-5", "former", "baikonur"),
    ],
)
def test_id_in_another_catalogue_finds_one_record(
    catalogue: Catalogue, resource: str, value: str, scheme: str, record_id: str
) -> None:
    found = [row for row in external_id_rows(catalogue) if row["value"] == value]
    row = {"resource": resource, "value": value, "value_folded": value.lower()}
    assert found == [row | {"scheme": scheme, "record_id": record_id}]


def test_entered_id_does_not_replace_that_of_the_row(catalogue: Catalogue) -> None:
    assert "X" not in {row["value"] for row in external_id_rows(catalogue)}


@pytest.mark.parametrize(
    ("resource", "record_id", "names"),
    [
        (
            "sites",
            "baikonur",
            {"Baikonur Cosmodrome", "NIIP-5", "GIK-5", "Tyuratam", "Байконур"},
        ),
        ("sites", "baikonur-lc1", {"Site 1/5"}),
        (
            "people",
            "alexei-gubarev",
            {"Alexei Gubarev", "Алексей Губарев", "AS-00082"},
        ),
        (
            "countries",
            "czechia",
            {"Czechia", "Czech Republic", "CZ", "CZE", "Česko"},
        ),
        ("modules", "salyut-6-core", {"Salyut 6 core"}),
        ("expeditions", "salyut-6-ep-1", {"Salyut 6 EP-1"}),
    ],
)
def test_record_has_every_name_and_id_once(
    catalogue: Catalogue, resource: str, record_id: str, names: set[str]
) -> None:
    found = [
        row["name"]
        for row in name_rows(catalogue)
        if (row["resource"], row["record_id"]) == (resource, record_id)
    ]
    assert sorted(found) == sorted(names)


def test_author_of_a_source_is_found_by_name(catalogue: Catalogue) -> None:
    sources = {
        row["record_id"]
        for row in name_rows(catalogue)
        if (row["resource"], row["folded"]) == ("sources", "jana novakova")
    }
    assert sources == {"essay"}


def test_code_means_the_state_that_has_it_now(tmp_path: Path) -> None:
    states = added("countries", id="new-land", name="New Land", iso_alpha2="CS", **GCAT)
    catalogue = Catalogue(read_seed(write_seed(tmp_path, countries=states)))
    [row] = [row for row in code_rows(catalogue) if row["code"] == "CS"]
    assert (row["country_id"], row["scheme"]) == ("new-land", "iso-3166-1-alpha-2")
