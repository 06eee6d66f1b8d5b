"""An in-memory server that responds as a document says."""

from __future__ import annotations

import json
import math
import threading
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from types import TracebackType
from typing import ClassVar, Self, TypeAlias, cast
from urllib.parse import unquote

import httpx
from attrs import evolve

from . import _fake_network
from ._fake_limit import Limit
from ._fake_network import errors_of, request_of, response_for
from ._fake_operations import NothingToAlter, Operation, operation_for
from ._fake_resources import Resource, Resources, as_json
from ._http_library import library_of

# Applies the effect of an operation, and returns its response.
Act: TypeAlias = Callable[[], httpx.Response]
# Responds to a request instead.
Plan: TypeAlias = Callable[[Operation, Act], httpx.Response]


class FakeServer(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A fake of the vendor: the part that is the same for all operations.

    In a `with` statement it responds to all requests of this package's clients; the pytest fixture `fake_txcloud` does
    so for a test. It is also a transport of httpx, and of httpx2 except for type checkers, for your own
    `http_client`.

    A planned outcome is used once, for the next attempt. A call may take several attempts: one that failed without any
    effect is retried, at most `max_retries` times.

    Attributes:
        requests: The requests that were sent, the oldest first.
    """

    # The operations, and the kinds of resources by their paths.
    _operations: ClassVar[Sequence[Operation]]
    _kinds: ClassVar[Mapping[tuple[str, ...], Resource]]

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self._resources = Resources(self._kinds)
        self._plans: deque[Plan] = deque()
        self._limit: Limit | None = None
        self._lock = threading.RLock()

    def __enter__(self) -> Self:
        """Respond to all requests of this package's clients, whatever HTTP library they use.

        A client without an API key gets one that no server knows. Before a retry, clients wait only if the response
        asks for it.
        """
        _fake_network.begin(self)
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        """Stop responding.

        Raises:
            AssertionError: There were fewer attempts than planned outcomes.
        """
        _fake_network.end(self)
        if self._plans and exc_type is None:
            raise AssertionError(
                f"FakeTXCloud was told what to do for {len(self._plans)} more attempts than there were."
            )

    def _keep(
        self, item: tuple[str, ...], path: tuple[str, ...], name: object, properties: Mapping[str, object]
    ) -> dict[str, object]:
        """Add a resource; `item` is its path in the document, `path` that in requests."""
        with self._lock:
            return self._resources.keep(item, path, name, properties)

    def fail(self, status_code: int, *, times: int = 1, retry_after: int | None = None, **error: object) -> None:
        """Respond to the next attempt with a documented error, without any effect.

        Args:
            status_code: The status, 400 to 599.
            times: How many attempts fail, 1 or more.
            retry_after: Seconds that the client is asked to wait before the next attempt, 0 or more. By default they
                are 0, if the document's example has `Retry-After`.
            error: Fields of the error, such as its `code`. All others are as in the document's example.

        Raises:
            TypeError: JSON does not have such a value.
            ValueError: An argument is not within its limits.
            LookupError: From the next call, if the document has no such response for it.
        """
        if not 400 <= status_code <= 599:
            raise ValueError(f"status_code must be that of an error, 400 to 599, not {status_code}.")
        if retry_after is not None and retry_after < 0:
            raise ValueError(f"retry_after must be 0 or more, not {retry_after}.")
        given = as_json(error)

        def failing(operation: Operation, _: Act) -> httpx.Response:
            return operation.failure(status_code, retry_after, given)

        self._plan(failing, times)

    def time_out(self, *, times: int = 1, acts: bool = False) -> None:
        """Let the next attempt time out: the client raises an `APITimeoutError`, without having to wait.

        Args:
            times: How many attempts time out, 1 or more.
            acts: Whether the operation takes effect nevertheless.

        Raises:
            ValueError: `times` is below 1.
        """

        def silent(_: Operation, act: Act) -> httpx.Response:
            if acts:
                act()
            raise httpx.ReadTimeout("the fake does not respond")

        self._plan(silent, times)

    def refuse_connection(self, *, times: int = 1) -> None:
        """Refuse the connection of the next attempt. Clients retry it, because nothing was sent.

        Args:
            times: How many attempts are refused, 1 or more.

        Raises:
            ValueError: `times` is below 1.
        """

        def refusing(_: Operation, __: Act) -> httpx.Response:
            raise httpx.ConnectError("the fake makes no connection")

        self._plan(refusing, times)

    def respond(self, response: httpx.Response, *, acts: bool = False) -> None:
        """Respond to the next attempt with any response: the page of a proxy, a redirect, an incomplete body.

        Args:
            response: The response, such as `httpx.Response(502, html="...")`.
            acts: Whether the operation takes effect nevertheless.
        """

        def responding(_: Operation, act: Act) -> httpx.Response:
            if acts:
                act()
            return response

        self._plan(responding)

    def alter(self, properties: Mapping[str, object], *, without: Collection[str] = ()) -> None:
        """Respond to the next attempt with undocumented values, or without some properties.

        Args:
            properties: Properties that replace those of a 2xx response, or are added.
            without: The names of properties to leave out.

        Raises:
            TypeError: JSON does not have such a value; or, from the next call, the response is no JSON object.
        """
        given = as_json(properties)

        def altering(operation: Operation, act: Act) -> httpx.Response:
            response = act()
            if not response.is_success:
                return response
            found = response.json() if "json" in response.headers.get("Content-Type", "") else None
            if not isinstance(found, dict):
                raise NothingToAlter(f"The response of {operation} is no JSON object, so there is nothing to alter.")
            content = cast("dict[str, object]", found)
            headers = {name: value for name, value in response.headers.items() if name != "content-length"}
            altered = {name: value for name, value in {**content, **given}.items() if name not in without}
            return httpx.Response(response.status_code, headers=headers, text=json.dumps(altered))

        self._plan(altering)

    def limit(self, requests: int, *, window: float = 60) -> None:
        """Keep a rate limit from now on: an attempt beyond it fails with status 429, without any effect.

        A window begins with the first attempt after the one before. Every attempt counts that is not refused. The
        headers `X-RateLimit-Limit`, `-Remaining`, `-Reset` and `-Window` of all documented responses say what is true.
        The time is that of `time.time`.

        Args:
            requests: Attempts in one window, 1 or more.
            window: Length of a window in seconds, more than 0. Clients wait until a window ends, so a test is fast
                with a fraction of a second. `Retry-After` then has fractions too; the other headers are rounded up.

        Raises:
            ValueError: An argument is not within its limits.
            LookupError: From the next call, if the document has no response 429 for it.
        """
        if type(requests) is not int or requests < 1:
            raise ValueError(f"requests must be an integer from 1 on, not {requests}.")
        if not 0 < window < math.inf:
            raise ValueError(f"window must be a number of seconds, more than 0, not {window}.")
        with self._lock:
            self._limit = Limit(requests, window)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Respond to a request, as the transport of an HTTP client of httpx or httpx2."""
        asked = request_of(request)
        asked.read()
        with errors_of(library_of(request)):
            return response_for(request, self._handle(asked))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Respond to a request, as the transport of an asynchronous HTTP client."""
        asked = request_of(request)
        await asked.aread()
        with errors_of(library_of(request)):
            return response_for(request, self._handle(asked))

    def _plan(self, plan: Plan, times: int = 1) -> None:
        if times < 1:
            raise ValueError(f"times must be 1 or more, not {times}.")
        with self._lock:
            self._plans.extend([plan] * times)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode().partition("?")[0]
        segments = tuple(unquote(segment) for segment in path.split("/"))
        operation = operation_for(request.method, segments, self._operations, self._kinds)
        with self._lock:
            self.requests.append(request)
            if self._limit:
                self._limit.count()
                operation = evolve(operation, headers=self._limit.headers)
                if self._limit.wait is not None:
                    return operation.failure(429, self._limit.wait, {})
            act = partial(self._resources.act, operation, segments[-len(operation.path) :], request)
            return self._plans.popleft()(operation, act) if self._plans else act()
