"""Limits of one query, checked once, before any statement is built.

They bound the work, the size of the answer, and the length of its links.
"""

MAX_PARAMETERS = 200
MAX_VALUES = 500
"""Values of all filters together."""
MAX_DATES = 100
"""Dates and numbers of all filters together; each is a condition of its own."""
YEARLESS_WEIGHT = 8
"""Dates that a date without a year counts for: its condition is as long."""
MAX_ALL = 20
"""Values of one filter with `__all`; each is a condition of its own."""
MAX_WORDS = 20
MAX_SORT_KEYS = 8
MAX_FIELDS = 100
MAX_FIELD_LENGTH = 200
"""Characters of a path in `fields`."""
MAX_FACETS = 5
MAX_GROUPINGS = 2
"""Fields of `group_by`, whose values are counted together."""
MAX_GROUPS = 5_000
"""Values that a count lists, or groups of two values."""
MAX_BYTES = 8_000
"""Bytes of the canonical query, which the links of a page repeat."""
MAX_FACET_BYTES = 2_000
"""Bytes of the canonical query with facets; the link of every value repeats it."""
MAX_WITH_CLAIMS = 200
"""Records on a page with their claims, which are many times as long."""
MAX_FAULTS = 20
"""Faults that are reported; each may come with a suggestion."""

DESCRIPTION = f"""\
Limits of one query:

| Part of the query | At most |
|---|---|
| parameters | {MAX_PARAMETERS} |
| values of all filters | {MAX_VALUES} |
| of these, dates and numbers | {MAX_DATES} |
| values of one filter with `__all` | {MAX_ALL} |
| words of `q` | {MAX_WORDS} |
| keys of `sort` | {MAX_SORT_KEYS} |
| names in `fields` | {MAX_FIELDS} |
| fields of `facet` | {MAX_FACETS} |
| fields of `group_by` | {MAX_GROUPINGS} |
| bytes of the query | {MAX_BYTES:,} |
| bytes of a query with `facet` or `group_by` | {MAX_FACET_BYTES:,} |
| counted values in an answer | {MAX_GROUPS:,} |
| records on a page with `include=claims` | {MAX_WITH_CLAIMS} |
| faults in an error response | {MAX_FAULTS} |
"""
