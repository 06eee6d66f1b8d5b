"""Threads wait in front of the connections, in the order in which they come."""

import asyncio
import gc
import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from txcloud_identity import _sync_connections
from txcloud_identity._async_connections import AsyncConnections
from txcloud_identity._sync_connections import SyncConnections

from tests.support.waiting import until

ADDRESS = "http://127.0.0.1:9"
MOST = 100


@pytest.fixture(autouse=True)
def nobody_looks_without_being_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_sync_connections, "LONGEST_WAIT", 60)


def waiting(pool: Any, number: int) -> bool:
    return len(pool.line) == number


def test_a_connection_that_is_given_back_goes_to_the_first_in_the_line() -> None:
    connections = SyncConnections(None, ADDRESS)
    leases = [connections.take(0) for _ in range(MOST)]
    with pytest.raises(TimeoutError):
        connections.take(0)
    pool = leases[0].pool
    with ThreadPoolExecutor(3) as threads:
        calls = []
        for number in range(3):
            calls.append(threads.submit(connections.take, 30))
            until(partial(waiting, pool, number + 1))
        for number, lease in enumerate(leases[:3]):
            connections.end(lease, is_intact=True)
            until(calls[number].done)
            assert calls[number].result()
            assert not any(call.done() for call in calls[number + 1 :])
    assert len(pool.leases) == MOST


def test_the_garbage_collector_may_take_from_a_line_at_any_moment() -> None:
    connections = SyncConnections(None, ADDRESS)
    pool = connections.take(0).pool
    stays = pool.enter_line()
    usual = gc.get_threshold()
    # It runs after so many objects more, and so at each moment once.
    for objects in range(1, 40):
        for _ in range(20):
            cycle: list[Any] = [pool.enter_line()]
            cycle.append(cycle)
            gc.collect(0)
            del cycle
            gc.set_threshold(objects)
            try:
                assert pool.first_in_line() is stays
            finally:
                gc.set_threshold(*usual)


def test_those_that_wait_for_a_damaged_pool_go_on_with_a_new_one() -> None:
    connections = SyncConnections(None, ADDRESS)
    leases = [connections.take(0) for _ in range(MOST)]
    pool = leases[0].pool
    with ThreadPoolExecutor(1) as thread:
        call = thread.submit(connections.take, 30)
        until(partial(waiting, pool, 1))
        connections.end(leases[0], is_intact=False)
        lease = call.result(30)
    assert lease.pool is not pool
    assert len(pool.leases) == MOST - 1


def test_a_lease_ends_with_the_last_reference_to_it() -> None:
    connections = SyncConnections(None, ADDRESS)
    lease = connections.take(0)
    pool = lease.pool
    del lease
    assert not pool.leases


def test_two_threads_make_one_pool() -> None:
    connections = SyncConnections(None, ADDRESS)
    with ThreadPoolExecutor(1) as thread, connections._lock():
        call = thread.submit(connections.take, 0)
        until(call.running)
        pool = connections._new_pool(os.getpid())
    lease = call.result(30)
    assert lease.pool is pool


def test_nor_does_a_task_wait_for_a_damaged_pool() -> None:
    async def main() -> None:
        connections = AsyncConnections(None, ADDRESS)
        leases = [await connections.take(0) for _ in range(MOST)]
        pool = leases[0].pool
        waits = asyncio.create_task(connections.take(30))
        await asyncio.sleep(0)
        await connections.end(leases[0], is_intact=False)
        lease = await waits
        assert lease.pool is not pool
        assert len(pool.leases) == MOST - 1

    asyncio.run(main())
