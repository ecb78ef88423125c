"""Loading: reads, checks, joins, renders, judges and stores the seed files.

Exports nothing: the server imports it only to learn whether its data is loaded.
"""
