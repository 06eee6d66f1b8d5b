"""Measure one client, in an environment that holds nothing else: `python worker.py FILE-OF-peers/`.

The first line of input holds the response and the server's URL; without a URL, the transport is a stub. Each further
line requests one figure, from this process or from a copy of it.
"""

import asyncio
import gc
import json
import os
import resource
import runpy
import sys
import time
import tracemalloc
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from pathlib import Path
from statistics import quantiles
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

OBJECTS = 1000
STATUS = Path("/proc/self/status")
AUTHORIZATION = {"Authorization": "Bearer txc_test_x"}
PATH = "/identity/verifications/ver_a1b2c3d4e5f6/cancel"


class Worker:
    def __init__(self, peer: Any, verification: dict[str, Any], url: str | None) -> None:
        self.peer = peer
        self.verification = verification
        self.body = json.dumps(verification).encode()
        self.given_url = url
        self.loop = asyncio.new_event_loop()
        self.async_clients: dict[int, Any] = {}
        self.latencies: dict[tuple[int, int], dict[int, float]] = {}

    @cached_property
    def url(self) -> str:
        """The URL for requests. Without a server, a stub responds to every HTTP client here."""
        if self.given_url:
            return self.given_url
        import httpx

        def respond(*_: object) -> httpx.Response:
            return httpx.Response(200, headers={"Content-Type": "application/json"}, content=self.body)

        async def async_respond(*_: object) -> httpx.Response:
            return respond()

        patch.object(httpx.HTTPTransport, "handle_request", respond).start()
        patch.object(httpx.AsyncHTTPTransport, "handle_async_request", async_respond).start()
        return "https://sandbox.api.txcloud.io/v1"

    @cached_property
    def client(self) -> Any:
        return self.peer.client(self.url)

    def call(self, number: int, clock: str = "process_time_ns") -> float:
        """Microseconds for one call: of CPU time, or by another clock."""
        return self.repeated(partial(self.peer.call, self.client), number, getattr(time, clock))

    def calls(self, number: int) -> float:
        """Microseconds of CPU time for `number` calls."""
        return self.call(number) * number

    def decode(self, number: int, keys: list[str] | None = None, signals: int | None = None) -> float:
        """Microseconds to decode parsed JSON: only some keys, or a number of fraud signals."""
        value = {key: self.verification[key] for key in keys or self.verification}
        if signals:
            value["fraud_signals"] = [dict(value["fraud_signals"][0]) for _ in range(signals)]
        return self.repeated(partial(self.peer.decode, value), number)

    def parse(self, number: int) -> float:
        """Microseconds to decode bytes."""
        return self.repeated(partial(self.peer.parse, self.body), number)

    def memory(self) -> float:
        """Kilobytes that the decoded objects use."""
        self.peer.decode(json.loads(self.body))
        gc.collect()
        tracemalloc.start()
        kept = [self.peer.decode(json.loads(self.body)) for _ in range(OBJECTS)]
        gc.collect()
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        del kept
        return size / 1000

    def peak(self, number: int) -> float:
        """The memory that the process has used at most after a number of calls, over that after a hundredth of them."""
        self.call(number // 100)
        before = peak_memory()
        self.call(number)
        return peak_memory() / before

    def async_call(self, number: int, tasks: int) -> float:
        """Microseconds of CPU time for one awaited call if `tasks` tasks share a client."""
        return self.spread(number, tasks, time.process_time_ns) / number / 1000

    def throughput(self, number: int, tasks: int) -> float:
        """Calls per second if `tasks` tasks share a client."""
        return number / self.spread(number, tasks, time.perf_counter_ns) * 1e9

    def latency(self, percentile: int, number: int, tasks: int = 0, threads: int = 0) -> float:
        """Microseconds in which a percentage of the calls end if tasks or threads share a client.

        One measurement serves to ask once for each percentile.
        """
        found = self.latencies.get((tasks, threads), {})
        if percentile not in found:
            times = self.times(number, tasks) if tasks else self.thread_times(number, threads)
            found = {percent: time / 1000 for percent, time in enumerate(quantiles(times, n=100), start=1)}
            self.latencies[tasks, threads] = found
        return found.pop(percentile)

    def times(self, number: int, tasks: int) -> list[int]:
        """Nanoseconds of each call if tasks share a client."""
        once = self.shared(tasks)
        times = []

        async def timed() -> None:
            for _ in range(number // tasks):
                start = time.perf_counter_ns()
                await once()
                times.append(time.perf_counter_ns() - start)

        self.loop.run_until_complete(together(tasks, timed))
        return times

    def thread_times(self, number: int, threads: int) -> list[int]:
        """Nanoseconds of each call if threads share a client."""

        def timed(_: int) -> int:
            start = time.perf_counter_ns()
            self.peer.call(self.client)
            return time.perf_counter_ns() - start

        check(self.peer.call(self.client))
        with ThreadPoolExecutor(threads) as pool:
            # The first calls open the connections.
            list(pool.map(timed, range(threads)))
            settle()
            return list(pool.map(timed, range(number)))

    def repeated(self, once: Callable[[], Any], number: int, clock: Callable[[], int] = time.process_time_ns) -> float:
        check(once())
        settle()
        start = clock()
        for _ in range(number):
            once()
        return (clock() - start) / number / 1000

    def spread(self, number: int, tasks: int, clock: Callable[[], int]) -> int:
        """Nanoseconds for a number of calls, spread over tasks."""
        once = self.shared(tasks)

        async def repeated() -> None:
            for _ in range(number // tasks):
                await once()

        start = clock()
        self.loop.run_until_complete(together(tasks, repeated))
        return clock() - start

    def shared(self, tasks: int) -> Callable[[], Coroutine[Any, Any, Any]]:
        """A call of the client that this number of tasks share, with its connections open."""
        if tasks not in self.async_clients:
            self.async_clients[tasks] = self.peer.async_client(self.url)
        once = partial(self.peer.async_call, self.async_clients[tasks])

        async def checked() -> None:
            check(await once())

        # Connections that timed out are opened anew.
        self.loop.run_until_complete(together(tasks, checked))
        settle()
        return once


async def together(tasks: int, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    await asyncio.gather(*(work() for _ in range(tasks)))


def posting(library: Any, parse: Callable[[bytes], Any], **others: Any) -> dict[str, Any]:
    """A client that calls with an HTTP library of httpx's kind, by its `post` with the whole address."""

    def client(url: str) -> Callable[[], Any]:
        return partial(library.Client(headers=AUTHORIZATION).post, url + PATH)

    def async_client(url: str) -> Callable[[], Any]:
        return partial(library.AsyncClient(headers=AUTHORIZATION).post, url + PATH)

    def call(post: Callable[[], Any]) -> Any:
        return parse(post().content)

    async def async_call(post: Callable[[], Any]) -> Any:
        return parse((await post()).content)

    made = {"client": client, "async_client": async_client, "call": call, "async_call": async_call}
    return {"parse": parse, **made, **others}


def check(verification: Any) -> None:
    """Raise ValueError if the verification is wrong."""
    found = verification["id"] if isinstance(verification, dict) else verification.id
    if found != "ver_a1b2c3d4e5f6":
        raise ValueError(f"The client returned {verification!r}.")


def peak_memory() -> int:
    """The most memory that the process has had. On Linux, getrusage counts the one that started it, too."""
    if STATUS.exists():
        return next(int(line.split()[1]) for line in STATUS.open() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def settle() -> None:
    """Exclude all existing objects from garbage collection."""
    gc.collect()
    gc.freeze()


def main() -> None:
    peer = runpy.run_path(sys.argv[1])
    # A client that only has an HTTP library, and what parses, is completed.
    peer = posting(**peer) if "library" in peer else peer
    worker = Worker(SimpleNamespace(**peer), **json.loads(sys.stdin.readline()))
    for line in sys.stdin:
        request = json.loads(line)
        is_forked = request.pop("fork", False)
        if is_forked and os.fork():
            # The copy ends after a number of calls, and whoever runs this program limits its time.
            os.wait()
            continue
        print(json.dumps(getattr(worker, request.pop("task"))(**request)), flush=True)
        if is_forked:
            os._exit(0)


if __name__ == "__main__":
    main()
