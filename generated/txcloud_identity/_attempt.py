"""One attempt of a call: the HTTP request, and the meaning of its response."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, AsyncIterable, Generator, Iterable
from functools import partial
from math import inf
from typing import TYPE_CHECKING, Any, TypeVar, cast

import httpx

from ._api_key import APIKey
from ._guard import is_guarded
from ._http_library import is_judgement, is_one, is_unsent
from ._http_requests import NO_CONTENT, HTTPRequests, base_path
from ._interruption import is_interruption
from ._logs import REDACT
from ._outcome import EarlyResponse, Outcomes
from ._progress import AsyncProgress, Progress, SyncProgress
from ._received_body import ReceivedBody
from .errors import TXCloudError

if TYPE_CHECKING:
    from ._call import Call
    from .types import Request, Response

T = TypeVar("T")

R = TypeVar("R")


class NoAuth(httpx.Auth):
    """Adds no password of the HTTP client's to a request, and looks for none in the address."""

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        yield request

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        yield request

    def __call__(self, request: R) -> R:
        """The same for httpx2, to which this is a function."""
        return request


NO_AUTH = NoAuth()


class BaseTransport:
    """Everything in an attempt except waiting, for both clients.

    Attributes:
        outcomes: What attempts come to.
    """

    def __init__(self, key: APIKey, base_url: str, is_owner: bool) -> None:
        self.outcomes = Outcomes(key, base_url)
        self._key = key
        self._base_path = base_path(httpx.URL(base_url))
        self._is_owner = is_owner
        self._requests = HTTPRequests(base_url, is_owner)

    def _prepared(
        self, request: Request[T], progress: SyncProgress | AsyncProgress, http: httpx.Client | httpx.AsyncClient
    ) -> httpx.Request:
        # Instrumentation of the HTTP library can use the path template, which has no identifiers.
        extensions = {"timeout": progress.timeouts(), "trace": progress.trace, "route": request.route}
        return self._requests.of(request, http, extensions)

    def _redact(self, prepared: httpx.Request, line: str) -> str:
        """A line without the key, and without the identifiers in the address."""
        path = prepared.url.raw_path.decode("ascii")
        # Some versions of httpx have no types for extensions.
        route: str = cast("Any", prepared).extensions["route"]
        return self._key.redact(line.replace(path, self._base_path + route))

    def _failure(
        self, error: Exception, response: httpx.Response | None, prepared: httpx.Request | None, progress: Progress
    ) -> TXCloudError:
        # Without events, the HTTP library raises its own errors only if it keeps nothing of the attempt.
        progress.fail(is_one(error, "HTTPError"))
        if response is None and is_judgement(error) and error.request is prepared:
            response = error.response
        if response is None and progress.received and not (self._is_owner and progress.is_unread):
            # The HTTP library has received a response, and could not make anything of it.
            status, headers = progress.received
            response = httpx.Response(status, headers=headers)
        # A function of the caller's may have sent a request of its own, in vain.
        is_sent = progress.is_sent if progress.is_reported else not (is_for(error, prepared) and is_unsent(error))
        redact = partial(self._redact, prepared) if prepared else self._key.redact
        return self.outcomes.of_error(error, response, is_sent=is_sent, redact=redact)

    def _body(self, response: httpx.Response, progress: Progress) -> ReceivedBody | None:
        """The body of a response, still empty; None if a function or a transport of the caller's has read it.

        Raises:
            EarlyResponse: It is the response to another request.
            UnreadableResponse: It is compressed in another way than was asked for.
        """
        if progress.is_unread and (self._is_owner or is_guarded(response.extensions)):
            raise EarlyResponse
        if response.is_stream_consumed:
            return None
        # To look for a header, the HTTP library decodes all of them.
        is_encoded = any(name.lower() == b"content-encoding" for name, _ in response.headers.raw)
        return ReceivedBody(response.headers["Content-Encoding"] if is_encoded else "", progress.read_timeout)


class SyncTransport(BaseTransport):
    """Attempts of a `TXCloud`."""

    progress = SyncProgress

    def attempt(self, call: Call[T], progress: SyncProgress, http: httpx.Client) -> Response[T] | TXCloudError:
        prepared = self._prepared(call.request, progress, http)
        response: httpx.Response | None = None
        outer = REDACT.get()
        REDACT.set(partial(self._redact, prepared))
        progress.is_intact = False
        try:
            self._key.authorize(prepared)
            response = http.send(prepared, auth=NO_AUTH, follow_redirects=False, stream=True)
            try:
                body = self._body(response, progress)
                if body:
                    for part in cast("Iterable[bytes]", response.stream):
                        body.add(part)
                content = body.finish() if body else response.content
            finally:
                # A response that is complete counts, whatever becomes of the connection.
                try:
                    response.close()
                except Exception as error:
                    if is_interruption(error):
                        raise
                release(response)
        except Exception as error:
            if is_interruption(error):
                raise
            return self._failure(error, response, prepared, progress)
        finally:
            REDACT.set(outer)
        progress.succeed()
        return self.outcomes.of_response(response, content, call.request)


class AsyncTransport(BaseTransport):
    """Attempts of an `AsyncTXCloud`."""

    progress = AsyncProgress

    async def attempt(
        self, call: Call[T], progress: AsyncProgress, http: httpx.AsyncClient
    ) -> Response[T] | TXCloudError:
        if call.ends_at == inf:
            return await self._attempt(call, progress, http)
        # Callers of this client have imported it already; others do not need it.
        import asyncio

        try:
            # Not everything that an event loop waits for is given a timeout, such as the lookup of a host name.
            async with asyncio.timeout(call.ends_at - time.monotonic()):
                return await self._attempt(call, progress, http)
        except TimeoutError as error:
            return self._failure(error, None, None, progress)

    async def _attempt(
        self, call: Call[T], progress: AsyncProgress, http: httpx.AsyncClient
    ) -> Response[T] | TXCloudError:
        prepared = self._prepared(call.request, progress, http)
        response: httpx.Response | None = None
        outer = REDACT.get()
        REDACT.set(partial(self._redact, prepared))
        progress.is_intact = False
        try:
            self._key.authorize(prepared)
            response = await http.send(prepared, auth=NO_AUTH, follow_redirects=False, stream=True)
            try:
                body = self._body(response, progress)
                if body:
                    async for part in cast("AsyncIterable[bytes]", response.stream):
                        body.add(part)
                content = body.finish() if body else response.content
            finally:
                # A response that is complete counts, whatever becomes of the connection.
                try:
                    await response.aclose()
                except Exception as error:
                    if is_interruption(error):
                        raise
                release(response)
        except Exception as error:
            if is_interruption(error):
                raise
            return self._failure(error, response, prepared, progress)
        finally:
            REDACT.set(outer)
        progress.succeed()
        return self.outcomes.of_response(response, content, call.request)


def release(response: httpx.Response) -> None:
    """Free a response with the last reference to it.

    It and its stream refer to each other, so all that an attempt has made would wait for the garbage collector, whose
    work takes a twentieth of a call.
    """
    response.stream = NO_CONTENT


def is_for(error: Exception, prepared: httpx.Request | None) -> bool:
    """Whether the HTTP library has raised an error for this request."""
    try:
        return cast("httpx.RequestError", error).request is prepared
    except (AttributeError, RuntimeError):
        return False
