"""What a program asks through the generated Python client, typed from end to end."""

import json
import sys
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

from rendezvous_client import Client
from rendezvous_client.api.firsts import find_firsts
from rendezvous_client.api.missions import get_mission, list_missions
from rendezvous_client.models import Boundary, Lineage, Mission, MissionPage, Problem
from rendezvous_client.types import UNSET

Answer = TypeVar("Answer")


def answered(answer: Answer | Problem | None) -> Answer:
    """The answer, where a problem is not expected."""
    if answer is None or isinstance(answer, Problem):
        raise SystemExit(f"unexpected: {answer}")
    return answer


def cursor_of(page: MissionPage) -> str:
    """Where the next page begins; empty on the last."""
    return parse_qs(urlsplit(page.links.next_ or "").query).get("cursor", [""])[0]


def pages(client: Client) -> list[Mission]:
    """All missions that fit, a few at a time."""
    found: list[Mission] = []
    cursor = ""
    while True:
        page = answered(
            list_missions.sync(
                client=client,
                programme="interkosmos",
                kind="crewed-orbital",
                launched="1978/1981",
                crew_size_gte=2,
                station_exists=True,
                sort="-launched",
                limit=4,
                cursor=cursor or UNSET,
            )
        )
        found += page.data
        cursor = cursor_of(page)
        if not cursor:
            return found


def told(client: Client) -> dict[str, object]:
    """Answers to every kind of question."""
    missions = pages(client)
    record = answered(get_mission.sync("soyuz-28", client=client)).data
    [first] = answered(
        find_firsts.sync(
            client=client,
            country="CZE",
            lineage=Lineage.PREDECESSORS,
            boundary=Boundary.KM_100,
        )
    ).data
    refused = list_missions.sync(client=client, programme="interkosmoss")
    if not isinstance(refused, Problem):
        raise SystemExit("a programme that does not exist was not refused")
    return {
        "missions": [mission.id for mission in missions],
        "launched": record.launched,
        "crew": [member.person.name for member in record.crew],
        "first": [entry.person.name for entry in first.first],
        "refused": [refused.status, refused.errors[0].did_you_mean],
    }


if __name__ == "__main__":
    with Client(base_url=sys.argv[1]) as asking:
        sys.stdout.write(json.dumps(told(asking)))
