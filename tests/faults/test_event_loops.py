"""An asynchronous client in several event loops: its connections are used in none but their own."""

import asyncio
import gc
import os
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import httpx
import pytest
from txcloud_identity import AsyncTXCloud, ClientClosedError, ConfigurationError, TXCloud

from tests.support.clients import KEY
from tests.support.faults import heads
from tests.support.server import Gate, Server, serving
from tests.support.waiting import until

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

LOOPS, CALLS = 4, 30

Run = Callable[[Coroutine[Any, Any, Any]], Any]


def url(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


async def cancel_many(client: AsyncTXCloud, name: object) -> list[str | None]:
    """The identifiers of the answers to some calls, one after the other."""
    return [(await client.cancel_verification(f"ver_{name}_{number}")).id for number in range(CALLS)]


def expected(name: object) -> list[str]:
    return [f"ver_{name}_{number}" for number in range(CALLS)]


def new_loop(coroutine: Coroutine[Any, Any, Any]) -> Any:
    with asyncio.Runner() as runner:
        return runner.run(coroutine)


@pytest.mark.parametrize("run", [asyncio.run, new_loop])
def test_one_loop_after_the_other(run: Run) -> None:
    with serving(heads.close_without_an_answer, at=0) as server:
        client = AsyncTXCloud(KEY, base_url=url(server))
        for loop in range(LOOPS):
            assert run(cancel_many(client, loop)) == expected(loop)
        # Those of closed loops are ended when there is a new one.
        until(lambda: server.open == 1)
        run(client.close())
        server.wait_until_closed()
        assert len(server.requests) == LOOPS * CALLS
        assert server.connections == LOOPS
        gc.collect()


def test_a_loop_in_each_thread() -> None:
    together = Barrier(LOOPS)

    def work(name: int) -> list[str | None]:
        async def main() -> list[str | None]:
            await client.cancel_verification("ver_1")
            # Each has a connection before another has ended.
            await asyncio.to_thread(together.wait, 30)
            return await cancel_many(client, name)

        return asyncio.run(main())

    with serving(heads.close_without_an_answer, at=0) as server, ThreadPoolExecutor(LOOPS) as threads:
        client = AsyncTXCloud(KEY, base_url=url(server))
        assert list(threads.map(work, range(LOOPS))) == [expected(name) for name in range(LOOPS)]
        asyncio.run(client.close())
        server.wait_until_closed()
        gc.collect()


def test_a_loop_that_waits_while_another_one_calls() -> None:
    with serving(heads.close_without_an_answer, at=0) as server, asyncio.Runner() as one, asyncio.Runner() as other:
        client = AsyncTXCloud(KEY, base_url=url(server))
        for name in range(LOOPS):
            runner = (one, other)[name % 2]
            assert runner.run(cancel_many(client, name)) == expected(name)
        one.run(client.close())
        # What the other loop has is ended without it.
        server.wait_until_closed()
        with pytest.raises(ClientClosedError, match="closed"):
            other.run(client.cancel_verification("ver_1"))
        gc.collect()


def test_a_client_is_closed_in_another_loop_than_it_calls_in() -> None:
    gate = Gate()
    with serving(gate) as server, ThreadPoolExecutor(1) as thread:
        client = AsyncTXCloud(KEY, base_url=url(server))
        answer = thread.submit(lambda: asyncio.run(client.cancel_verification("ver_1")))
        until(lambda: len(gate.held) == 1)
        asyncio.run(client.close())
        gate.open()
        # A call in flight is finished.
        assert answer.result(30).id == "ver_1"
        server.wait_until_closed()


def test_a_last_call_that_is_cancelled_ends_the_connections_of_a_closed_client() -> None:
    async def main() -> None:
        client = AsyncTXCloud(KEY, base_url=url(server))
        await asyncio.gather(*(client.cancel_verification(f"ver_{number}") for number in range(2)))
        task = asyncio.create_task(client.cancel_verification("ver_3"))
        await asyncio.to_thread(until, lambda: len(server.requests) == 3)
        await client.close()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        # Also the one that was not used.
        await asyncio.to_thread(server.wait_until_closed)
        del client

    with serving(heads.say_nothing, at=3) as server:
        asyncio.run(main())


def test_a_call_without_asyncio_is_refused() -> None:
    with serving(heads.close_without_an_answer, at=0) as server:
        client = AsyncTXCloud(KEY, base_url=url(server))
        # As another library's loop does, of which asyncio knows nothing.
        with pytest.raises(ConfigurationError, match="needs an event loop of asyncio"):
            client.cancel_verification("ver_1").send(None)
        with pytest.raises(StopIteration):
            client.close().send(None)
    assert server.connections == 0


def test_connections_of_the_caller_s_own_are_used_in_their_loop_alone() -> None:
    http = httpx.AsyncClient()
    with serving(heads.close_without_an_answer, at=0) as server:
        client = AsyncTXCloud(KEY, base_url=url(server), http_client=http)
        asyncio.run(client.cancel_verification("ver_1"))
        with pytest.raises(ConfigurationError, match="http_client belong to another process or event loop"):
            asyncio.run(client.cancel_verification("ver_2"))
        assert len(server.requests) == 1
        del http, client
        gc.collect()


def test_and_in_their_process_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(heads.close_without_an_answer, at=0) as server, httpx.Client() as http:
        client = TXCloud(KEY, base_url=url(server), http_client=http)
        client.cancel_verification("ver_1")
        monkeypatch.setattr(os, "getpid", lambda: 1)
        with pytest.raises(ConfigurationError, match="http_client belong to another process or event loop"):
            client.cancel_verification("ver_2")
    assert len(server.requests) == 1


def test_a_transport_without_connections_is_used_in_any_loop() -> None:
    http = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(200, json={"id": "ver_1"})))
    client = AsyncTXCloud(KEY, http_client=http)
    for _ in range(LOOPS):
        assert asyncio.run(client.cancel_verification("ver_1")).id == "ver_1"
