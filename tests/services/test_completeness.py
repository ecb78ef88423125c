"""Answers say what the data does not know: null lists, missing values, an end.

The small seed has a coverage of its own here.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from app.main import app_for
from tests.support.client import Client, client_of
from tests.support.factories import (
    GCAT,
    Cells,
    added,
    changed,
    load_seed,
    rows_of,
)


def coverage(part: str, resource: str, **cells: str) -> Cells:
    return {"part": part, "resource": resource} | cells


SEED: dict[str, Any] = {
    "coverage": [
        coverage("missions", "missions", complete_to="1978-03", note="Two flights."),
        coverage("satellites", "missions", kinds="satellite", note="None at all."),
        coverage(
            "dockings",
            "missions",
            kinds="crewed-orbital",
            fields="dockings",
            complete_from="1975-01",
            complete_to="1975-12",
        ),
        coverage(
            "states",
            "missions",
            kinds="crewed-orbital",
            fields="countries",
            complete_to="1978",
        ),
        coverage(
            "states of satellites",
            "missions",
            kinds="satellite",
            fields="countries",
            note="States as far as they are named.",
        ),
        coverage("events", "events", note="A choice."),
        coverage(
            "stays",
            "crew",
            kinds="crewed-orbital",
            fields="stations",
            complete_to="1975-12",
        ),
        coverage("ends", "countries", fields="ended", complete_to="1993"),
        coverage(
            "walks",
            "people",
            kinds="flown",
            fields="spacewalks_count",
            complete_to="1976",
        ),
        coverage(
            "others",
            "people",
            kinds="not-flown",
            fields="died;first_flight;spacewalks_count",
            complete_to="1978",
        ),
    ],
    "missions": [
        *rows_of("missions"),
        {"id": "magion", "name": "Magion", "kind": "satellite", "outcome": "success"}
        | {"launched": "1978-10-24", "countries": "czechoslovakia:operator"}
        | GCAT,
        {"id": "soyuz-0", "name": "Soyuz 0", "kind": "crewed-orbital"}
        | {"outcome": "pad-abort", "launched": "1975-01-09", **GCAT},
    ],
    "dockings": [
        *rows_of("dockings"),
        {"mission": "magion", "target": "missions/soyuz-28", "sequence": "1"}
        | {"method": "docking", "outcome": "docked", **GCAT},
    ],
    "crew": changed("crew", "soyuz-28/vladimir-remek", landed="", landed_on=""),
    "assignments": added(
        "assignments",
        mission="soyuz-0",
        person="oldrich-pelcak",
        kind="aborted",
        **GCAT,
    ),
    "spacecraft": added(
        "spacecraft", id="energia", name="Energia", kind="launch-vehicle", **GCAT
    ),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    url = load_seed(tmp_path_factory.mktemp("completeness"), **SEED)
    with client_of(app_for(str(url))) as client:
        yield client


UNKNOWN: list[tuple[str, str, Any]] = [
    # Within the time of the coverage, and outside
    ("missions/soyuz-17", "dockings", []),
    ("missions/soyuz-0", "dockings", []),
    # No coverage is about backups or occupations
    ("missions/soyuz-17", "assigned", None),
    ("people/oldrich-pelcak", "occupations", None),
    # A rocket is not linked to missions
    ("spacecraft/energia", "missions_count", None),
    ("spacecraft/soyuz-no-45", "missions_count", 1),
    # The spacewalks end before Gubarev landed for the last time; Remek is in space
    ("people/alexei-gubarev", "spacewalks_count", None),
    ("people/vladimir-remek", "spacewalks_count", None),
    ("people/oldrich-pelcak", "spacewalks_count", 0),
    ("sources/gcat", "cites", None),
]


@pytest.mark.parametrize(("record", "field", "value"), UNKNOWN)
def test_empty_value_is_null_unless_the_coverage_is_complete(
    client: Client, record: str, field: str, value: Any
) -> None:
    assert client.json(f"/v1/{record}")["data"][field] == value


def test_docking_is_listed_on_both_sides(client: Client) -> None:
    soyuz = client.json("/v1/missions/soyuz-28")["data"]["dockings"]
    magion = client.json("/v1/missions/magion")["data"]["dockings"]
    assert [docking["target"]["id"] for docking in soyuz] == ["salyut-6", "magion"]
    assert [docking["target"]["id"] for docking in magion] == ["soyuz-28"]


def test_null_list_is_an_empty_cell_and_no_jsonld(client: Client) -> None:
    text = client.get("/v1/people?id=oldrich-pelcak&fields=id,occupations&format=csv")
    assert text.text.split() == ["id,occupations", "oldrich-pelcak,"]
    linked = client.get("/v1/people/oldrich-pelcak?format=jsonld").json()
    assert "jobTitle" not in linked


# -- meta


def meta(client: Client, path: str) -> Any:
    return client.json(f"/v1/{path}")["meta"]


@pytest.mark.parametrize(
    ("path", "end"),
    [
        ("missions", "1978-03"),
        ("missions?kind=crewed-orbital", "1978-03"),
        ("missions?kind=satellite", None),
        ("events", None),
        ("crew", None),
        ("countries", None),
        ("firsts", None),
        ("missions/soyuz-28", None),
    ],
)
def test_list_says_up_to_when_the_data_is_complete(
    client: Client, path: str, end: str | None
) -> None:
    assert meta(client, path)["complete_to"] == end


COMPLETE = [
    "missions",
    "missions?launched=1975-01/1978-03",
    "missions?country=soviet-union&kind=crewed-orbital&outcome=success",
    "missions?launch_vehicle=soyuz-u&id=soyuz-28",
    "countries?ended=1992",
    "countries?sort=ended",
    "people?first_flight.launched=1975",
    "events?id=remek-launch",
    "claims?record=missions/soyuz-28",
    "programmes",
]


@pytest.mark.parametrize("path", COMPLETE)
def test_answer_is_complete_if_nothing_that_it_needs_is_missing(
    client: Client, path: str
) -> None:
    answer = meta(client, path)
    assert answer["complete"], answer["hints"]


NOT_KNOWN = "{1} is not known for {0} of the records that match otherwise."
PARTIAL = (
    "country is not known, or not in full, for 1 of the records that match otherwise."
    " States as far as they are named."
)
INCOMPLETE = [
    ("missions?launch_vehicle=soyuz-u", NOT_KNOWN.format(2, "launch_vehicle")),
    (
        "missions?launch_vehicle=soyuz-rocket&launched=1978-10",
        NOT_KNOWN.format(1, "launch_vehicle"),
    ),
    ("missions?sort=-mass_kg", NOT_KNOWN.format(2, "mass_kg")),
    ("missions?facet=vehicle", NOT_KNOWN.format(2, "vehicle")),
    ("missions?group_by=vehicle&counted=all", NOT_KNOWN.format(3, "vehicle")),
    ("missions?country=czechoslovakia", PARTIAL),
    ("missions?launched=1979", "The data is complete to 1978-03; later records may"),
    ("missions?launched__gte=1979", "The data is complete to 1978-03; later records"),
    ("missions?kind=satellite", "Not all missions are in this data. None at all."),
    ("events", "Not all events are in this data. A choice."),
    ("people?died=1989", NOT_KNOWN.format(1, "died")),
]


@pytest.mark.parametrize(("path", "hint"), INCOMPLETE)
def test_incomplete_answer_names_the_gap_and_its_size(
    client: Client, path: str, hint: str
) -> None:
    answer = meta(client, path)
    assert not answer["complete"]
    assert [text for text in answer["hints"] if hint in text], answer["hints"]


def test_numbers_of_a_query_are_read_once_whatever_its_order(client: Client) -> None:
    path = "missions?kind=crewed-orbital&sort="
    hints = [meta(client, f"{path}{key}")["hints"] for key in ("id", "mass_kg", "id")]
    assert hints[0] == hints[2]
    assert len(hints[1]) == len(hints[0]) + 1


# -- Facets


def test_facet_counts_records_without_a_value(client: Client) -> None:
    answer = meta(client, "missions?group_by=vehicle")
    [known, empty] = answer["facets"]["vehicle"]
    assert (known["value"], known["count"]) == ("soyuz-no-45", 1)
    assert (empty["value"], empty["label"], empty["count"]) == (None, "not known", 2)
    assert not empty["selected"]
    again = meta(client, f"{empty['url'].removeprefix('/v1/')}&facet=vehicle")
    assert again["total"] == 2
    [only] = again["facets"]["vehicle"]
    assert only["selected"]


@pytest.mark.parametrize(
    ("path", "field", "label", "count"),
    [
        # Lists of related records count records that have none of them too
        ("missions?group_by=programme", "programme", "not known", 2),
        ("missions?group_by=crew.country", "crew.country", "not known", 1),
        ("people?group_by=station&flown=true", "station", "not known", 0),
        ("crew?group_by=station", "station", "none", 1),
        ("claims?group_by=resource", "resource", "none", 2),
    ],
)
def test_label_says_whether_there_is_none_or_it_is_not_known(
    client: Client, path: str, field: str, label: str, count: int
) -> None:
    buckets = meta(client, path)["facets"][field]
    empty = [bucket for bucket in buckets if bucket["value"] is None]
    assert [(bucket["label"], bucket["count"]) for bucket in empty] == (
        [(label, count)] if count else []
    )


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("firsts?station=salyut-6", None),
        ("firsts?by=country&basis=birth", None),
        (
            "superlatives?category=longest-flight&landed=1978",
            "landed is not known for 1 of all",
        ),
        ("firsts?landed=1978", "landed is not known for 1 of all crew entries."),
    ],
)
def test_first_or_superlative_names_the_fields_that_are_not_known(
    client: Client, path: str, hint: str | None
) -> None:
    answer = meta(client, path)
    assert [text for text in answer["hints"] if hint and text.startswith(hint)] or (
        hint is None and "not known" not in str(answer["hints"])
    )
    assert answer["complete"] == (hint is None)


PELCAK = (
    "Oldřich Pelčák did not fly above 80 km and is listed in `assigned` of"
    " /v1/missions/soyuz-0."
)
NOBODY = "Nobody flew above 80 km on Soyuz 0; people in `assigned` of {}: 1."


@pytest.mark.parametrize(
    ("path", "hints"),
    [
        ("crew?mission=soyuz-0,magion", [NOBODY.format("/v1/missions/soyuz-0")]),
        ("people?mission=magion", []),
        ("crew?person=oldrich-pelcak", [PELCAK]),
        ("missions?crew.person=oldrich-pelcak", [PELCAK]),
        ("crew?mission__not=soyuz-17,soyuz-28", []),
        ("crew?mission=soyuz-28&person=oldrich-pelcak", [PELCAK]),
    ],
)
def test_empty_list_of_flights_names_the_people_who_were_assigned(
    client: Client, path: str, hints: list[str]
) -> None:
    found = meta(client, path)
    assert found["total"] == 0
    assert [hint for hint in found["hints"] if "assigned" in hint] == hints


def test_list_says_how_many_records_its_default_leaves_out(client: Client) -> None:
    left_out = (
        "Missions that did not lift off are left out: 1. Include them"
        " with `counted=all`."
    )
    assert left_out in meta(client, "missions")["hints"]
    assert left_out in meta(client, "missions?launched=1975")["hints"]
    assert left_out not in meta(client, "missions?launched=1978")["hints"]
    assert meta(client, "missions")["total"] == 3
    assert meta(client, "missions?counted=all")["total"] == 4
    included = "People who did not fly above 80 km are included: 1. Leave them out with"
    [hint] = meta(client, "people")["hints"]
    assert hint.startswith(included)
    assert meta(client, "people")["total"] == 3
