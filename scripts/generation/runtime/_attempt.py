"""One attempt of a call: the HTTP request, and the meaning of its response."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterable, Iterable, Mapping
from functools import partial
from math import inf
from typing import TYPE_CHECKING, Any, TypeVar, cast

import httpx

from ._api_key import APIKey
from ._guard import is_guarded
from ._http_library import HEADERS, is_judgement, is_one, is_unsent
from ._interruption import is_interruption
from ._logs import REDACT
from ._outcome import EarlyResponse, Outcomes
from ._progress import AsyncProgress, Progress, SyncProgress
from ._received_body import ReceivedBody
from .errors import ArgumentError, ConfigurationError, TXCloudError

if TYPE_CHECKING:
    from ._call import Call
    from .types import Request, Response

T = TypeVar("T")

R = TypeVar("R")


class BaseTransport:
    """Everything in an attempt except waiting, for both clients.

    Attributes:
        outcomes: What attempts come to.
    """

    def __init__(self, key: APIKey, base_url: str, is_owner: bool) -> None:
        self.outcomes = Outcomes(key, base_url)
        self._key = key
        self._base_url = base_url
        self._base_path = httpx.URL(base_url).raw_path.decode("ascii").rstrip("/")
        self._is_owner = is_owner
        self._templates: dict[str, httpx.Request] = {}

    def _prepared(
        self,
        request: Request[T],
        progress: SyncProgress | AsyncProgress,
        http: httpx.Client | httpx.AsyncClient,
    ) -> httpx.Request:
        """The HTTP request without the key, which is added when it is sent."""
        # Instrumentation of the HTTP library can use the path template, which has no identifiers.
        extensions = {"timeout": progress.timeouts(), "trace": progress.trace, "route": request.route}
        url = self._base_url + request.path
        try:
            if self._is_owner and request.is_bare:
                # The common part of requests is built once, because it costs as much as the rest of a request.
                if request.method not in self._templates:
                    self._templates[request.method] = http.build_request(request.method, self._base_url)
                template = self._templates[request.method]
                return httpx.Request(
                    request.method, url, extensions=extensions, stream=template.stream, headers=template.headers
                )
            if request.is_bare:
                return http.build_request(request.method, url, headers=HEADERS, extensions=extensions)
            given = without_none(request.headers)
            if request.content is not None:
                given["Content-Type"] = "application/octet-stream"
            parts: dict[str, Any] = {
                "params": without_none(request.params) or None,
                "cookies": without_none(request.cookies),
                "json": request.json,
                "data": request.data,
                "content": request.content,
                "files": request.files,
                "extensions": extensions,
            }
            # For its own HTTP client there is nothing to merge, and to look for it would cost as much as the rest.
            build = httpx.Request if self._is_owner else http.build_request
            prepared = build(
                request.method, url, headers={**given, **(http.headers if self._is_owner else HEADERS)}, **parts
            )
            if given and any(re.search(b"[\r\n\0]", value) for _, value in prepared.headers.raw):
                raise ValueError
            return prepared
        except Exception as error:
            if is_interruption(error):
                raise
            fault = type(error).__name__
        # The text of the error may quote an argument.
        raise self._refused(request, http, fault)

    def _refused(self, request: Request[T], http: httpx.Client | httpx.AsyncClient, fault: str) -> ConfigurationError:
        """The error if no request can be made: with the settings of the caller's HTTP client, or of the arguments."""
        try:
            http.build_request(request.method, self._base_url, headers=HEADERS)
        except Exception as error:
            if is_interruption(error):
                raise
            return ConfigurationError(f"No request can be made with the settings of http_client ({fault}).")
        param = "body" if request.has_body and fault != httpx.InvalidURL.__name__ else None
        return ArgumentError(f"No request can be made of {param or 'the arguments'} ({fault}).", param=param)

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
        return ReceivedBody(response.headers.get("Content-Encoding", ""), progress.read_timeout)


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
            response = http.send(prepared, auth=unchanged, follow_redirects=False, stream=True)
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
            response = await http.send(prepared, auth=unchanged, follow_redirects=False, stream=True)
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
        except Exception as error:
            if is_interruption(error):
                raise
            return self._failure(error, response, prepared, progress)
        finally:
            REDACT.set(outer)
        progress.succeed()
        return self.outcomes.of_response(response, content, call.request)


def unchanged(request: R) -> R:
    """Add no password of the HTTP client's to a request, and look for none in the address."""
    return request


def is_for(error: Exception, prepared: httpx.Request | None) -> bool:
    """Whether the HTTP library has raised an error for this request."""
    try:
        return cast("httpx.RequestError", error).request is prepared
    except (AttributeError, RuntimeError):
        return False


def without_none(arguments: Mapping[str, object]) -> dict[str, Any]:
    """The arguments that were given."""
    return {name: value for name, value in arguments.items() if value is not None}
