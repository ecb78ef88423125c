"""Titles and first sentences of record pages, for every record of the data."""

import re
from typing import Any

import pytest

from app.web.headings import lead_of, title_of
from app.web.layouts import LAYOUTS
from tests.support.client import Client

NAMES = [layout.name for layout in LAYOUTS]


def records(client: Client, resource: str) -> list[Any]:
    """Returns the first thousand records of a list."""
    answer = client.json(f"/v1/{resource}?limit=1000")
    rows: list[Any] = answer["data"]
    assert len(rows) == min(answer["meta"]["total"], 1000)
    return rows


@pytest.mark.parametrize("resource", NAMES)
def test_every_record_begins_with_a_sentence(
    quick_client: Client, resource: str
) -> None:
    for record in records(quick_client, resource):
        lead = lead_of(resource, record)
        assert len(lead) > 10, record["id"]
        assert lead[-1] in ".!?)”", f"{record['id']}: {lead}"
        assert not re.search(
            r"  |None (?!has|of)|\bnull\b| ,|\.\.|\d{4}-\d\d-\d\d", lead
        ), lead
        assert lead not in ("Three people.", "Two people."), record["id"]


@pytest.mark.parametrize("resource", NAMES)
def test_every_title_is_a_human_name(quick_client: Client, resource: str) -> None:
    slug = re.compile(r"\b[a-z]+/[a-z]|[a-z]_[a-z]|\w\.[a-z]+\.\w|\d{4}-\d\d-\d\d")
    for record in records(quick_client, resource):
        title = title_of(record)
        if resource != "sources":
            assert not slug.search(title), title
        assert title


@pytest.mark.parametrize(
    ("path", "lead"),
    [
        (
            "dockings/soyuz-28-1",
            "Docking of Soyuz 28 with Salyut 6 on 3 March 1978 for 6 days 17 h 14 min.",
        ),
        (
            "crew/vostok-1-yuri-gagarin",
            (
                "Yuri Gagarin flew on Vostok 1 as cosmonaut on 12 April 1961 for"
                " 1 h 46 min, as a citizen of the Soviet Union, aged 27."
            ),
        ),
        (
            "countries/afghanistan",
            (
                "Country in Southern Asia. One citizen has flown. The first was Abdul"
                " Ahad Mohmand on Soyuz TM-6 on 29 August 1988."
            ),
        ),
        (
            "countries/albania",
            "Country in Southern Europe. None of its citizens has flown.",
        ),
        (
            "events/spacewalk-1966-07-20-gemini-10",
            "Spacewalk of Michael Collins on 20 July 1966, for 39 min.",
        ),
        (
            "sites/baikonur-lc110l",
            "Launch pad of Baikonur Cosmodrome, in Kazakhstan. 3 launches in the data.",
        ),
        (
            "claims/s000-027",
            "The source disagrees with our value.",
        ),
        (
            "changes/2026.11.1.missions.soyuz-19.apogee_km",
            "Release 2026.11.1 of 28 November 2026 changed the fact.",
        ),
    ],
)
def test_opening_is_composed_from_facts(
    quick_client: Client, path: str, lead: str
) -> None:
    record = quick_client.json(f"/v1/{path}")["data"]
    assert lead_of(path.partition("/")[0], record) == lead


def test_remark_follows_its_opening_and_a_summary_needs_none(
    quick_client: Client,
) -> None:
    module = quick_client.json("/v1/modules/salyut-1-core")["data"]
    assert lead_of("modules", module) == (
        "Core module of Salyut 1, launched on 19 April 1971. The whole station, DOS-1."
    )
    mission = quick_client.json("/v1/missions/soyuz-28")["data"]
    assert lead_of("missions", mission) == mission["summary"]


def test_record_without_any_words_has_a_sentence() -> None:
    assert (
        lead_of("people", {"summary": None}) == "A record among the people of the data."
    )


def test_docking_is_named_by_both_sides_and_its_day() -> None:
    docking = {
        "mission": {"name": "Soyuz 23"},
        "target": {"name": "Salyut 5"},
        "docked": None,
    }
    assert title_of(docking) == "Soyuz 23 with Salyut 5"
    docked = docking | {"docked": "1976-10-15T18:00Z"}
    assert title_of(docked) == "Soyuz 23 with Salyut 5, 15 October 1976"


@pytest.mark.parametrize(
    ("record", "field", "title"),
    [
        ("missions/soyuz-19", "apogee_km", "Soyuz 19, apogee (km)"),
        ("missions/soyuz-19", None, "Soyuz 19"),
        ("dataset", "gaps.cabin-air.text", "The data set, gap Cabin Air"),
        (
            "missions/soyuz-11",
            "assigned.alexei-leonov",
            "Soyuz 11, assignment of Alexei Leonov",
        ),
        (
            "missions/soyuz-19",
            "claims.apogee_km.wikipedia-en",
            "Soyuz 19, statement about apogee (km)",
        ),
    ],
)
def test_change_is_named_by_its_record_and_fact(
    record: str, field: str | None, title: str
) -> None:
    assert title_of({"release": "1", "record": record, "field": field}) == title
