"""Tasks that are cancelled, clients that are closed and processes that fork while calls are under way."""

import asyncio
import gc
import os
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from txcloud_identity import (
    APITimeoutError,
    AsyncTXCloud,
    ClientClosedError,
    Response,
    TXCloud,
    TXCloudError,
)

from tests.support.clients import KEY, KINDS, session_at
from tests.support.faults import heads
from tests.support.programs import echoing, run
from tests.support.server import Gate, Server, serving
from tests.support.waiting import until

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


@contextmanager
def without_warnings() -> Iterator[None]:
    # What other tests have left is not what this one leaves.
    gc.collect()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        yield
        gc.collect()
    assert [str(warning.message) for warning in warned] == []


def url(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


@pytest.mark.repeats
def test_cancelled_tasks_leave_nothing_open() -> None:
    unhandled: list[dict[str, Any]] = []

    async def main(server: Server) -> list[Any]:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: unhandled.append(context))
        async with AsyncTXCloud(KEY, base_url=url(server), timeout=20) as client:
            tasks = [asyncio.create_task(client.cancel_verification(f"ver_{number}")) for number in range(200)]
            # At each step of making a connection and sending.
            for task in tasks[::4]:
                await asyncio.sleep(0)
                task.cancel()
            # And while their answers are awaited, or a connection.
            await asyncio.to_thread(until, lambda: len(gate.held) >= 100)
            for task in tasks[2::4]:
                task.cancel()
            gate.open()
            outcomes = await asyncio.gather(*tasks, return_exceptions=True)
            # Those that were cancelled have given their connections back.
            more = await asyncio.gather(*(client.cancel_verification(f"ver_{number}") for number in range(200)))
            assert [each.id for each in more] == [f"ver_{number}" for number in range(200)]
        return outcomes

    gate = Gate()
    with without_warnings(), serving(gate) as server:
        outcomes = asyncio.run(main(server))
        server.wait_until_closed()
    cancelled = [each for each in outcomes if isinstance(each, asyncio.CancelledError)]
    assert len(cancelled) == 100
    for number, outcome in enumerate(outcomes):
        assert outcome in cancelled or outcome.id == f"ver_{number}"
    assert unhandled == []


def test_a_cancelled_task_leaves_the_other_connections_in_use() -> None:
    gate = Gate()

    async def main(server: Server) -> None:
        async with AsyncTXCloud(KEY, base_url=url(server), timeout=20) as client:
            pair = asyncio.gather(*(client.cancel_verification(f"ver_{number}") for number in range(2)))
            await asyncio.to_thread(until, lambda: len(gate.held) == 2)
            gate.open()
            await pair
            gate.is_open = False
            task = asyncio.create_task(client.cancel_verification("ver_2"))
            await asyncio.to_thread(until, lambda: len(gate.held) == 3)
            task.cancel()
            await asyncio.wait([task])
            gate.is_open = True
            await client.cancel_verification("ver_3")

    with serving(gate) as server:
        asyncio.run(main(server))
        assert server.connections == 2


def test_an_async_client_is_closed_while_calls_are_under_way() -> None:
    unhandled: list[dict[str, Any]] = []

    async def main(server: Server) -> list[Any]:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: unhandled.append(context))
        client = AsyncTXCloud(KEY, base_url=url(server), timeout=20)
        tasks = [asyncio.create_task(client.cancel_verification(f"ver_{number}")) for number in range(150)]
        await asyncio.to_thread(until, lambda: len(gate.held) == 100)
        await client.close()
        gate.open()
        return await asyncio.gather(*tasks, return_exceptions=True)

    gate = Gate()
    with without_warnings(), serving(gate) as server:
        outcomes = asyncio.run(main(server))
        server.wait_until_closed()
    # Those for which there was a connection are done; those that waited for one were not begun.
    assert [outcome.id for outcome in outcomes[:100]] == [f"ver_{number}" for number in range(100)]
    assert {type(outcome) for outcome in outcomes[100:]} == {ClientClosedError}
    assert len(server.requests) == 100
    assert unhandled == []


def test_a_client_is_closed_while_threads_use_it() -> None:
    def cancel(number: int) -> Response[Any] | TXCloudError:
        try:
            return client.cancel_verification_detailed(f"ver_{number}", max_retries=0)
        except TXCloudError as error:
            return error

    gate = Gate()
    with without_warnings(), serving(gate) as server:
        client = TXCloud(KEY, base_url=url(server), timeout=20)
        with ThreadPoolExecutor(16) as threads:
            calls = [threads.submit(cancel, number) for number in range(32)]
            until(lambda: len(gate.held) == 16)
            client.close()
            gate.open()
            outcomes = [call.result(30) for call in calls]
        server.wait_until_closed()
    answered = [outcome.parsed.id for outcome in outcomes if isinstance(outcome, Response)]
    assert answered == [f"ver_{number}" for number in range(16)]
    assert {type(outcome) for outcome in outcomes[16:]} == {ClientClosedError}
    assert len(server.requests) == 16


def test_forks_use_connections_of_their_own() -> None:
    with echoing() as server:
        found = run("forks", server.url)
        assert server.counts()["requests"] == found["calls"]
    assert found["wrong"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_another_process_uses_connections_of_its_own(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(heads.close_without_an_answer, at=0) as server:
        with session_at(kind, url(server)) as session:
            session.outcome("ver_1")
            monkeypatch.setattr(os, "getpid", lambda: 1)
            for verification_id in ("ver_2", "ver_3"):
                answer = session.outcome(verification_id)
                assert isinstance(answer, Response)
                assert answer.parsed.id == verification_id
        assert server.connections == 2
        gc.collect()
        server.wait_until_closed()


@pytest.mark.parametrize("kind", KINDS)
def test_a_closed_client_is_closed_in_another_process(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with session_at(kind, "http://127.0.0.1") as session:
        session.close()
        monkeypatch.setattr(os, "getpid", lambda: 1)
        outcome = session.outcome("ver_1")
    assert type(outcome) is ClientClosedError
    assert str(outcome).startswith("The client is closed.")


def test_a_call_that_waits_for_a_connection_too_long_was_not_sent() -> None:
    async def main(server: Server) -> list[Any]:
        async with AsyncTXCloud(KEY, base_url=url(server), timeout=0.2, max_retries=0) as client:
            calls = [client.cancel_verification(f"ver_{number}") for number in range(120)]
            return await asyncio.gather(*calls, return_exceptions=True)

    gate = Gate()
    with serving(gate) as server:
        outcomes = asyncio.run(main(server))
        gate.open()
        server.wait_until_closed()
    assert [outcome for outcome in outcomes if not isinstance(outcome, APITimeoutError)] == []
    unsent = [number for number, outcome in enumerate(outcomes) if not outcome.outcome_unknown]
    assert len(unsent) >= 20
    for number in unsent:
        assert not [request for request in server.requests if f"/ver_{number}/".encode() in request]
