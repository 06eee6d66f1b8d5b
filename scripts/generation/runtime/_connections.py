"""The connections of a client. They belong to one process and, for asyncio, to one event loop."""

from __future__ import annotations

import os
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable
from threading import RLock
from typing import Any, Generic, TypeVar
from weakref import ref

from ._http_library import CONNECTIONS
from .errors import ClientClosedError, ConfigurationError

R = TypeVar("R")


class Reference(ref[R]):
    """A weak reference that is itself in a set, rather than what it refers to."""

    __slots__ = ()
    # Those of a weak reference fail if what it refers to is gone.
    __eq__ = object.__eq__
    __hash__ = object.__hash__


class Pool(ABC):
    """The connections that one HTTP client makes.

    Attributes:
        http: The HTTP client.
        home: The process, or the event loop in it, that the connections belong to; None while there are none.
        most: How many attempts may use it at once.
        leases: The attempts that use it.
    """

    def __init__(self, http: Any, home: Hashable, most: int) -> None:
        self.http = http
        self.home = home
        self.most = most
        self.leases: set[Reference[Any]] = set()
        self._streams: set[Reference[Any]] = set()

    @staticmethod
    @abstractmethod
    def here() -> Hashable:
        """The process or event loop that a call is made in. Raises ConfigurationError if none can be made."""

    def opened(self, stream: Any) -> None:
        """Note a new connection, until the HTTP client drops it."""
        self.home = self.home or self.here()
        self._streams.add(Reference(stream, self._streams.discard))

    def streams(self) -> list[Any]:
        """The connections."""
        # Unlike an iteration, a copy cannot meet the garbage collector, which takes from the set what it collects.
        return [stream for each in self._streams.copy() if (stream := each())]


P = TypeVar("P", bound=Pool)


class Lease(Generic[P]):
    """The use of a pool by one attempt.

    It ends at the latest when nothing refers to it, so an exception leaves none behind, wherever a signal handler
    raises it. What then removes it from the pool is a built-in function, which no signal interrupts.
    """

    __slots__ = ("__weakref__", "_ref", "pool")

    def __init__(self, pool: P) -> None:
        self.pool = pool
        self._ref = Reference(self, pool.leases.discard)
        pool.leases.add(self._ref)

    def end(self) -> None:
        self.pool.leases.discard(self._ref)


class Connections(ABC, Generic[P]):
    """Everything about the connections of a client except waiting: the caller's own HTTP client, or pools.

    A pool that may be damaged is retired: no other attempt uses it, and it is closed after those that do.
    """

    def __init__(self, own: Any, make: Callable[[], Any], pool_of: Callable[[Any, Hashable, int], P]) -> None:
        self._make = make
        self._pool_of = pool_of
        # How many connections the caller's own client makes is the caller's choice.
        self._own = None if own is None else pool_of(own, None, sys.maxsize)
        # The first one is made at once, because the environment may have settings that cannot be used.
        self._spare = [make()] if own is None else []
        self._pools: dict[Hashable, P] = {}
        self._retired: list[P] = []
        # By process, because a lock that is held during a fork is never released in the new process.
        self._locks: dict[int, RLock] = {}
        self._is_closed = False

    def _lock(self) -> RLock:
        return self._locks.setdefault(os.getpid(), RLock())

    def _pool(self, here: Hashable) -> P:
        """The pool of a process or an event loop. Raises TXCloudError if calls are refused there."""
        own = self._own
        if self._is_closed or (own and own.http.is_closed):
            raise ClientClosedError("The client is closed. Create a new one.")
        if own:
            if own.home not in (None, here):
                raise ConfigurationError(
                    "The connections of http_client belong to another process or event loop. Create one in each."
                )
            return own
        pool = self._pools.get(here)
        return pool or self._new_pool(here)

    def _new_pool(self, here: Hashable) -> P:
        with self._lock():
            for home in [home for home in self._pools if self._is_lost(home)]:
                self._abandon(self._pools.pop(home))
            if here not in self._pools:
                http = self._spare.pop() if self._spare else self._make()
                self._pools[here] = self._pool_of(http, here, CONNECTIONS)
            return self._pools[here]

    @abstractmethod
    def _is_lost(self, home: Any) -> bool:
        """Whether a process is another one, or an event loop is closed."""

    @abstractmethod
    def _abandon(self, pool: P) -> None:
        """Drop the connections of a process or an event loop that is another one."""

    def _lease(self, pool: P) -> Lease[P] | None:
        """The use of a pool; None if it is retired, or if more attempts would use it than may."""
        lease = Lease(pool)
        # Asked when the pool has the lease, because other threads may take one, or close the pools without any.
        is_current = pool is self._own or self._pools.get(pool.home) is pool
        return lease if is_current and len(pool.leases) <= pool.most else None

    def _retire(self, pool: P) -> None:
        with self._lock():
            if self._pools.get(pool.home) is pool:
                self._retired.append(self._pools.pop(pool.home))

    def _unused(self) -> list[P]:
        """Remove the pools that no attempt uses any more, nor will use."""
        with self._lock():
            if self._is_closed:
                self._retired += self._pools.values()
                self._pools.clear()
            unused = [pool for pool in self._retired if not pool.leases]
            self._retired = [pool for pool in self._retired if pool.leases]
            return unused
