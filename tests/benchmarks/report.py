"""Measurements as tables for people and as JSON for programs."""

from collections.abc import Iterator
from typing import Any

from tests.benchmarks.aims import AIMS, Aim, Key, Measurements
from tests.benchmarks.servers import CEILING


def shown(value: float | None) -> str:
    """Returns a figure with its significant digits."""
    if value is None:
        return "-"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.{2 if value >= 1 else 3}f}"


def row(*cells: object) -> str:
    """Returns a line of a table: a name, then figures."""
    first, second, *rest = cells
    return f"{first!s:11} {second!s:32}" + "".join(f"{cell!s:>11}" for cell in rest)


def speeds(measured: Measurements) -> Iterator[str]:
    """Yields a line for each question and server."""
    yield row("question", "server", "connections", "of ceiling", "per s", "p50 ms",
              "p99 ms", "cpu µs")  # fmt: skip
    for key in measured.samples:
        one = measured.typical(key)
        if one is not None:
            share = measured.ratio(key, CEILING)
            figures = map(
                shown, (share, one.per_second, one.p50, one.p99, one.processor)
            )
            wrong = f"  {one.failed} failed" if one.failed else ""
            yield row(key.question, key.server, key.connections, *figures) + wrong


def sizes(measured: Measurements) -> Iterator[str]:
    """Yields memory and time of every server at its start."""
    yield row("", "server", "resident MB", "own MB", "start s")
    for name, held in measured.memory.items():
        figures = (held.resident, held.own, measured.seconds_to_start[name])
        yield row("", name, *map(shown, figures))


def aims(measured: Measurements, table: tuple[Aim, ...] = AIMS) -> Iterator[str]:
    """Yields a line for each aim, with its measurement."""
    yield row("aim", "", "bar", "measured", "")
    for aim in table:
        value = aim.measure(measured)
        bar = f"{'≤' if aim.at_most else '≥'} {aim.bar:g}"
        yield row("", aim.what, bar, shown(value), verdict(aim, value))


def verdict(aim: Aim, value: float | None) -> str:
    if value is None:
        return "not asked"
    return "met" if aim.is_met(value) else "missed"


def as_json(measured: Measurements) -> dict[str, Any]:
    """Returns all measurements, with every sample."""
    return {
        "seconds_to_build": measured.seconds_to_build,
        "servers": [
            {
                "name": name,
                "seconds_to_start": measured.seconds_to_start[name],
                "resident_mb": held.resident,
                "own_mb": held.own,
            }
            for name, held in measured.memory.items()
        ],
        "measured": [_measured(measured, key) for key in measured.samples],
        "aims": [
            {
                "aim": aim.what,
                "bar": aim.bar,
                "at_most": aim.at_most,
                "measured": (value := aim.measure(measured)),
                "verdict": verdict(aim, value),
            }
            for aim in AIMS
        ],
    }


def _measured(measured: Measurements, key: Key) -> dict[str, Any]:
    return {
        **key._asdict(),
        "of_ceiling": measured.ratio(key, CEILING),
        "rounds": [sample._asdict() for sample in measured.samples[key]],
    }
