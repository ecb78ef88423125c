"""Every system named in the founding documents is found by its name."""

import pytest

from tests.support.client import Client

SYSTEMS = {
    "Interkosmos": "programmes/interkosmos",
    "Interkosmos crewed flights": "programmes/interkosmos-crewed-flights",
    "Interkosmos satellites": "programmes/interkosmos-satellites",
    "Vertikal": "programmes/vertikal",
    "Magion": "programmes/magion",
    "Oreol": "programmes/oreol",
    "Signe 3": "missions/signe-3",
    "Kosmos 1809": "missions/kosmos-1809",
    "Kosmos 900": "missions/kosmos-900",
    "Aktivny": "programmes/aktivny",
    "APEX": "programmes/apex",
    "Koronas": "programmes/koronas",
    "re-entry vehicle test": "missions/re-entry-test-1976",
    "Vega": "programmes/vega",
    "Halley": "programmes/halley-armada",
    "Bion": "programmes/bion",
    "Salyut 4": "stations/salyut-4",
    "Salyut 6": "stations/salyut-6",
    "Salyut 7": "stations/salyut-7",
    "Salyut": "programmes/salyut",
    "Mir": "stations/mir",
    "International Space Station": "stations/iss",
    "Mir-2": "stations/mir-2",
    "Space Station Freedom": "stations/space-station-freedom",
    "Skylab": "stations/skylab",
    "Tiangong": "stations/tiangong",
    "ASTP": "programmes/apollo-soyuz",
    "agreement 1972": "events/space-cooperation-agreement-1972",
    "Kennedy": "programmes/kennedy-era-proposals",
    "Shuttle-Salyut": "programmes/shuttle-salyut",
    "Shuttle-Mir": "programmes/shuttle-mir",
    "Artemis": "programmes/artemis",
    "International Lunar Research Station": (
        "programmes/international-lunar-research-station"
    ),
    "Soyuz TM": "spacecraft/soyuz-tm",
    "Vostok": "spacecraft/vostok",
    "Apollo CSM": "spacecraft/apollo-csm",
    "APAS": "spacecraft/apas-75",
    "Space Shuttle": "spacecraft/space-shuttle",
    "Buran": "spacecraft/buran",
    "Hermes": "programmes/hermes",
    "Proton": "spacecraft/proton-rocket",
    "Glavkosmos": "organisations/glavkosmos",
    "Intersputnik": "organisations/intersputnik",
    "Intelsat": "organisations/intelsat",
    "Commercial guest flights": "programmes/commercial-guest-flights",
    "Finnish offer": "programmes/finnish-offer",
    "Strategic Defense Initiative": "programmes/strategic-defense-initiative",
    "Perestroika": "programmes/perestroika-and-glasnost",
    "Lotnicy kosmonauci": "sources/kiss-2009-lotnicy-kosmonauci",
    "private lunar plans": "programmes/private-lunar-plans",
}


@pytest.mark.parametrize(("words", "record"), SYSTEMS.items())
def test_system_is_found_by_its_name(
    quick_client: Client, words: str, record: str
) -> None:
    answer = quick_client.get("/v1/search", params={"q": words, "limit": 100}).json()
    assert record in [f"{hit['type']}/{hit['id']}" for hit in answer["data"]]
