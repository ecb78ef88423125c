"""Counts the records of every list without filters, once all records are loaded."""

from collections.abc import Iterator

from sqlalchemy import Connection, insert, select

from app import models as m
from app.query.counting import count_query_of_all
from app.resources import RESOURCES, Resource

Values = dict[str, str | int]


def insert_list_counts(connection: Connection) -> None:
    """Stores the numbers of every list, and of its records with an unknown field."""
    rows = [row for resource in RESOURCES for row in _rows(connection, resource)]
    connection.execute(insert(m.ListCount), rows)


def _rows(connection: Connection, resource: Resource) -> Iterator[Values]:
    table = m.MissingValue
    unknown = select(table.field).distinct().order_by(table.field)
    unknown = unknown.where(table.resource == resource.name, table.reason != "none")
    fields = tuple(connection.scalars(unknown))
    query = count_query_of_all(resource, fields)
    counts = query.read(list(connection.execute(query.statement, query.values)))
    numbers = [(counts.total, counts.others), *((count, 0) for count in counts.unknown)]
    for field, (listed, others) in zip(("", *fields), numbers, strict=True):
        yield {
            "resource": resource.name,
            "field": field,
            "listed_count": listed,
            "others_count": others,
        }
