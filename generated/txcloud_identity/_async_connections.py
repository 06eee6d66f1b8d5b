"""The connections of an `AsyncTXCloud`."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Hashable
from contextlib import suppress
from functools import partial
from socket import SHUT_RDWR

import httpx

from ._connections import Connections, Lease, Pool
from ._http_library import HTTPX2AsyncClient, new_client, validate_client
from .errors import ConfigurationError

Home = tuple[int, asyncio.AbstractEventLoop]


class AsyncPool(Pool):
    """The connections of an event loop."""

    def __init__(self, http: httpx.AsyncClient, home: Hashable, most: int) -> None:
        super().__init__(http, home, most)
        self.process = os.getpid()
        # The HTTP library has a queue, too, but scans all of it for each request.
        self.slots = asyncio.Semaphore(most)

    @staticmethod
    def here() -> Home:
        try:
            return os.getpid(), asyncio.get_running_loop()
        except RuntimeError:
            pass
        raise ConfigurationError(
            "AsyncTXCloud needs an event loop of asyncio. For other kinds, use TXCloud in a thread."
        )

    async def close(self) -> None:
        for stream in self.streams():
            with suppress(Exception):
                await stream.aclose()

    def shut_down(self) -> None:
        """End the connections from outside of their event loop, in which alone they can be closed."""
        for stream in self.streams():
            with suppress(Exception):
                stream.get_extra_info("socket").shutdown(SHUT_RDWR)


class AsyncConnections(Connections[AsyncPool]):
    """The connections of an `AsyncTXCloud`: a pool for each event loop."""

    def __init__(self, own: httpx.AsyncClient | HTTPX2AsyncClient | None, base_url: str) -> None:
        validate_client(httpx.AsyncClient, own)
        super().__init__(own, partial(new_client, httpx.AsyncClient, base_url), AsyncPool)

    async def take(self, seconds: float) -> Lease[AsyncPool]:
        """The use of a pool.

        Raises:
            TimeoutError: No connection was free in time.
            ClientClosedError: The client is closed.
            ConfigurationError: Calls are refused here.
        """
        here = AsyncPool.here()
        if not self._pool(here).slots.locked():
            return await self._next(here)
        async with asyncio.timeout(seconds):
            return await self._next(here)

    async def _next(self, here: Home) -> Lease[AsyncPool]:
        while True:
            pool = self._pool(here)
            await pool.slots.acquire()
            if lease := self._lease(pool):
                return lease
            pool.slots.release()

    async def end(self, lease: Lease[AsyncPool], is_intact: bool) -> None:
        """End the use of a pool, which no other attempt uses any more unless it is intact."""
        self._end(lease, is_intact)
        await self._close_unused()

    def interrupt(self, lease: Lease[AsyncPool], is_intact: bool) -> None:
        """The same for a task that cannot wait until connections are closed: it is cancelled, or its loop ends."""
        self._end(lease, is_intact)
        if self._is_closed:
            for pool in self._unused():
                self._abandon(pool)

    def _end(self, lease: Lease[AsyncPool], is_intact: bool) -> None:
        lease.end()
        lease.pool.slots.release()
        if not is_intact:
            self._retire(lease.pool)

    async def close(self) -> None:
        """Refuse further calls, and close the connections after those in flight."""
        self._is_closed = True
        await self._close_unused()

    async def _close_unused(self) -> None:
        if not self._retired and not self._is_closed:
            return
        here: Home | None = None
        with suppress(ConfigurationError):
            here = AsyncPool.here()
        for pool in self._unused():
            if pool.home == here:
                await pool.close()
            else:
                self._abandon(pool)

    def _is_lost(self, home: Home) -> bool:
        process, loop = home
        return process != os.getpid() or loop.is_closed()

    def _abandon(self, pool: AsyncPool) -> None:
        # The connections of another process are still its own.
        if pool.process == os.getpid():
            pool.shut_down()
