"""Rules for the tables of other authors in `seed_data/catalogues`."""

from collections import Counter
from collections.abc import Iterator

from app.ingest.catalogue import Catalogue
from app.ingest.claims.external_statements import statements_of
from app.ingest.files.external import MappingError
from app.ingest.files.row import Finding
from app.text import describe_unknown


def check_external(catalogue: Catalogue) -> Iterator[Finding]:
    """Each row of an external table is about one record, each cell can be compared."""
    for table in catalogue.seed.external:
        unknown = {table.source(row) for row in table.rows} - set(catalogue.sources)
        for source in sorted(unknown):
            detail = describe_unknown(source, list(catalogue.sources))
            yield Finding(table.name, 1, "source", detail)
        if unknown:
            continue
        try:
            statements, unusable = statements_of(catalogue, table)
        except MappingError as error:
            yield Finding(table.name, 1, "mapping", str(error))
            continue
        for row, column, detail in unusable:
            yield Finding(table.name, int(row["row"]), column or "row", detail)
        ids = Counter(statement.id for statement in statements)
        for statement_id, count in ids.items():
            if count > 1:
                detail = f"{count} rows give a value for {statement_id}"
                yield Finding(table.name, 1, "row", detail)


EXTERNAL_CHECKS = (check_external,)
