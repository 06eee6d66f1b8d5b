"""Lets fakes respond to the requests of this package's clients instead of the network."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, suppress
from importlib import import_module
from typing import Any, Protocol, TypeAlias
from unittest import mock

import httpx

from . import _api_key, _retry
from ._contract import ENVIRONMENTS

Send: TypeAlias = Callable[[Any, httpx.Request], httpx.Response]
SendAsync: TypeAlias = Callable[[Any, httpx.Request], Awaitable[httpx.Response]]


class Fake(Protocol):
    """Responds in place of a server."""

    def handle_request(self, request: httpx.Request) -> httpx.Response: ...

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response: ...


# The active fakes, of which the last one responds, and the patches that are undone after the last fake.
FAKES: list[Fake] = []
CHANGES = ExitStack()
LOCK = threading.Lock()


def begin(fake: Fake) -> None:
    """Let a fake respond."""
    with LOCK:
        if not FAKES:
            change()
        FAKES.append(fake)


def end(fake: Fake) -> None:
    """Stop a fake."""
    with LOCK:
        FAKES.remove(fake)
        if not FAKES:
            CHANGES.close()


def change() -> None:
    """Patch the transports to ask the fakes, and the clients to need no key and no delay of their own."""
    replace(httpx.HTTPTransport, "handle_request", faked(httpx.HTTPTransport.handle_request))
    asynchronous: list[Any] = [httpx.AsyncHTTPTransport]
    with suppress(ImportError):
        asynchronous.append(import_module("httpx_aiohttp").AiohttpTransport)
    for transport in asynchronous:
        replace(transport, "handle_async_request", faked_async(transport.handle_async_request))
    *_, (_, prefix) = ENVIRONMENTS.values()
    replace(_api_key, "DEFAULT", f"{prefix}fake")
    replace(_retry, "FIRST_DELAY", 0)


def replace(holder: object, name: str, value: object) -> None:
    CHANGES.enter_context(mock.patch.object(holder, name, value))


def faked(send: Send) -> Send:
    def handle(transport: Any, request: httpx.Request) -> httpx.Response:
        fake = fake_for(request)
        return fake.handle_request(request) if fake else send(transport, request)

    return handle


def faked_async(send: SendAsync) -> SendAsync:
    async def handle(transport: Any, request: httpx.Request) -> httpx.Response:
        fake = fake_for(request)
        return await (fake.handle_async_request(request) if fake else send(transport, request))

    return handle


def fake_for(request: httpx.Request) -> Fake | None:
    """The fake that responds to a request, if a client of this package sends it."""
    # The last fake may end while other threads send requests.
    fakes = FAKES[-1:] if "TXCloud-Version" in request.headers else []
    return fakes[0] if fakes else None
