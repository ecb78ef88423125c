"""Plans: the requests that follow from the parameters of a page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from app.problems import Fault, InvalidQuery
from app.query.synonyms import suggest

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Plan:
    """The requests behind a page, which follow from its parameters."""

    main: str = ""
    """The request that decides whether the page exists; empty for that of the page."""
    requests: Mapping[str, str] = field(default_factory=dict)
    """Further requests, by the name under which the template finds the answer."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Values for the template beside the answers."""
    query: str | None = None
    """The query of the canonical address, `None` if it follows from the main answer."""
    is_redirect: bool = False
    """Whether the page is found at its canonical address only."""
    parameter: str = ""
    """The parameter that names the records of the main request."""
    folder: str = ""
    """The part before the id in a value of `parameter`: `people/`."""

    def own_faults(self, problem: dict[str, Any]) -> dict[str, Any]:
        """Returns a problem of the main request, in the terms of the page."""
        faults = [
            fault
            | {
                "in": "query",
                "name": self.parameter,
                "value": f"{self.folder}{fault['value']}",
                "did_you_mean": fault["did_you_mean"]
                and f"{self.folder}{fault['did_you_mean']}",
            }
            if fault["name"] == "id"
            else fault
            for fault in problem["errors"]
        ]
        return problem | {"errors": faults}


def check_names(
    pairs: Pairs, allowed: Iterable[str], repeatable: Iterable[str] = ()
) -> None:
    """Raises InvalidQuery if the page does not know a parameter, or for a second one.

    Only a repeatable parameter may have several values.
    """
    names = list(allowed)
    single = {*names}.difference(repeatable)
    for name, value in pairs:
        if name not in names:
            detail = f"`{name[:100]}` is not a parameter of this page"
            near = suggest(name, names)
            reject(name[:100], None, detail, near=near, allowed=names)
        if name in single and [key for key, _ in pairs].count(name) > 1:
            reject(name, value[:100], f"`{name}` is repeated; give it once")


def reject(
    name: str,
    value: str | None,
    detail: str,
    *,
    near: str | None = None,
    allowed: list[str] | None = None,
) -> NoReturn:
    """Raises InvalidQuery for a parameter; `detail` is a sentence without its end."""
    raise InvalidQuery(
        f"{detail}.", [Fault("query", name, value, detail, near, allowed)]
    )
