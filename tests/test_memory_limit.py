"""A test process that takes too much memory fails the run."""

import pytest

from app.settings import ROOT
from tests.support.memory import MAX_MEGABYTES, peak_megabytes

pytest_plugins = ("pytester",)
CONFTEST = """
import pytest
from tests.support.memory import MemoryLimit

def pytest_configure(config):
    config.pluginmanager.register(MemoryLimit({megabytes}))
"""


@pytest.mark.parametrize(
    ("megabytes", "options", "code"),
    [
        (100_000, (), pytest.ExitCode.OK),
        (1, (), pytest.ExitCode.TESTS_FAILED),
        (1, ("-n", "1"), pytest.ExitCode.TESTS_FAILED),
    ],
)
def test_process_above_the_limit_fails_the_run(
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    megabytes: int,
    code: int,
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeconftest(CONFTEST.format(megabytes=megabytes))
    pytester.makepyfile("def test_nothing():\n    pass\n")
    result = pytester.runpytest_inprocess(*options)
    assert result.ret == code
    result.stdout.fnmatch_lines([f"peak memory in MB (at most {megabytes}): *"])


def test_peak_is_that_of_this_process() -> None:
    assert 20 < peak_megabytes() < MAX_MEGABYTES
