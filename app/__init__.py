"""Rendezvous, an open database of human spaceflight missions with a REST API."""

__version__ = "1.0.0"
