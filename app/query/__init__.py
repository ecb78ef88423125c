"""From the text of a query to SQL: grammar, validation, conditions, order, cursors."""

from app.query.grammar import RESERVED, Grammar
from app.query.lookups import Lookups
from app.query.parsed_query import Condition, ParsedQuery
from app.query.reference_data import ReferenceData, read_reference_data
from app.query.sql import Selection, filter_conditions, select_records
from app.query.validation import understand

__all__ = [
    "RESERVED",
    "Condition",
    "Grammar",
    "Lookups",
    "ParsedQuery",
    "ReferenceData",
    "Selection",
    "filter_conditions",
    "read_reference_data",
    "select_records",
    "understand",
]
