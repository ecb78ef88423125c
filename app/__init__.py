"""Rendezvous, an open database of human spaceflight missions with a REST API."""

__version__ = "2026.11.1"
