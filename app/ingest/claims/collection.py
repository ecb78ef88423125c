"""Collects the statements of all sources: documents, our rows, external tables."""

from app.ingest.catalogue import Catalogue
from app.ingest.claims.evidence import with_origins
from app.ingest.claims.external_statements import statements_of
from app.ingest.claims.statements import SourceStatement, all_statements


def collect(catalogue: Catalogue) -> list[SourceStatement]:
    """Returns every statement with its origin, sorted by id.

    A cell that an attribution names as our source is one statement, not two.
    """
    statements = {
        statement.id: statement
        for table in catalogue.seed.external
        for statement in statements_of(catalogue, table)[0]
    }
    statements |= {statement.id: statement for statement in all_statements(catalogue)}
    by_id = sorted(statements.values(), key=lambda statement: statement.id)
    return with_origins(catalogue, by_id)
