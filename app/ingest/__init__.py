"""Loading: reads, checks, joins, renders, judges and stores the seed files.

Exports nothing, because `load` and `ensure_loaded` have the names of their modules.
"""
