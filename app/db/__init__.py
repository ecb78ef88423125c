"""Reads and writes the data in SQLite files and on PostgreSQL servers."""

from app.db.engines import open_reader, writing
from app.db.reader import DataReader, Reader, RequestReader

__all__ = ["DataReader", "Reader", "RequestReader", "open_reader", "writing"]
