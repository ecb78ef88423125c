"""A page that is asked for with a release: what has changed in its record since."""

from typing import Any, NamedTuple

from app.problems import Fault, InvalidQuery
from app.text import closest
from app.web.special.plans import Pairs, Plan, check_names

Json = dict[str, Any]
PARAMETER = "release"
"""The parameter of a permanent address."""
PARAMETERS = (PARAMETER, "fields", "include", "format")
"""The parameters of the page of a record: those of its answer, and the release."""


class Since(NamedTuple):
    """A release, and how its record differs from the current data."""

    release: Json
    changes: list[Json]
    is_unchanged: bool


def plan(pairs: Pairs) -> Plan:
    """Returns no requests of its own. Raises InvalidQuery for unknown parameters."""
    check_names(pairs, PARAMETERS, repeatable=("fields", "include"))
    return Plan()


def permanent_address(address: str, dataset: Json) -> str:
    """Returns the address of a record with the release of the data.

    Data that was never released has no version, so its address stays the same.
    """
    version = dataset["version"]
    return address if version == "unreleased" else f"{address}?{PARAMETER}={version}"


def check_release(version: str, dataset: Json) -> None:
    """Raises InvalidQuery if there is no release with this version."""
    versions = [release["version"] for release in dataset["releases"]]
    if version in versions:
        return
    near = closest(version, versions)
    detail = f"`{PARAMETER}` cannot be {version[:100]!r}: there is no such release"
    hint = f"; did you mean {near!r}?" if near else "."
    fault = Fault("query", PARAMETER, version, detail, near, versions)
    raise InvalidQuery(detail + hint, [fault])


def changes_since(version: str, record: Json, dataset: Json, changes: Json) -> Since:
    """Returns how a record differs from its state in a release.

    The releases of the data set are listed newest first.
    """
    versions = [release["version"] for release in dataset["releases"]]
    place = versions.index(version)
    return Since(
        dataset["releases"][place],
        changes["data"],
        record["changed_in"] in versions[place:],
    )
