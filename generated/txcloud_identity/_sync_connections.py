"""The connections of a `TXCloud`."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Hashable
from contextlib import suppress
from functools import partial
from threading import Lock
from weakref import ref

import httpx

from ._connections import Connections, Lease, Pool
from ._http_library import CONNECTIONS, new_client, validate_client

# Seconds after which a thread that waits looks for itself whether a connection is free.
LONGEST_WAIT = 1


class SyncPool(Pool):
    """The connections of a process."""

    def __init__(self, http: httpx.Client, home: Hashable) -> None:
        super().__init__(http, home)
        self.lock = Lock()
        # The threads that wait for a connection, in order. As with a lease, a place ends with what it refers to.
        self.line: deque[ref[Lock]] = deque()

    @staticmethod
    def here() -> int:
        return os.getpid()

    def wake(self) -> None:
        """Let the first thread in the line look for a connection."""
        with suppress(IndexError, RuntimeError):
            if turn := self.line[0]():
                turn.release()

    def close(self) -> None:
        # Without the HTTP client, because a call that was interrupted may have left it with a lock held.
        for stream in self.streams():
            with suppress(Exception):
                stream.close()


class SyncConnections(Connections[SyncPool]):
    """The connections of a `TXCloud`: a pool for each process."""

    def __init__(self, own: httpx.Client | None, base_url: str) -> None:
        validate_client(httpx.Client, own)
        super().__init__(own, partial(new_client, httpx.Client, base_url), SyncPool)
        # How many connections the caller's own client makes is the caller's choice.
        self._most = CONNECTIONS if own is None else sys.maxsize

    def take(self, seconds: float) -> Lease[SyncPool] | None:
        """The use of a pool; None if no connection was free in time. Raises ConfigurationError if calls are refused."""
        pool = self._pool(SyncPool.here())
        with pool.lock:
            lease = None if pool.line or len(pool.leases) >= self._most else self._lease(pool)
        return lease or self._wait(pool, time.monotonic() + seconds)

    def _wait(self, pool: SyncPool, ends_at: float) -> Lease[SyncPool] | None:
        turn = Lock()
        turn.acquire()
        pool.line.append(ref(turn, pool.line.remove))
        try:
            while (left := ends_at - time.monotonic()) > 0:
                current = self._pool(SyncPool.here())
                if current is not pool:
                    return self._wait(current, ends_at)
                with pool.lock:
                    is_free = pool.line[0]() is turn and len(pool.leases) < self._most
                    lease = self._lease(pool) if is_free else None
                if lease:
                    return lease
                turn.acquire(timeout=min(left, LONGEST_WAIT))
            return None
        finally:
            del turn
            pool.wake()

    def end(self, lease: Lease[SyncPool], is_intact: bool) -> None:
        """End the use of a pool, which no other attempt uses any more unless it is intact."""
        lease.end()
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
        return home != SyncPool.here()

    def _abandon(self, pool: SyncPool) -> None:
        # This ends only the copies that this process has.
        pool.close()
