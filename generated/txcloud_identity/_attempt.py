"""One attempt of a call: the HTTP request, and the meaning of its response."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from ._api_key import APIKey
from ._guard import is_guarded
from ._http_library import HEADERS, is_unsent
from ._logs import REDACT
from ._progress import AsyncProgress, EarlyResponse, Progress, SyncProgress
from ._received_body import ReceivedBody, UnreadableResponse
from .errors import (
    APIConnectionError,
    APITimeoutError,
    ConfigurationError,
    ResponseError,
    TXCloudError,
    documented,
    one_line,
    status_error,
)

if TYPE_CHECKING:
    from ._call import Call
    from ._connections import Pool
    from .types import Request, Response

T = TypeVar("T")


class BaseTransport:
    """Everything in an attempt except waiting, for both clients."""

    def __init__(self, key: APIKey, base_url: str, is_owner: bool) -> None:
        self._key = key
        self._base_url = base_url
        self._is_owner = is_owner
        self._templates: dict[str, httpx.Request] = {}

    def _prepared(
        self, request: Request[T], progress: SyncProgress | AsyncProgress, http: httpx.Client | httpx.AsyncClient
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
            given = without_none(request.headers)
            parts: dict[str, Any] = {
                "params": without_none(request.params) or None,
                "cookies": without_none(request.cookies),
                "json": request.json,
                "data": request.data,
                "content": request.content,
                "extensions": extensions,
            }
            # For its own HTTP client there is nothing to merge, and to look for it would cost as much as the rest.
            build = httpx.Request if self._is_owner else http.build_request
            prepared = build(
                request.method, url, headers={**given, **(http.headers if self._is_owner else HEADERS)}, **parts
            )
            if any(mark in value for _, value in prepared.headers.raw for mark in (b"\r", b"\n", b"\0")):
                raise ValueError
            return prepared
        except Exception as error:
            fault = type(error).__name__
        # The text of the error may quote an argument.
        raise ConfigurationError(f"No request can be made of the arguments and the settings of http_client ({fault}).")

    def no_free_connection(self) -> APIConnectionError:
        """The error for a call that waited too long for a connection."""
        return self._no_response(httpx.PoolTimeout("no connection was free in time"), is_sent=False)

    def _redact(self, prepared: httpx.Request, route: str, line: str) -> str:
        """A line of a log without the key, and without the identifiers in the address."""
        return self._key.redact(line.replace(str(prepared.url), self._base_url + route))

    def _failure(
        self, error: Exception, response: httpx.Response | None, prepared: httpx.Request, progress: Progress
    ) -> TXCloudError:
        """The meaning of an error, which a library or a function of the caller's has raised during an attempt."""
        # Without events, the HTTP library raises its own errors only if it keeps nothing of the attempt.
        progress.is_intact = progress.is_settled if progress.is_reported else isinstance(error, httpx.HTTPError)
        if isinstance(error, EarlyResponse):
            return self._no_response(error, is_sent=True)
        if response is None and isinstance(error, httpx.HTTPStatusError) and error.request is prepared:
            # A function of the caller's has judged the response.
            response = error.response
        if response is None and progress.received and not (self._is_owner and progress.is_unread):
            status, headers = progress.received
            response = httpx.Response(status, headers=headers)
        if response is not None:
            return self._without_body(response, error)
        return self._no_response(error, is_sent=progress.is_sent if progress.is_reported else not is_unsent(error))

    def _no_response(self, error: Exception, is_sent: bool) -> APIConnectionError:
        """The error for an attempt without a response."""
        timed_out = isinstance(error, httpx.TimeoutException | TimeoutError)
        kind = APITimeoutError if timed_out else APIConnectionError
        name = type(error).__name__
        if is_sent:
            # The text of the error may quote the request.
            return kind(f"{self._base_url} gave no usable response, so whether it acted is unknown ({name})")
        reason = one_line(self._key.redact(f"{name} {error}"))
        return kind(f"no connection to {self._base_url}, so nothing was sent ({reason})", outcome_unknown=False)

    def _outcome(self, response: httpx.Response, body: bytes, request: Request[T]) -> Response[T] | TXCloudError:
        """The meaning of a response."""
        if not response.is_success:
            return status_error(response.status_code, self._redacted_headers(response), self._redacted_body(body))
        try:
            return request.response(response.status_code, response.headers, body)
        except Exception:
            fault = "cannot be read"
        return ResponseError(response.status_code, self._redacted_headers(response), fault)

    def _without_body(self, response: httpx.Response, error: Exception) -> TXCloudError:
        """The meaning of a response without a readable body: its status."""
        if not response.is_success:
            return status_error(
                response.status_code, self._redacted_headers(response), self._redacted_body(content_of(response))
            )
        fault = str(error) if isinstance(error, UnreadableResponse) else f"broke off ({type(error).__name__})"
        return ResponseError(response.status_code, self._redacted_headers(response), fault)

    def _redacted_headers(self, response: httpx.Response) -> httpx.Headers:
        """The headers without the key, which a server may send back."""
        return httpx.Headers([(name, self._redacted_bytes(value)) for name, value in response.headers.raw])

    def _redacted_body(self, body: bytes) -> bytes:
        """The body without the key, in any spelling of JSON."""
        texts, numbers = documented(body)
        redacted = {name: self._key.redact(text) for name, text in texts.items()}
        if redacted == texts:
            return self._redacted_bytes(body)
        return json.dumps({"error": {**redacted, **numbers}}).encode()

    def _redacted_bytes(self, content: bytes) -> bytes:
        # In this encoding, every byte is a character.
        return self._key.redact(content.decode("latin-1")).encode("latin-1")

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

    def progress(self, call: Call[T], pool: Pool) -> SyncProgress:
        return SyncProgress(call.timeout, call.ends_at, pool.opened)

    def attempt(self, call: Call[T], progress: SyncProgress, http: httpx.Client) -> Response[T] | TXCloudError:
        prepared = self._prepared(call.request, progress, http)
        response: httpx.Response | None = None
        outer = REDACT.get()
        REDACT.set(partial(self._redact, prepared, call.request.route))
        progress.is_intact = False
        try:
            response = http.send(prepared, auth=self._key.authorize, follow_redirects=False, stream=True)
            try:
                body = self._body(response, progress)
                if body:
                    for part in response.iter_raw():
                        body.add(part)
            finally:
                response.close()
            content = body.finish() if body else response.content
        except Exception as error:
            return self._failure(error, response, prepared, progress)
        finally:
            REDACT.set(outer)
        progress.is_intact = progress.is_settled or not progress.is_reported
        return self._outcome(response, content, call.request)


class AsyncTransport(BaseTransport):
    """Attempts of an `AsyncTXCloud`."""

    def progress(self, call: Call[T], pool: Pool) -> AsyncProgress:
        return AsyncProgress(call.timeout, call.ends_at, pool.opened)

    async def attempt(
        self, call: Call[T], progress: AsyncProgress, http: httpx.AsyncClient
    ) -> Response[T] | TXCloudError:
        prepared = self._prepared(call.request, progress, http)
        response: httpx.Response | None = None
        outer = REDACT.get()
        REDACT.set(partial(self._redact, prepared, call.request.route))
        progress.is_intact = False
        try:
            response = await http.send(prepared, auth=self._key.authorize, follow_redirects=False, stream=True)
            try:
                body = self._body(response, progress)
                if body:
                    async for part in response.aiter_raw():
                        body.add(part)
            finally:
                await response.aclose()
            content = body.finish() if body else response.content
        except Exception as error:
            return self._failure(error, response, prepared, progress)
        finally:
            REDACT.set(outer)
        progress.is_intact = progress.is_settled or not progress.is_reported
        return self._outcome(response, content, call.request)


def content_of(response: httpx.Response) -> bytes:
    """The body, if a function of the caller's has read it."""
    try:
        return response.content
    except httpx.ResponseNotRead:
        return b""


def without_none(arguments: Mapping[str, object]) -> dict[str, Any]:
    """The arguments that were given."""
    return {name: value for name, value in arguments.items() if value is not None}
