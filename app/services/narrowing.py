"""The address of a list that is narrowed to the records of a count."""

from collections.abc import Mapping

from app.query.operators import EACH, EQUALS, EXISTS, NOT
from app.query.parsed_query import COUNTS, ParsedQuery
from app.query.reference_data import ReferenceData
from app.query.sql import expand_lineage
from app.query.value_lists import join_values, split_values
from app.resources import Resource


def narrowed_url(
    data: ReferenceData,
    resource: Resource,
    query: ParsedQuery,
    values: Mapping[str, str | None],
) -> str:
    """Returns the URL of exactly the records of a query that have some values.

    `values` are those of filters by name; `None` stands for records without any.
    """
    parameters = _without_lineage(data, resource, query)
    for name in ("cursor", *COUNTS):
        parameters.pop(name, None)
    for name, value in values.items():
        _narrow(parameters, resource, name, value)
    return f"{resource.path}?{ParsedQuery(parameters=parameters).canonical()}"


def _without_lineage(
    data: ReferenceData, resource: Resource, query: ParsedQuery
) -> dict[str, str]:
    """Returns the parameters with all states named that `lineage` adds.

    With the parameter, it would add states to the counted one too.
    """
    parameters = dict(query.parameters)
    lineage = parameters.pop("lineage", "none")
    for condition in query.conditions:
        expanded = expand_lineage(data, resource, condition, lineage)
        if expanded is not condition and condition.operator in (EQUALS, NOT):
            name = condition.field + condition.operator.suffix
            parameters[name] = ",".join(expanded.values)
    return parameters


def _narrow(
    parameters: dict[str, str], resource: Resource, name: str, value: str | None
) -> None:
    declared = resource.filters[name]
    if value is None:
        parameters[name + EXISTS] = "false"
    elif declared.has_many and name in parameters:
        # The record has one of the values of the query, and this one too
        required = parameters.get(name + EACH.suffix)
        texts = split_values(required, declared, EACH) if required else []
        texts = list(dict.fromkeys([*texts, value]))
        parameters[name + EACH.suffix] = join_values(texts, declared, EACH)
    else:
        parameters[name] = join_values([value], declared, EQUALS)
