"""Rendezvous: an open mission database that can be asked, checked and cited."""

__version__ = "2026.11.1"
