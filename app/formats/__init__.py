"""Formats of responses: how each is chosen, and how records are written in it.

Exports nothing: each module is a format, and most importers need only one.
"""
