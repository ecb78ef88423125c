"""The filters of each list that are used most.

The OpenAPI document has them first. Their values select records together, because the
form of the interactive documentation sends all of them.
"""

COMMON_FILTERS: dict[str, dict[str, str]] = {
    "missions": {
        "kind": "crewed-orbital",
        "launched": "1978/1981",
        "programmes": "interkosmos",
        "countries": "bulgaria",
    },
    "people": {"flown": "true", "sex": "female", "countries": "united-kingdom"},
    "crew": {
        "countries": "DDR",
        "role": "research-cosmonaut",
        "guest": "true",
        "launched": "1978/1981",
    },
    "spacecraft": {"kind": "vehicle", "countries": "united-states"},
    "stations": {"status": "ended", "countries": "soviet-union"},
    "modules": {"station": "mir", "kind": "module"},
    "expeditions": {"station": "iss", "kind": "main", "began": "2000"},
    "dockings": {"station": "salyut-6", "kind": "crewed-orbital", "docked": "1978"},
    "sites": {"kind": "launch-site", "countries": "kazakhstan"},
    "countries": {"region": "Europe"},
    "programmes": {"kind": "crewed", "countries": "soviet-union"},
    "organisations": {"kind": "agency", "country": "united-states"},
    "events": {"kind": "docking", "at": "1975", "countries": "united-states"},
    "sources": {"kind": "book", "issued": "2010/2020"},
    "claims": {"source": "000-essay", "agreement": "disagrees"},
    "errata": {"resource": "missions", "certainty": "certain"},
    "changes": {"release": "2026.11.1", "kind": "changed", "resource": "missions"},
}
