"""The API through a client that openapi-generator has generated for Python."""

import json
import sys

from rendezvous_generated import (
    ApiClient,
    Configuration,
    FirstsApi,
    Lineage,
    MissionField,
    MissionKind,
    MissionsApi,
    MissionSort,
    Problem,
    Ref,
)
from rendezvous_generated.exceptions import BadRequestException


def name(record: Ref | None) -> str | None:
    """Returns the name of a record; `fields` can leave out each field."""
    return record.name if record else None


client = ApiClient(Configuration(host=sys.argv[1]))
missions = MissionsApi(client)

page = missions.list_missions(
    programmes=["interkosmos"],
    kind=[MissionKind.CREWED_ORBITAL, MissionKind.CARGO],
    crew_size__gte=2,
    sort=[MissionSort.LAUNCHED_DESCENDING],
    fields=[MissionField.NAME, MissionField.LAUNCHED],
)
mission = missions.get_mission("soyuz-28").data
firsts = FirstsApi(client)
[first] = firsts.find_firsts(countries=["CZE"], lineage=Lineage.PREDECESSORS).data
try:
    missions.list_missions(programmes=["interkosmoss"])
except BadRequestException as error:
    problem = error.data
assert isinstance(problem, Problem)

answers = {
    "missions": [[mission.name, mission.launched] for mission in page.data],
    "total": page.meta.total,
    "crew": [name(member.person) for member in mission.crew or []],
    "first": [name(crew.person) for crew in first.first or []],
    "problem": [problem.status, problem.errors[0].did_you_mean],
}
sys.stdout.write(json.dumps(answers))
