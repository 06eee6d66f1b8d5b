"""Lets fakes respond to the requests of this package's clients instead of the network.

They respond where an HTTP library would take a connection, so that whatever watches or replaces its clients and their
transports is above them.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterable, AsyncIterator, Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from importlib import import_module
from typing import Any, Protocol, cast
from unittest import mock

import httpx

from . import _api_key, _retry
from ._contract import ENVIRONMENTS
from ._http_library import library_of
from .aiohttp import Transport


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
    """Patch what sends requests to ask the fakes, and the clients to need no key and no delay of their own."""
    # Of all that is installed, because a test may import it later.
    for name in ("httpcore", "httpcore2"):
        with suppress(ImportError):
            core = import_module(name)
            intercept(core.ConnectionPool, "handle_request", partial(respond, core))
            intercept(core.AsyncConnectionPool, "handle_async_request", partial(respond_async, core))
    transports: list[Any] = [Transport]
    for name in ("httpx_aiohttp", "httpx_aiohttp.httpx2"):
        with suppress(ImportError):
            transports.append(import_module(name).AiohttpTransport)
    for transport in transports:
        replace(transport, "handle_async_request", faked(transport.handle_async_request))
    keys: dict[str | None, str] = {name: f"{prefix}fake" for name, (_, prefix) in ENVIRONMENTS.items()}
    keys[None] = list(keys.values())[-1]
    replace(_api_key, "DEFAULTS", keys)
    replace(_retry, "FIRST_DELAY", 0)


def replace(holder: object, name: str, value: object) -> None:
    CHANGES.enter_context(mock.patch.object(holder, name, value))


def intercept(kind: Any, name: str, handle: Callable[..., Any]) -> None:
    """Let a method of a class be called by way of a function.

    The method is looked up for each call. So this comes first, even if a tool for tests replaces the method later.
    """
    find: Callable[[object, str], Any] = kind.__getattribute__

    def found(instance: object, attribute: str) -> Any:
        value = find(instance, attribute)
        return partial(handle, value) if attribute == name else value

    replace(kind, "__getattribute__", found)


def respond(core: Any, send: Callable[[Any], Any], request: Any) -> Any:
    """Respond to a request in a connection pool, or let the pool send it."""
    fake = fake_for(request.headers)
    if not fake:
        return send(request)
    with errors_of(core):
        return core_response(core, fake.handle_request(request_of(request)))


async def respond_async(core: Any, send: Callable[[Any], Any], request: Any) -> Any:
    """The same, in an asynchronous pool."""
    fake = fake_for(request.headers)
    if not fake:
        return await send(request)
    with errors_of(core):
        return core_response(core, await fake.handle_async_request(request_of(request)))


def faked(send: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """A transport's method that asks the fakes."""

    async def handle(transport: Any, request: Any) -> Any:
        fake = fake_for(request.headers.raw)
        return await (fake.handle_async_request(request) if fake else send(transport, request))

    return handle


def fake_for(headers: Iterable[tuple[bytes, bytes]]) -> Fake | None:
    """The fake that responds to a request with these headers, if a client of this package sends it."""
    # The last fake may end while other threads send requests.
    fakes = FAKES[-1:] if any(name.lower() == b"txcloud-version" for name, _ in headers) else []
    return fakes[0] if fakes else None


def request_of(request: Any) -> httpx.Request:
    """A request of httpx for one of another library, which may be the one below it."""
    if isinstance(request.method, str):
        method, url, headers = request.method, httpx.URL(str(request.url)), request.headers.raw
    else:
        scheme, host = request.url.scheme.decode(), request.url.host.decode()
        url = httpx.URL(scheme=scheme, host=host, port=request.url.port, raw_path=request.url.target)
        method, headers = request.method.decode(), request.headers
    return httpx.Request(method, url, headers=headers, stream=request.stream, extensions=request.extensions)


def core_response(core: Any, response: httpx.Response) -> Any:
    """A response of a connection pool."""
    headers, extensions = response.headers.raw, response.extensions
    return core.Response(response.status_code, headers=headers, content=response.stream, extensions=extensions)


def response_for(request: httpx.Request, response: httpx.Response) -> httpx.Response:
    """A response of the library that a request is from."""
    library = library_of(request)
    if library is httpx:
        return response

    def read(_: object) -> Iterator[bytes]:
        return iter(cast("Iterable[bytes]", response.stream))

    def read_async(_: object) -> AsyncIterator[bytes]:
        return aiter(cast("AsyncIterable[bytes]", response.stream))

    bases = (library.SyncByteStream, library.AsyncByteStream)
    stream = type("Stream", bases, {"__iter__": read, "__aiter__": read_async})()
    headers, extensions = response.headers.raw, response.extensions
    built: httpx.Response = library.Response(
        response.status_code, headers=headers, stream=stream, extensions=extensions
    )
    return built


@contextmanager
def errors_of(library: Any) -> Generator[None]:
    """Let the errors of httpx be those of another library."""
    try:
        yield
    except httpx.TransportError as error:
        raise getattr(library, type(error).__name__)(str(error)) from None
