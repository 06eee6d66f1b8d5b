"""The connections of a `TXCloud`."""

from __future__ import annotations

import os
import time
from collections.abc import Hashable
from contextlib import suppress
from functools import partial
from itertools import count
from threading import Lock

import httpx

from ._connections import Connections, Lease, Pool, Reference
from ._http_library import HTTPX2Client, new_client, validate_client

# Seconds after which a thread that waits looks for itself whether a connection is free.
LONGEST_WAIT = 1


class Turn:
    """A place in the line of threads that wait for a connection."""

    __slots__ = ("__weakref__", "comes", "number")

    def __init__(self, number: int) -> None:
        self.number = number
        self.comes = Lock()
        self.comes.acquire()


class SyncPool(Pool):
    """The connections of a process."""

    def __init__(self, http: httpx.Client, home: Hashable, most: int) -> None:
        super().__init__(http, home, most)
        # As with a lease, a place ends with the last reference to it.
        self.line: set[Reference[Turn]] = set()
        self._numbers = count()

    @staticmethod
    def here() -> int:
        return os.getpid()

    def enter_line(self) -> Turn:
        turn = Turn(next(self._numbers))
        self.line.add(Reference(turn, self.line.discard))
        return turn

    def first_in_line(self) -> Turn | None:
        turns = [turn for each in self.line.copy() if (turn := each())]
        return min(turns, key=lambda turn: turn.number, default=None)

    def wake(self) -> None:
        """Let the first thread in the line look for a connection."""
        first = self.first_in_line()
        if first:
            # Another thread may have done so.
            with suppress(RuntimeError):
                first.comes.release()

    def close(self) -> None:
        # Without the HTTP client, because a call that was interrupted may have left it with a lock held.
        for stream in self.streams():
            with suppress(Exception):
                stream.close()


class SyncConnections(Connections[SyncPool]):
    """The connections of a `TXCloud`: a pool for each process."""

    def __init__(self, own: httpx.Client | HTTPX2Client | None, base_url: str) -> None:
        validate_client(httpx.Client, own)
        super().__init__(own, partial(new_client, httpx.Client, base_url), SyncPool)

    def take(self, seconds: float) -> Lease[SyncPool]:
        """The use of a pool.

        Raises:
            TimeoutError: No connection was free in time.
            ClientClosedError: The client is closed.
            ConfigurationError: Calls are refused here.
        """
        pool = self._pool(os.getpid())
        lease = None if pool.line else self._lease(pool)
        return lease or self._wait(pool, time.monotonic() + seconds)

    def _wait(self, pool: SyncPool, ends_at: float) -> Lease[SyncPool]:
        turn = pool.enter_line()
        try:
            while (left := ends_at - time.monotonic()) > 0:
                current = self._pool(os.getpid())
                if current is not pool:
                    return self._wait(current, ends_at)
                if pool.first_in_line() is turn and (lease := self._lease(pool)):
                    return lease
                turn.comes.acquire(timeout=min(left, LONGEST_WAIT))
            raise TimeoutError
        finally:
            del turn
            pool.wake()

    def end(self, lease: Lease[SyncPool], is_intact: bool) -> None:
        """End the use of a pool, which no other attempt uses any more unless it is intact."""
        lease.end()
        if lease.pool.line:
            lease.pool.wake()
        if not is_intact:
            self._retire(lease.pool)
        if self._retired or self._is_closed:
            self._close_unused()

    def close(self) -> None:
        """Refuse further calls, and close the connections after those in flight."""
        self._is_closed = True
        self._close_unused()

    def _close_unused(self) -> None:
        for pool in self._unused():
            pool.close()

    def _is_lost(self, home: int) -> bool:
        return home != os.getpid()

    def _abandon(self, pool: SyncPool) -> None:
        # This ends only the copies that this process has.
        pool.close()
