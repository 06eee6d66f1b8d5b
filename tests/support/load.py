"""Cancel many verifications with one client: `python -m tests.support.load URL WAY CALLS AT_ONCE`.

Prints, as JSON, what came of it. Each way is in an interpreter of its own, so that its memory is its own.
"""

import asyncio
import gc
import json
import resource
import sys
import time
import tracemalloc
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx
from txcloud_identity import AsyncTXCloud, TXCloud, TXCloudError

KEY = "txc_test_load"
HEADERS = {"Authorization": f"Bearer {KEY}"}
PATH = "/identity/verifications/{}/cancel"


class Tally:
    """How long the answer to each call took; a call that brought none, or another's, is lost."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    @contextmanager
    def timing(self) -> Iterator[None]:
        begun = time.perf_counter()
        with suppress(TXCloudError, httpx.HTTPError, AssertionError):
            yield
            self.seconds.append(time.perf_counter() - begun)


def in_threads(cancel: Callable[[str], object], calls: int, at_once: int) -> Tally:
    tally = Tally()

    def call(number: int) -> None:
        with tally.timing():
            assert cancel(f"ver_{number}") == f"ver_{number}"

    with ThreadPoolExecutor(at_once) as threads:
        for done in [threads.submit(call, number) for number in range(calls)]:
            done.result()
    return tally


async def in_tasks(cancel: Callable[[str], Awaitable[object]], calls: int, at_once: int) -> Tally:
    tally = Tally()
    numbers = iter(range(calls))

    async def work() -> None:
        for number in numbers:
            with tally.timing():
                assert await cancel(f"ver_{number}") == f"ver_{number}"

    async with asyncio.TaskGroup() as tasks:
        for _ in range(at_once):
            tasks.create_task(work())
    return tally


def threads_ours(url: str, calls: int, at_once: int) -> Tally:
    with TXCloud(KEY, base_url=url) as client:
        return in_threads(lambda asked: client.cancel_verification(asked).id, calls, at_once)


def threads_httpx(url: str, calls: int, at_once: int) -> Tally:
    with httpx.Client(headers=HEADERS, timeout=30) as http:
        return in_threads(lambda asked: http.post(url + PATH.format(asked)).json()["id"], calls, at_once)


async def tasks_ours(url: str, calls: int, at_once: int) -> Tally:
    async with AsyncTXCloud(KEY, base_url=url) as client:

        async def cancel(asked: str) -> object:
            return (await client.cancel_verification(asked)).id

        return await in_tasks(cancel, calls, at_once)


async def tasks_httpx(url: str, calls: int, at_once: int) -> Tally:
    async with httpx.AsyncClient(headers=HEADERS, timeout=30) as http:

        async def cancel(asked: str) -> object:
            return (await http.post(url + PATH.format(asked))).json()["id"]

        return await in_tasks(cancel, calls, at_once)


def traced() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def leak_sync(url: str, calls: int, marks: int) -> list[int]:
    """Bytes in use after each part of the calls."""
    with TXCloud(KEY, base_url=url) as client:
        tracemalloc.start()
        found = []
        for _ in range(marks):
            for _ in range(calls // marks):
                client.cancel_verification("ver_1")
            found.append(traced())
        return found


async def leak_async(url: str, calls: int, marks: int) -> list[int]:
    async with AsyncTXCloud(KEY, base_url=url) as client:
        tracemalloc.start()
        found = []
        for _ in range(marks):
            for _ in range(calls // marks):
                await client.cancel_verification("ver_1")
            found.append(traced())
        return found


def peak_memory() -> float:
    """Megabytes that this process has had at most."""
    status = Path("/proc/self/status")
    if status.exists():
        # What the system counts for all processes begins, on Linux, with what the parent had.
        fields = dict(line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines())
        return int(fields["VmHWM"].split()[0]) / 1024
    # In bytes, where there is no such file.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024


def measured(way: str, url: str, calls: int, at_once: int) -> Any:
    begun = time.perf_counter()
    result: Any = globals()[way](url, calls, at_once)
    result = asyncio.run(result) if asyncio.iscoroutine(result) else result
    if not isinstance(result, Tally):
        return result
    percentiles = quantiles(result.seconds, n=100)
    return {
        "per_second": round(calls / (time.perf_counter() - begun)),
        "p50": percentiles[49],
        "p99": percentiles[98],
        "peak_mb": peak_memory(),
        "lost": calls - len(result.seconds),
    }


if __name__ == "__main__":
    _, url, way, calls, at_once = sys.argv
    print(json.dumps(measured(way, url, int(calls), int(at_once))))
