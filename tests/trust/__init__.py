"""Faults that are really made, and what was lost by them: nothing."""

import pytest


def often(quick: int, long: int) -> pytest.MarkDecorator:
    """Tries so many `times`: a few in every run of the tests, many in `make trust`."""
    return pytest.mark.parametrize(
        "times",
        [
            pytest.param(quick, id="quick"),
            pytest.param(long, id="long", marks=pytest.mark.trust),
        ],
    )
