"""Limits of one query, checked once, before any statement is built.

They bound the work, the size of the answer, and the length of its links.
"""

MAX_PARAMETERS = 150
MAX_VALUES = 500
"""Values of all filters together."""
MAX_DATES = 100
"""Dates and numbers of all filters together; each is a condition of its own."""
MAX_WORDS = 20
MAX_SORT_KEYS = 8
MAX_FIELDS = 100
MAX_FIELD_LENGTH = 200
"""Characters of a path in `fields`."""
MAX_FACETS = 5
MAX_BYTES = 8_000
"""Bytes of the canonical query, which the links of a page repeat."""
MAX_FACET_BYTES = 2_000
"""Bytes of the canonical query with facets; the link of every value repeats it."""
MAX_WITH_CLAIMS = 200
"""Records on a page with their claims, which are many times as long."""
MAX_FAULTS = 20
"""Faults that are reported; each may come with a suggestion."""

DESCRIPTION = f"""\
Limits of a query: {MAX_PARAMETERS} parameters; {MAX_VALUES} values of filters together,
{MAX_DATES} of them dates or numbers; {MAX_WORDS} words; {MAX_SORT_KEYS} sort keys;
{MAX_FIELDS} fields; {MAX_FACETS} facets; {MAX_BYTES:,} bytes, or {MAX_FACET_BYTES:,}
with facets; {MAX_WITH_CLAIMS} records on a page with claims. The first {MAX_FAULTS}
faults are reported.
"""
