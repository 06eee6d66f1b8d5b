"""Measure one client, in an environment that holds nothing else: `python worker.py FILE-OF-peers/`.

The first line of input holds the response and the server's URL; without a URL, the transport is a stub. Each further
line requests one figure.
"""

import asyncio
import gc
import json
import runpy
import sys
import time
import tracemalloc
from collections.abc import Callable, Coroutine
from functools import cached_property, partial
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

OBJECTS = 2000


class Worker:
    def __init__(self, peer: Any, verification: dict[str, Any], url: str | None) -> None:
        self.peer = peer
        self.verification = verification
        self.body = json.dumps(verification).encode()
        self.given_url = url
        self.loop = asyncio.new_event_loop()
        self.async_clients: dict[int, Any] = {}

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

    def call(self, number: int) -> float:
        """Microseconds of CPU time for one call."""
        return self.repeated(partial(self.peer.call, self.client), number)

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
        """Bytes that one decoded object uses."""
        self.peer.decode(json.loads(self.body))
        gc.collect()
        tracemalloc.start()
        kept = [self.peer.decode(json.loads(self.body)) for _ in range(OBJECTS)]
        gc.collect()
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return size / len(kept)

    def async_call(self, number: int) -> float:
        """Microseconds of CPU time for one awaited call."""
        return self.spread(number, 1, time.process_time_ns) / number / 1000

    def throughput(self, number: int, tasks: int) -> float:
        """Calls per second if `tasks` tasks share a client."""
        return number / self.spread(number, tasks, time.perf_counter_ns) * 1e9

    def repeated(self, once: Callable[[], Any], number: int) -> float:
        check(once())
        settle()
        start = time.process_time_ns()
        for _ in range(number):
            once()
        return (time.process_time_ns() - start) / number / 1000

    def spread(self, number: int, tasks: int, clock: Callable[[], int]) -> int:
        """Nanoseconds for a number of calls, spread over tasks."""
        if tasks not in self.async_clients:
            self.async_clients[tasks] = self.peer.async_client(self.url)
        once = partial(self.peer.async_call, self.async_clients[tasks])

        async def checked() -> None:
            check(await once())

        async def repeated() -> None:
            for _ in range(number // tasks):
                await once()

        # First reopen the connections that timed out.
        self.loop.run_until_complete(together(tasks, checked))
        settle()
        start = clock()
        self.loop.run_until_complete(together(tasks, repeated))
        return clock() - start


async def together(tasks: int, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    await asyncio.gather(*(work() for _ in range(tasks)))


def check(verification: Any) -> None:
    """Raise ValueError if the verification is wrong."""
    found = verification["id"] if isinstance(verification, dict) else verification.id
    if found != "ver_a1b2c3d4e5f6":
        raise ValueError(f"The client returned {verification!r}.")


def settle() -> None:
    """Exclude all existing objects from garbage collection."""
    gc.collect()
    gc.freeze()


def main() -> None:
    worker = Worker(SimpleNamespace(**runpy.run_path(sys.argv[1])), **json.loads(sys.stdin.readline()))
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(getattr(worker, request.pop("task"))(**request)), flush=True)


if __name__ == "__main__":
    main()
