"""Every format is compared with that on PostgreSQL in `api/test_databases.py`."""

import pytest

from tests.support.client import Client


@pytest.fixture(scope="session")
def client(quick_client: Client) -> Client:
    """A client on SQLite alone."""
    return quick_client
