"""Summaries of records, as sentences that are computed from the facts."""

from app.ingest.summaries.summary import summary_of

__all__ = ["summary_of"]
