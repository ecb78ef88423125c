"""Promises of the documentation, each with a test that tries to break it."""

import pytest


def often(quick: int, long: int) -> pytest.MarkDecorator:
    """Sets `attempts`: a few in every run of the tests, many in `make trust`."""
    return pytest.mark.parametrize(
        "attempts",
        [
            pytest.param(quick, id="quick"),
            pytest.param(long, id="long", marks=pytest.mark.trust),
        ],
    )
