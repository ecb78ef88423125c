"""Servers as they are usually written, on the same tables, to compare with."""
