"""The API through a client that openapi-python-client has generated."""

import json
import sys
from typing import TypeVar

from rendezvous_client import Client
from rendezvous_client.api.firsts import find_firsts
from rendezvous_client.api.missions import get_mission, list_missions
from rendezvous_client.models import (
    Lineage,
    MissionField,
    MissionKind,
    MissionSort,
    Problem,
)
from rendezvous_client.types import Unset

T = TypeVar("T")


def data(answer: T | Problem | None) -> T:
    """Returns an answer; a problem ends the program."""
    if answer is None or isinstance(answer, Problem):
        raise SystemExit(answer.detail if answer else "no answer")
    return answer


def present(value: T | Unset | None) -> T:
    """Returns a field of a record; `fields` can leave out each of them."""
    assert value is not None
    assert not isinstance(value, Unset)
    return value


client = Client(base_url=sys.argv[1])

page = data(
    list_missions.sync(
        client=client,
        programmes=["interkosmos"],
        kind=[MissionKind.CREWED_ORBITAL, MissionKind.CARGO],
        crew_size_gte=2,
        sort=[MissionSort.LAUNCHED_DESCENDING],
        fields=[MissionField.NAME, MissionField.LAUNCHED],
    )
)
mission = data(get_mission.sync("soyuz-28", client=client)).data
[first] = data(
    find_firsts.sync(client=client, countries=["CZE"], lineage=Lineage.PREDECESSORS)
).data
problem = list_missions.sync(client=client, programmes=["interkosmoss"])
assert isinstance(problem, Problem)

answers = {
    "missions": [[mission.name, mission.launched] for mission in page.data],
    "total": page.meta.total,
    "crew": [present(present(member.person).name) for member in present(mission.crew)],
    "first": [present(present(crew.person).name) for crew in present(first.first)],
    "problem": [problem.status, problem.errors[0].did_you_mean],
}
sys.stdout.write(json.dumps(answers))
