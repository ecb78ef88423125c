"""`make bench`: ours beside an app of fixed bytes, in interleaved rounds.

Only ratios within one run count: machines and hours differ by a factor of two.
"""

import asyncio
import json
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from statistics import median

ROUNDS = 5
SECONDS = 0.5
CONNECTIONS = (1, 16, 64)
PATHS = {
    "list of 20": "/v1/missions?programme=interkosmos&launched=1978/1988&limit=20",
    "record": "/v1/missions/soyuz-28",
    "first": "/v1/firsts?country=VNM",
    "moment": "/v1/in-space?at=1985-10-07",
    "search": "/v1/search?q=gagrin",
}
RESULT = Path("var") / "bench.json"


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def serve(stack: ExitStack, command: list[str], path: str) -> int:
    """Start a server and wait until it answers; it ends with the stack."""
    port = free_port()
    started = [sys.executable, "-m", *command, "--port", str(port)]
    process = subprocess.Popen(started, stderr=subprocess.DEVNULL)
    stack.callback(process.wait)
    stack.callback(process.terminate)
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return port
    raise TimeoutError(command)


async def load(port: int, path: str, connections: int) -> list[float]:
    """Seconds that each answer took, from connections that ask without a pause."""
    end = time.perf_counter() + SECONDS
    rounds = [_ask(port, path, end) for _ in range(connections)]
    return [took for one in await asyncio.gather(*rounds) for took in one]


async def _ask(port: int, path: str, end: float) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode()
    times = []
    while (start := time.perf_counter()) < end:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        size = head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]
        await reader.readexactly(int(size))
        times.append(time.perf_counter() - start)
    writer.close()
    return times


def compare(ours: int, ceiling: int, path: str, connections: int) -> dict[str, float]:
    """The median over rounds of our share of the ceiling, and our own times."""
    shares, times = [], []
    for _ in range(ROUNDS):
        fixed = asyncio.run(load(ceiling, path, connections))
        own = asyncio.run(load(ours, path, connections))
        shares.append(len(own) / len(fixed))
        times += own
    times.sort()
    return {
        "share": round(median(shares), 3),
        "p50_ms": round(times[len(times) // 2] * 1000, 2),
        "p99_ms": round(times[int(len(times) * 0.99)] * 1000, 2),
        "per_second": round(len(times) / ROUNDS / SECONDS),
    }


def main() -> None:
    with ExitStack() as stack:
        fixed = ["uvicorn", "tests.benchmarks.fixed:app", "--no-access-log"]
        ceiling = serve(stack, fixed, "/")
        ours = serve(stack, ["app", "serve"], "/readyz")
        found = {
            f"{name}, {connections} connections": compare(
                ours, ceiling, path, connections
            )
            for name, path in PATHS.items()
            for connections in CONNECTIONS
        }
    RESULT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(f"{'':28} {'of ceiling':>10} {'p50 ms':>8} {'p99 ms':>8} {'per s':>8}")
    for name, one in found.items():
        figures = f"{one['p50_ms']:8} {one['p99_ms']:8} {one['per_second']:8.0f}"
        print(f"{name:28} {one['share']:10.3f} {figures}")


if __name__ == "__main__":
    main()
