"""A deadline ends a call as a whole, whatever it waits for, and the error says what is known."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

import httpx
import pytest
from txcloud_identity import (
    APIConnectionError,
    APITimeoutError,
    AsyncTXCloud,
    ResponseError,
    TXCloud,
    TXCloudError,
)
from txcloud_identity.types import Request

from tests.support import proxies
from tests.support.clients import KEY, KINDS, Session, session_at
from tests.support.faults import bodies, heads
from tests.support.server import Act, Gate, listening, port_of_nobody, serving
from tests.support.unsent import check_unsent
from tests.support.waiting import at_once, until

pytestmark = [pytest.mark.block_network(allowed_hosts=["127.0.0.1"]), pytest.mark.waits]

# Seconds. Each step may take much longer, and what has to come before takes far less on a busy machine too.
DEADLINE = 1
LONG = 20

SLOW: list[tuple[Act, type[TXCloudError]]] = [
    (heads.say_nothing, APITimeoutError),
    (heads.drip_the_head, APITimeoutError),
    (bodies.drip_the_body, ResponseError),
]


@contextmanager
def too_late() -> Iterator[pytest.ExceptionInfo[APITimeoutError]]:
    """Expect that the deadline ends the call, and not one of the limits that come much later."""
    begun = time.monotonic()
    with pytest.raises(APITimeoutError) as caught:
        yield caught
    assert time.monotonic() - begun < LONG / 2


def check_slow(act: Act, outcome: type[TXCloudError], connection: str, kind: str) -> None:
    at = 2 if connection == "kept" else 1
    with serving(act, at=at) as server, session_at(kind, f"http://127.0.0.1:{server.port}", timeout=LONG) as session:
        if connection == "kept":
            session.call("ver_0")
        # Twice as long, since all of them are at once, and some have a connection to make.
        error = session.outcome("ver_1", deadline=2 * DEADLINE)
        assert type(error) is outcome
        assert error.outcome_unknown is True
        assert session.seconds < LONG / 2
        assert session.call("ver_2").parsed.id == "ver_2"


def test_a_server_that_takes_its_time() -> None:
    at_once(
        partial(check_slow, *slow, connection, kind)
        for slow in SLOW
        for connection in ("new", "kept")
        for kind in KINDS
    )


def check_retries(kind: str) -> None:
    url = f"http://127.0.0.1:{port_of_nobody()}"
    with session_at(kind, url, max_retries=100, deadline=DEADLINE) as session:
        error = session.outcome("ver_1")
    # The deadline may come while a connection is being made.
    assert isinstance(error, APIConnectionError)
    assert error.outcome_unknown is False
    assert session.seconds < LONG / 2


def test_retries_are_part_of_the_call() -> None:
    at_once(partial(check_retries, kind) for kind in KINDS)


def check_never_made(session: Session) -> None:
    with session:
        check_unsent(session.outcome("ver_1"), APITimeoutError)
    assert session.seconds < LONG / 2


def test_a_connection_that_is_never_made(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        begun.append(await reader.read(1))
        await proxies.say_nothing(reader, writer)

    with listening(say_nothing) as port:
        sessions = []
        for proxy in ("", f"socks5://127.0.0.1:{port}", f"http://127.0.0.1:{port}"):
            # A client reads it when it is made.
            monkeypatch.setenv("ALL_PROXY", proxy)
            url = f"https://127.0.0.1:{port}"
            sessions += [session_at(kind, url, timeout=LONG, deadline=DEADLINE) for kind in KINDS]
        at_once(partial(check_never_made, session) for session in sessions)
        until(lambda: len(begun) == len(sessions))
    # What TLS, SOCKS and a request to a proxy begin with.
    assert sorted(begun) == [b"\x05", b"\x05", b"\x16", b"\x16", b"C", b"C"]


def test_a_thread_that_waits_for_a_free_connection() -> None:
    gate = Gate()
    with (
        serving(gate) as server,
        TXCloud(KEY, base_url=f"http://127.0.0.1:{server.port}", timeout=60) as client,
        ThreadPoolExecutor(100) as threads,
    ):
        calls = [threads.submit(client.cancel_verification, f"ver_{number}") for number in range(100)]
        until(lambda: len(gate.held) == 100)
        with too_late() as caught:
            client.cancel_verification("ver_one_too_many", deadline=DEADLINE)
        assert caught.value.outcome_unknown is False
        gate.open()
        assert [call.result(LONG).id for call in calls] == [f"ver_{number}" for number in range(100)]
    assert len(server.requests) == 100


UPLOAD = Request(method="POST", route="/upload", path="/upload", read=bytes, content=b"x" * 30_000_000)


@contextmanager
def not_reading() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        yield listener.getsockname()[1]


def check_request_that_nobody_reads() -> None:
    with not_reading() as port:
        client = TXCloud(KEY, base_url=f"http://127.0.0.1:{port}", timeout=LONG)
        with too_late() as caught:
            client.send(UPLOAD, deadline=DEADLINE)
    assert caught.value.outcome_unknown is True


async def read_slowly(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    while await reader.read(65_536):
        await asyncio.sleep(0.01)


def check_request_that_is_read_slowly() -> None:
    with listening(read_slowly) as port:
        client = TXCloud(KEY, base_url=f"http://127.0.0.1:{port}", timeout=LONG)
        with too_late():
            client.send(UPLOAD, deadline=DEADLINE)


def check_request_of_a_task() -> None:
    async def main(port: int) -> None:
        async with AsyncTXCloud(KEY, base_url=f"http://127.0.0.1:{port}", timeout=LONG) as client:
            await client.send(UPLOAD, deadline=DEADLINE)

    with not_reading() as port, too_late() as caught:
        asyncio.run(main(port))
    assert caught.value.outcome_unknown is True


def check_transport_that_takes_no_timeout() -> None:
    class Transport(httpx.AsyncBaseTransport):
        async def handle_async_request(self, _: httpx.Request) -> httpx.Response:
            await asyncio.wait_for(asyncio.Event().wait(), LONG)
            raise AssertionError

    async def main() -> None:
        async with httpx.AsyncClient(transport=Transport()) as http:
            await AsyncTXCloud(KEY, http_client=http).cancel_verification("ver_1", deadline=DEADLINE)

    with too_late() as caught:
        asyncio.run(main())
    # Nothing is known of what it did.
    assert caught.value.outcome_unknown is True


def check_body_that_comes_in_time_and_takes_too_long() -> None:
    class Slow(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield b"{"
            threading.Event().wait(DEADLINE)
            yield b"}"

    with (
        httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, stream=Slow()))) as http,
        pytest.raises(ResponseError, match="TimeoutError") as caught,
    ):
        TXCloud(KEY, http_client=http).cancel_verification("ver_1", deadline=DEADLINE / 2)
    assert caught.value.outcome_unknown is True


def test_whatever_a_call_waits_for() -> None:
    at_once(
        [
            check_request_that_nobody_reads,
            check_request_that_is_read_slowly,
            check_request_of_a_task,
            check_transport_that_takes_no_timeout,
            check_body_that_comes_in_time_and_takes_too_long,
        ]
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_call_that_is_in_time(kind: str) -> None:
    with (
        serving(heads.say_nothing, at=0) as server,
        session_at(kind, f"http://127.0.0.1:{server.port}", deadline=0.001) as session,
    ):
        assert session.call("ver_1", deadline=LONG).parsed.id == "ver_1"
