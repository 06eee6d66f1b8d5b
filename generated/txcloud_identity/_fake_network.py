"""Lets fakes respond to the requests of this package's clients instead of the network."""

from __future__ import annotations

import os
import threading
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, suppress
from importlib import import_module
from typing import Any, Protocol, TypeAlias
from unittest import mock

import httpx

from . import _async_client, _retry, _sync_client
from ._api_key import APIKey
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
    replace(_sync_client, "APIKey", key)
    replace(_async_client, "APIKey", key)
    replace(_retry, "FIRST_DELAY", 0)


def replace(holder: object, name: str, value: object) -> None:
    CHANGES.enter_context(mock.patch.object(holder, name, value))


def faked(send: Send) -> Send:
    def handle(transport: Any, request: httpx.Request) -> httpx.Response:
        return FAKES[-1].handle_request(request) if is_ours(request) else send(transport, request)

    return handle


def faked_async(send: SendAsync) -> SendAsync:
    async def handle(transport: Any, request: httpx.Request) -> httpx.Response:
        return await (FAKES[-1].handle_async_request(request) if is_ours(request) else send(transport, request))

    return handle


def is_ours(request: httpx.Request) -> bool:
    """Whether a client of this package sends the request."""
    return "TXCloud-Version" in request.headers


def key(given: object) -> APIKey:
    """The API key of a client, which is made up if there is none."""
    *_, (_, prefix) = ENVIRONMENTS.values()
    return APIKey(f"{prefix}fake" if given is None and not os.environ.get("TXCLOUD_API_KEY") else given)
