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
A query may have {MAX_PARAMETERS} parameters; {MAX_VALUES} filter values, of them
{MAX_DATES} dates or numbers; {MAX_ALL} values of one `__all`; {MAX_WORDS} words;
{MAX_SORT_KEYS} sort keys; {MAX_FIELDS} fields; {MAX_FACETS} facets, or {MAX_GROUPINGS}
fields of `group_by`; and {MAX_BYTES:,} bytes, with facets {MAX_FACET_BYTES:,}. A count
lists up to {MAX_GROUPS:,} values, a page with claims has up to {MAX_WITH_CLAIMS}
records, and a problem names the first {MAX_FAULTS} faults.
"""
