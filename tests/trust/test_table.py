"""The table of promises counts attempts, failures and skipped tests."""

import pytest

from app.settings import ROOT

pytest_plugins = ("pytester",)
MODULE = '''"""Servers start. More words."""
import pytest

def test_starts():
    pass

def test_starts_again():
    assert False

def test_needs_a_disk():
    pytest.skip("No disk")

@pytest.mark.parametrize("failures", [0, 2])
def test_is_killed(request, failures):
    trial = ("a killed loader leaves data", 5, failures, "read by two")
    request.node.user_properties.append(("trial", trial))
    assert failures == 0
'''


@pytest.mark.parametrize("options", [(), ("-n", "1")])
def test_every_promise_has_a_row(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(MODULE)
    result = pytester.runpytest_inprocess("-p", "tests.trust.table", *options)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    cells = [
        [cell.strip() for cell in line.split("│")[1:-1]]
        for line in result.stdout.lines
        if line.startswith("│")
    ]
    assert cells == [
        ["Servers start", "2", "1", "0", "skipped: no disk"],
        ["a killed loader leaves data", "10", "2", "0", "read by two"],
    ]
