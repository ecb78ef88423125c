"""Rules for `coverage.csv`, which says what an empty field means."""

from collections.abc import Iterator

from app.ingest.catalogue import Catalogue
from app.ingest.files.row import Finding
from app.resources import BY_NAME
from app.text import describe_unknown


def check_coverage(catalogue: Catalogue) -> Iterator[Finding]:
    """A coverage is about a resource, and about fields or filters that it has."""
    for row in catalogue.seed.tables["coverage"]:
        if row.resource not in BY_NAME:
            detail = describe_unknown(row.resource, [*BY_NAME])
            yield Finding("coverage.csv", row.line, "resource", detail)
            continue
        resource = BY_NAME[row.resource]
        names = [*resource.schema.model_fields, *resource.filters]
        for field in row.fields:
            if field not in names:
                detail = describe_unknown(field, names)
                yield Finding("coverage.csv", row.line, "fields", detail)
