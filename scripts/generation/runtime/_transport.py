"""One attempt to make a call: the request as it is sent, and what its answer means."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from ._connection import FAILURES, HEADERS, connected, is_unsent
from ._key import Key
from ._limits import AnswerLimit, Body, EarlyAnswer, UnreadableAnswer, is_early, limit_async_reads, limit_reads
from ._options import LONGEST_TIMEOUT
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
    """All of an attempt but the waiting, for both clients."""

    _trace: Callable[[str, dict[str, Any]], object]

    def __init__(self, key: Key, base_url: str, is_owner: bool) -> None:
        self._key = key
        self._base_url = base_url
        self._is_owner = is_owner
        self._made: dict[str, httpx.Request] = {}

    def _prepared(
        self, request: Request[T], limits: httpx.Timeout, limit: AnswerLimit, http: httpx.Client | httpx.AsyncClient
    ) -> httpx.Request:
        """What goes over the wire, but for the key, which is added as it leaves."""
        # What instruments the HTTP library may want to name the path without its identifiers.
        extensions = {"timeout": {**limits.as_dict(), "read": limit}, "trace": self._trace, "route": request.route}
        url = self._base_url + request.path
        try:
            if self._is_owner and request.is_bare:
                # What requests have in common is made once, since it costs as much as all the rest of a request.
                if request.method not in self._made:
                    self._made[request.method] = http.build_request(request.method, self._base_url)
                made = self._made[request.method]
                return httpx.Request(
                    request.method, url, extensions=extensions, stream=made.stream, headers=made.headers
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
                # There is nothing to merge, and looking for it would cost as much as all the rest of a request.
                return httpx.Request(request.method, url, headers={**given, **http.headers}, **parts)
            return http.build_request(request.method, url, headers={**given, **HEADERS}, **parts)
        except (httpx.InvalidURL, TypeError, ValueError) as error:
            fault = type(error).__name__
        # Its text may quote an argument.
        raise ConfigurationError(f"No request can be made of the arguments and the settings of http_client ({fault}).")

    def _no_answer(self, error: Exception) -> APIConnectionError:
        """The error for an exchange that brought no answer."""
        is_late = isinstance(error, httpx.TimeoutException | TimeoutError)
        kind = APITimeoutError if is_late else APIConnectionError
        name = type(error).__name__
        if not is_unsent(error):
            # Its text may quote what was sent.
            return kind(f"{self._base_url} gave no usable answer, so whether it acted is unknown ({name})")
        reason = one_line(self._key.redact(f"{name} {error}"))
        return kind(f"no connection to {self._base_url}, so nothing was sent ({reason})", outcome_unknown=False)

    def _outcome(self, answer: httpx.Response, body: bytes, request: Request[T]) -> Response[T] | TXCloudError:
        """What an answer means."""
        if not answer.is_success:
            return status_error(answer.status_code, self._redacted_headers(answer), self._redacted_body(body))
        try:
            return request.answered(answer.status_code, answer.headers, body)
        except (RecursionError, ValueError):
            fault = "cannot be read"
        return ResponseError(answer.status_code, self._redacted_headers(answer), fault)

    def _without_body(self, answer: httpx.Response, error: Exception) -> TXCloudError:
        """What an answer means whose body cannot be had. It still has its status."""
        if not answer.is_success:
            return status_error(answer.status_code, self._redacted_headers(answer), b"")
        fault = str(error) if isinstance(error, UnreadableAnswer) else f"broke off ({type(error).__name__})"
        return ResponseError(answer.status_code, self._redacted_headers(answer), fault)

    def _redacted_headers(self, answer: httpx.Response) -> httpx.Headers:
        """The headers of an answer without the key, which a server may give back."""
        return httpx.Headers([(name, self._redacted_bytes(value)) for name, value in answer.headers.raw])

    def _redacted_body(self, body: bytes) -> bytes:
        """A body without the key, however JSON spells it."""
        texts, numbers = documented(body)
        redacted = {name: self._key.redact(text) for name, text in texts.items()}
        if redacted == texts:
            return self._redacted_bytes(body)
        return json.dumps({"error": {**redacted, **numbers}}).encode()

    def _redacted_bytes(self, content: bytes) -> bytes:
        # Each byte is some character of this encoding.
        return self._key.redact(content.decode("latin-1")).encode("latin-1")


class SyncTransport(BaseTransport):
    """Attempts of a `TXCloud`, over the connections of an HTTP client: the caller's own, or a new one."""

    _trace = staticmethod(limit_reads)

    def __init__(self, key: Key, base_url: str, own: httpx.Client | None) -> None:
        super().__init__(key, base_url, own is None)
        self.http = connected(httpx.Client, own, base_url)

    def attempt(self, request: Request[T], limits: httpx.Timeout) -> Response[T] | TXCloudError:
        limit = AnswerLimit(limits.read or LONGEST_TIMEOUT)
        prepared = self._prepared(request, limits, limit, self.http)
        try:
            answer = self.http.send(prepared, auth=self._key.authorize, follow_redirects=False, stream=True)
        except FAILURES as error:
            if not isinstance(error, httpx.HTTPStatusError) or error.request is not prepared:
                return self._no_answer(error)
            # A hook of the caller's own has judged the answer.
            answer = error.response
        try:
            try:
                if is_early(limit, answer.extensions):
                    return self._no_answer(EarlyAnswer())
                if answer.is_stream_consumed:
                    # A hook or a transport of the caller's own has read it.
                    content = answer.content
                else:
                    body = Body(answer.headers.get("Content-Encoding", ""), limit)
                    for part in answer.iter_raw():
                        body.add(part)
                    content = body.whole()
            finally:
                answer.close()
        except FAILURES as error:
            return self._without_body(answer, error)
        return self._outcome(answer, content, request)


class AsyncTransport(BaseTransport):
    """The same for an `AsyncTXCloud`."""

    _trace = staticmethod(limit_async_reads)

    def __init__(self, key: Key, base_url: str, own: httpx.AsyncClient | None) -> None:
        super().__init__(key, base_url, own is None)
        self.http = connected(httpx.AsyncClient, own, base_url)

    def no_turn(self) -> APIConnectionError:
        """The error for a call that waited in line too long."""
        return self._no_answer(httpx.PoolTimeout("no connection was free in time"))

    async def attempt(self, request: Request[T], limits: httpx.Timeout) -> Response[T] | TXCloudError:
        limit = AnswerLimit(limits.read or LONGEST_TIMEOUT)
        prepared = self._prepared(request, limits, limit, self.http)
        try:
            answer = await self.http.send(prepared, auth=self._key.authorize, follow_redirects=False, stream=True)
        except FAILURES as error:
            if not isinstance(error, httpx.HTTPStatusError) or error.request is not prepared:
                return self._no_answer(error)
            # A hook of the caller's own has judged the answer.
            answer = error.response
        try:
            try:
                if is_early(limit, answer.extensions):
                    return self._no_answer(EarlyAnswer())
                if answer.is_stream_consumed:
                    # A hook or a transport of the caller's own has read it.
                    content = answer.content
                else:
                    body = Body(answer.headers.get("Content-Encoding", ""), limit)
                    async for part in answer.aiter_raw():
                        body.add(part)
                    content = body.whole()
            finally:
                await answer.aclose()
        except FAILURES as error:
            return self._without_body(answer, error)
        return self._outcome(answer, content, request)


def without_none(arguments: Mapping[str, object]) -> dict[str, Any]:
    """The arguments that were given."""
    return {name: value for name, value in arguments.items() if value is not None}
