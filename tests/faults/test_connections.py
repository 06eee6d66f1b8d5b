"""What a call comes to where a connection is not made, or ends between two calls."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from txcloud_identity import APIConnectionError, APITimeoutError, TXCloudError

from tests.support.bodies import check
from tests.support.clients import KINDS, session_at
from tests.support.faults import bodies
from tests.support.server import Act, Exchange, listening, port_of_nobody, reset, serving
from tests.support.tables import Cell
from tests.support.unsent import check_unsent
from tests.support.waiting import until

pytestmark = [
    pytest.mark.block_network(allowed_hosts=["127.0.0.1", "localhost"]),
    pytest.mark.parametrize("kind", KINDS),
    pytest.mark.usefixtures("trusted"),
    pytest.mark.waits,
]


def test_nobody_listens(kind: str, cell: Cell) -> None:
    with session_at(kind, f"http://127.0.0.1:{port_of_nobody()}") as session:
        check_unsent(session.outcome("ver_1"))
    cell("nobody listens", f"{kind}, new", "APIConnectionError", False, 0, session.seconds)


@contextmanager
def deaf() -> Iterator[int]:
    """A port at which connections are asked for and none is made, since as many wait as may."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting = [socket.socket() for _ in range(3)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]
        for each in waiting:
            each.close()


def test_nobody_accepts(kind: str, cell: Cell) -> None:
    with deaf() as port, session_at(kind, f"http://127.0.0.1:{port}", timeout=0.3) as session:
        check_unsent(session.outcome("ver_1"), APITimeoutError)
    cell("nobody accepts", f"{kind}, new", "APITimeoutError", False, 0, session.seconds)


Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def close(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    pass


async def reset_it(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    reset(writer)


async def close_within_the_request(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.readexactly(10)


async def reset_within_the_request(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readexactly(10)
    reset(writer)


@pytest.mark.parametrize("serve", [close, reset_it, close_within_the_request, reset_within_the_request])
def test_a_connection_that_ends_before_the_request_is_read(serve: Serve, kind: str, cell: Cell) -> None:
    connections = []

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        await serve(reader, writer)
        writer.close()

    with listening(served) as port, session_at(kind, f"http://127.0.0.1:{port}") as session:
        error = session.outcome("ver_1")
    assert type(error) is APIConnectionError
    check(error)
    # The request may have been on its way, unless the connection was lost before the client had it.
    assert error.outcome_unknown or serve is reset_it
    assert len(connections) == 1 or serve is reset_it
    name = f"after accept: {serve.__name__.replace('_', ' ')}"
    cell(name, f"{kind}, new", "APIConnectionError", error.outcome_unknown, 0, session.seconds)


# Between two calls


async def close_when_idle(exchange: Exchange) -> None:
    await exchange.answer()
    await asyncio.to_thread(exchange.server.idle.wait, 30)
    exchange.keeps_connection = False


async def reset_when_idle(exchange: Exchange) -> None:
    await close_when_idle(exchange)
    exchange.reset()


async def give_up_when_idle(exchange: Exchange) -> None:
    await close_when_idle(exchange)
    await exchange.send(b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


async def answer_twice(exchange: Exchange) -> None:
    await close_when_idle(exchange)
    await exchange.answer(body=b'{"id": "ver_of_somebody_else"}')


def test_an_answer_before_its_request_is_none(kind: str, cell: Cell) -> None:
    with serving(bodies.send_another_answer_after_it) as server:
        with session_at(kind, f"http://127.0.0.1:{server.port}") as session:
            first = session.outcome("ver_0")
            error = session.outcome("ver_1")
        server.wait_until_closed()
    assert not isinstance(first, TXCloudError)
    assert type(error) is APIConnectionError
    assert error.outcome_unknown
    check(error)
    sent = sum(b"ver_1" in request for request in server.requests)
    cell("an answer before its request", f"{kind}, kept", "APIConnectionError", True, sent, session.seconds)
    assert sent == 1


def test_an_answer_that_is_not_read_gives_its_connection_back(kind: str) -> None:
    http: Any = {"sync": httpx.Client, "async": httpx.AsyncClient}[kind](limits=httpx.Limits(max_connections=1))
    with (
        serving(bodies.send_another_answer_after_it) as server,
        session_at(kind, f"http://127.0.0.1:{server.port}", http_client=http) as session,
    ):
        first, unread, last = (session.outcome(f"ver_{number}", timeout=5) for number in range(3))
        _ = session.runner.run(http.aclose()) if session.runner else http.close()
    assert not isinstance(first, TXCloudError)
    assert type(unread) is APIConnectionError
    assert not isinstance(last, TXCloudError)
    assert last.parsed.id == "ver_2"


@pytest.mark.parametrize("act", [close_when_idle, reset_when_idle, give_up_when_idle, answer_twice])
def test_a_connection_that_ended_is_not_used(act: Act, kind: str, cell: Cell) -> None:
    with serving(act) as server:
        with session_at(kind, f"http://127.0.0.1:{server.port}") as session:
            session.outcome("ver_0")
            server.idle.set()
            until(lambda: server.acted)
            # Only one that sends another answer keeps the connection.
            until(lambda: server.open == (act is answer_twice))
            answer = session.outcome("ver_1")
        server.wait_until_closed()
    assert not isinstance(answer, TXCloudError)
    assert answer.parsed.id == "ver_1"
    assert server.connections == 2
    sent = sum(b"ver_1" in request for request in server.requests)
    cell(act.__name__.replace("_", " "), f"{kind}, kept", "Response", False, sent, session.seconds)
    assert sent == 1
