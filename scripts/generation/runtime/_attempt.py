"""One attempt of a call: the HTTP request, and the meaning of its response."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from ._api_key import APIKey
from ._deadline import Deadline, EarlyResponse, is_early, limit_async_reads, limit_reads
from ._http_library import FAILURES, HEADERS, connected, is_unsent
from ._received_body import ReceivedBody, UnreadableResponse
from ._settings import LONGEST_TIMEOUT
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
    from .types import Request, Response

T = TypeVar("T")


class BaseTransport:
    """Everything in an attempt except waiting, for both clients."""

    _trace: Callable[[str, dict[str, Any]], object]

    def __init__(self, key: APIKey, base_url: str, is_owner: bool) -> None:
        self._key = key
        self._base_url = base_url
        self._is_owner = is_owner
        self._templates: dict[str, httpx.Request] = {}

    def _prepared(
        self, request: Request[T], limits: httpx.Timeout, deadline: Deadline, http: httpx.Client | httpx.AsyncClient
    ) -> httpx.Request:
        """The HTTP request without the key, which is added when it is sent."""
        # Instrumentation of the HTTP library can use the path template, which has no identifiers.
        extensions = {"timeout": {**limits.as_dict(), "read": deadline}, "trace": self._trace, "route": request.route}
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
            if self._is_owner:
                # There is nothing to merge, and to look for it would cost as much as the rest of a request.
                return httpx.Request(request.method, url, headers={**given, **http.headers}, **parts)
            return http.build_request(request.method, url, headers={**given, **HEADERS}, **parts)
        except (httpx.InvalidURL, TypeError, ValueError) as error:
            fault = type(error).__name__
        # The text of the error may quote an argument.
        raise ConfigurationError(f"No request can be made of the arguments and the settings of http_client ({fault}).")

    def _no_response(self, error: Exception) -> APIConnectionError:
        """The error for an attempt without a response."""
        timed_out = isinstance(error, httpx.TimeoutException | TimeoutError)
        kind = APITimeoutError if timed_out else APIConnectionError
        name = type(error).__name__
        if not is_unsent(error):
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
        except (RecursionError, ValueError):
            fault = "cannot be read"
        return ResponseError(response.status_code, self._redacted_headers(response), fault)

    def _without_body(self, response: httpx.Response, error: Exception) -> TXCloudError:
        """The meaning of a response without a readable body. Its status counts, unless it is to another request."""
        if isinstance(error, EarlyResponse):
            return self._no_response(error)
        if not response.is_success:
            return status_error(response.status_code, self._redacted_headers(response), b"")
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


class SyncTransport(BaseTransport):
    """Attempts of a `TXCloud`, over the connections of an HTTP client: the caller's own, or a new one."""

    _trace = staticmethod(limit_reads)

    def __init__(self, key: APIKey, base_url: str, own: httpx.Client | None) -> None:
        super().__init__(key, base_url, own is None)
        self.http = connected(httpx.Client, own, base_url)

    def attempt(self, request: Request[T], limits: httpx.Timeout) -> Response[T] | TXCloudError:
        deadline = Deadline(limits.read or LONGEST_TIMEOUT)
        prepared = self._prepared(request, limits, deadline, self.http)
        try:
            response = self.http.send(prepared, auth=self._key.authorize, follow_redirects=False, stream=True)
        except FAILURES as error:
            judged = judged_response(error, prepared)
            if judged is None:
                return self._no_response(error)
            response = judged
        try:
            try:
                body = body_to_receive(response, deadline)
                if body:
                    for part in response.iter_raw():
                        body.add(part)
            finally:
                response.close()
            content = body.finish() if body else response.content
        except (EarlyResponse, *FAILURES) as error:
            return self._without_body(response, error)
        return self._outcome(response, content, request)


class AsyncTransport(BaseTransport):
    """The same for an `AsyncTXCloud`."""

    _trace = staticmethod(limit_async_reads)

    def __init__(self, key: APIKey, base_url: str, own: httpx.AsyncClient | None) -> None:
        super().__init__(key, base_url, own is None)
        self.http = connected(httpx.AsyncClient, own, base_url)

    def no_free_slot(self) -> APIConnectionError:
        """The error for a call that waited too long for a connection."""
        return self._no_response(httpx.PoolTimeout("no connection was free in time"))

    async def attempt(self, request: Request[T], limits: httpx.Timeout) -> Response[T] | TXCloudError:
        deadline = Deadline(limits.read or LONGEST_TIMEOUT)
        prepared = self._prepared(request, limits, deadline, self.http)
        try:
            response = await self.http.send(prepared, auth=self._key.authorize, follow_redirects=False, stream=True)
        except FAILURES as error:
            judged = judged_response(error, prepared)
            if judged is None:
                return self._no_response(error)
            response = judged
        try:
            try:
                body = body_to_receive(response, deadline)
                if body:
                    async for part in response.aiter_raw():
                        body.add(part)
            finally:
                await response.aclose()
            content = body.finish() if body else response.content
        except (EarlyResponse, *FAILURES) as error:
            return self._without_body(response, error)
        return self._outcome(response, content, request)


def judged_response(error: Exception, prepared: httpx.Request) -> httpx.Response | None:
    """The response for which a caller's hook raised an error; None if there is no response."""
    return error.response if isinstance(error, httpx.HTTPStatusError) and error.request is prepared else None


def body_to_receive(response: httpx.Response, deadline: Deadline) -> ReceivedBody | None:
    """The body, still empty; None if a caller's hook or transport has read it.

    Raises:
        EarlyResponse: It is the response to another request.
        UnreadableResponse: It is compressed in another way than was asked for.
    """
    if is_early(deadline, response.extensions):
        raise EarlyResponse
    if response.is_stream_consumed:
        return None
    return ReceivedBody(response.headers.get("Content-Encoding", ""), deadline)


def without_none(arguments: Mapping[str, object]) -> dict[str, Any]:
    """The arguments that were given."""
    return {name: value for name, value in arguments.items() if value is not None}
