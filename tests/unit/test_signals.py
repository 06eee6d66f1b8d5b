"""What a signal handler raises is the caller's, wherever the call is at that moment."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from functools import partial
from types import FrameType
from typing import Any

import httpx
import pytest
from txcloud_identity import APIConnectionError, AsyncTXCloud, TXCloud
from txcloud_identity.types import Request

from tests.support.clients import KEY


class Alarm(Exception):
    """What a job queue raises when the time of a task is up."""


def ring(_: int, __: FrameType | None) -> None:
    raise Alarm


@pytest.fixture(autouse=True)
def handler() -> Iterator[None]:
    before = signal.signal(signal.SIGUSR1, ring)
    yield
    signal.signal(signal.SIGUSR1, before)


def interrupt(*_: object, **__: object) -> Any:
    signal.raise_signal(signal.SIGUSR1)
    raise AssertionError


class Stream(httpx.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        yield b"{}"

    def close(self) -> None:
        interrupt()


class Argument:
    __str__ = interrupt


def send(transport: httpx.BaseTransport, request: Request[Any]) -> None:
    with httpx.Client(transport=transport) as http:
        TXCloud(KEY, http_client=http).send(request, max_retries=0)


def request(**parts: Any) -> Request[Any]:
    return Request(**{"method": "POST", "route": "/", "path": "/", "read": bytes, **parts})


WELL = httpx.MockTransport(lambda _: httpx.Response(200, json={}))


@pytest.mark.parametrize(
    ("transport", "asked"),
    [
        (WELL, request(params={"argument": Argument()})),
        (httpx.MockTransport(interrupt), request()),
        (httpx.MockTransport(lambda _: httpx.Response(200, stream=Stream())), request()),
        (WELL, request(read=interrupt)),
    ],
    ids=["before", "while it is sent", "while it is closed", "while it is read"],
)
def test_an_interruption_is_raised_as_it_is(transport: httpx.BaseTransport, asked: Request[Any]) -> None:
    with pytest.raises(Alarm):
        send(transport, asked)


class Bell:
    def __call__(self, number: int, frame: FrameType | None) -> None:
        ring(number, frame)


def ring_once(number: int, frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)
    ring(number, frame)


def ring_for(_: str, number: int, frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)
    ring(number, frame)


@pytest.mark.parametrize("kind", [Bell(), ring_once, partial(ring_for, "a task")])
def test_whatever_the_handler_is(kind: Any) -> None:
    signal.signal(signal.SIGUSR1, kind)
    with pytest.raises(Alarm):
        send(httpx.MockTransport(interrupt), request())


class AsyncStream(httpx.AsyncByteStream):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"{}"

    async def aclose(self) -> None:
        interrupt()


async def interrupt_later(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=interrupt())


@pytest.mark.parametrize("respond", [interrupt_later, lambda _: httpx.Response(200, stream=AsyncStream())])
def test_and_so_it_is_in_a_task(respond: Any) -> None:
    async def main() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(respond)) as http:
            await AsyncTXCloud(KEY, http_client=http).send(request(), max_retries=0)

    with pytest.raises(Alarm):
        asyncio.run(main())


def test_nor_is_it_a_fault_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpx, "Limits", interrupt)
    with pytest.raises(Alarm):
        TXCloud(KEY)


def test_any_other_exception_of_that_kind_is_a_failure() -> None:
    def respond(_: httpx.Request) -> httpx.Response:
        raise Alarm

    with pytest.raises(APIConnectionError):
        send(httpx.MockTransport(respond), request())


def test_a_response_that_cannot_be_closed_counts() -> None:
    class Broken(Stream):
        def close(self) -> None:
            raise OSError

    send(httpx.MockTransport(lambda _: httpx.Response(200, stream=Broken())), request())


def test_nor_does_a_task_fail() -> None:
    class Broken(AsyncStream):
        async def aclose(self) -> None:
            raise OSError

    async def main() -> None:
        transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=Broken()))
        async with httpx.AsyncClient(transport=transport) as http:
            await AsyncTXCloud(KEY, http_client=http).send(request())

    asyncio.run(main())
