"""Launch sites, rockets and places of landing, against published lists."""

import pytest

from tests.support.client import Client


def test_soyuz_23_landed_on_a_lake(quick_client: Client) -> None:
    place = quick_client.json("/v1/missions/soyuz-23")["data"]["landing_place"]
    assert place["name"] == "Lake Tengiz, Kazakhstan"
    assert place["kind"] == "lake"
    on_lakes = quick_client.json("/v1/missions?landing_place.kind=lake&fields=id")
    assert {"id": "soyuz-23"} in on_lakes["data"]


def test_crewed_launches_from_jiuquan_are_the_shenzhou_flights(
    quick_client: Client,
) -> None:
    path = "/v1/missions?launch_site=jiuquan&kind=crewed-orbital&fields=id"
    missions = [mission["id"] for mission in quick_client.json(path)["data"]]
    numbers = [5, 6, 7, 9, 10, 11, *range(12, 22), 23]
    assert missions == [f"shenzhou-{number}" for number in numbers]


@pytest.mark.parametrize("name", ["baikonur", "NIIP-5", "GIK-5"])
def test_baikonur_is_one_place_under_every_name(
    quick_client: Client, name: str
) -> None:
    site = quick_client.json(f"/v1/sites/{name}")["data"]
    assert site["id"] == "baikonur"
    assert [state["id"] for state in site["countries"]] == [
        "soviet-union",
        "kazakhstan",
    ]
    assert site["names"][0]["name"] == "NIIP-5"
    hits = quick_client.json(f"/v1/search?q={name}&limit=3")["data"]
    assert "baikonur" in [hit["id"] for hit in hits]


def test_pads_of_a_site_share_its_launches(quick_client: Client) -> None:
    site = quick_client.json("/v1/sites/kennedy")["data"]
    pads = quick_client.json("/v1/sites?parent=kennedy&kind=launch-pad")["data"]
    assert sum(pad["launches_count"] for pad in pads) == site["launches_count"]
    for pad in pads:
        query = f"/v1/missions?launch_pad={pad['id']}&limit=0"
        assert quick_client.json(query)["meta"]["total"] == pad["launches_count"]


@pytest.mark.parametrize(
    ("rocket", "count", "source"),
    [
        ("saturn-v", 10, "NASA: ten crewed Saturn V flights of Apollo"),
        ("space-shuttle", 135, "NASA: 135 flights"),
        ("long-march-2f", 17, "crewed flights of Shenzhou"),
    ],
)
def test_rocket_counts_the_crewed_missions_that_it_launched(
    quick_client: Client, rocket: str, count: int, source: str
) -> None:
    kinds = "kind=crewed-orbital,crewed-suborbital"
    path = f"/v1/missions?launch_vehicle={rocket}&{kinds}&limit=0"
    assert quick_client.json(path)["meta"]["total"] == count, source


def test_family_of_rockets_has_the_missions_of_its_members(
    quick_client: Client,
) -> None:
    """The family of the R-7 has that of Soyuz in it."""
    for name in ("soyuz-rocket", "r-7-rocket"):
        members = quick_client.json(f"/v1/spacecraft?type={name}&limit=100")["data"]
        family = quick_client.json(f"/v1/spacecraft/{name}")["data"]
        assert len(members) > 3
        listed = quick_client.json(f"/v1/missions?launch_vehicle={name}&limit=0")
        counts = [member["missions_count"] or 0 for member in members]
        assert family["missions_count"] == sum(counts) == listed["meta"]["total"]


def test_shuttle_landed_on_runways_or_not_at_all(quick_client: Client) -> None:
    path = "/v1/missions?spacecraft=space-shuttle&limit=200&fields=id,landing_place"
    for mission in quick_client.json(path)["data"]:
        place = mission["landing_place"]
        assert place is None or place["kind"] == "runway", mission["id"]
    query = "spacecraft=space-shuttle&landing_place.site=white-sands&fields=id"
    assert quick_client.json(f"/v1/missions?{query}")["data"] == [{"id": "sts-3"}]


@pytest.mark.parametrize(
    ("site", "count"), [("kennedy", 78), ("edwards", 54), ("white-sands", 1)]
)
def test_landings_of_the_shuttle_are_as_many_as_nasa_counts(
    quick_client: Client, site: str, count: int
) -> None:
    query = f"spacecraft=space-shuttle&landing_place.site={site}&limit=0"
    assert quick_client.json(f"/v1/missions?{query}")["meta"]["total"] == count


def test_apollo_landed_where_nasa_says(quick_client: Client) -> None:
    landing = quick_client.json("/v1/events/apollo-11-landing")["data"]
    assert landing["place"] == "Sea of Tranquility, Moon"
    assert landing["latitude"] == pytest.approx(0.674, abs=0.001)
    assert landing["longitude"] == pytest.approx(23.473, abs=0.001)
