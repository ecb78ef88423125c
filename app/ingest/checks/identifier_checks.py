"""Rules for the ids of records in other catalogues."""

from collections.abc import Iterator

from app.ingest.catalogue import Catalogue
from app.ingest.files.row import Finding
from app.ingest.names import shared_external_ids


def check_case_of_ids(catalogue: Catalogue) -> Iterator[Finding]:
    """Reports ids that differ only in case, which requests ignore."""
    for first, *others in shared_external_ids(catalogue):
        record = f"{first.resource}/{first.record_id}"
        for other in others:
            if other.value != first.value:
                line = catalogue.rows[other.resource][other.record_id].line
                differs = f"{other.value!r} differs from {first.value!r}"
                detail = f"{differs} of {record} only in case"
                yield Finding(f"{other.resource}.csv", line, other.scheme, detail)


IDENTIFIER_CHECKS = (check_case_of_ids,)
