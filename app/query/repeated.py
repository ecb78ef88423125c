"""Repeated parameters: `kind=a&kind=b` is the list `kind=a,b`.

Some generated clients send the values of a list so, whatever the OpenAPI document says.
"""

from collections.abc import Callable, Mapping

from app.query.operators import split_name
from app.resources.filters import Filter

LISTS = ("sort", "fields", "facet", "group_by", "type")
"""Parameters that are lists, other than filters."""


def takes_list(filters: Mapping[str, Filter], name: str) -> bool:
    """Returns whether a parameter takes several values, joined by commas."""
    field_name, operator = split_name(name)
    declared = filters.get(field_name)
    if declared is None:
        return name in LISTS
    return operator is not None and operator.takes_list(declared)


def join_repeated(
    pairs: list[tuple[str, str]], is_list: Callable[[str], bool]
) -> list[tuple[str, str]]:
    """Joins the values of repeated lists; other repeated parameters are kept."""
    lists: dict[str, list[str]] = {}
    for name, value in pairs:
        if is_list(name):
            lists.setdefault(name, []).append(value.strip())
    joined = {
        name: ",".join(values)
        for name, values in lists.items()
        # A backslash at the end would escape the comma
        if len(values) > 1 and not any(value.endswith("\\") for value in values)
    }
    return [pair for pair in pairs if pair[0] not in joined] + list(joined.items())
