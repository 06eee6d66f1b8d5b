"""TXCloud in the memory of this process, for the tests of those who call it.

It is made from the same document as the client, and answers with the document's examples.
"""

from __future__ import annotations

import json
import os
import threading
from collections import deque
from collections.abc import Callable, Collection, Generator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from functools import partial
from typing import Any, Self, TypeAlias, cast
from unittest import mock
from urllib.parse import unquote

import httpx
from attrs import evolve

from ._fake import OPERATIONS, SAMPLES, Operation
from .client import ENVIRONMENTS

__all__ = ("FakeTXCloud",)

# Does what an operation does, and gives its answer.
Act: TypeAlias = Callable[[], httpx.Response]
# What comes of a request in place of that.
Plan: TypeAlias = Callable[[Operation, Act], httpx.Response]


class FakeTXCloud(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """TXCloud as its document describes it. Threads may share it.

    Give it to an HTTP client as its `transport`, or let it `intercept` what all clients send; the fixture
    `fake_txcloud` of pytest does that. Any API key will do. Only what was added is there; for all else it answers 404.

    Attributes:
        requests: What it was sent, the oldest first.
    """

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self._resources: dict[tuple[str, ...], dict[str, object]] = {}
        self._plans: deque[Plan] = deque()
        self._lock = threading.RLock()

    @contextmanager
    def intercept(self) -> Generator[Self, None, None]:
        """Answer, while this lasts, whatever the clients of this package send over the network.

        They find an API key in the environment, and repeat a request without a pause unless they are told to wait.
        A client whose transport is not httpx's own, such as that of aiohttp, is left alone.
        """
        send, send_async = httpx.HTTPTransport.handle_request, httpx.AsyncHTTPTransport.handle_async_request

        def handle(transport: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
            return self.handle_request(request) if is_ours(request) else send(transport, request)

        async def handle_async(transport: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
            return await (self.handle_async_request(request) if is_ours(request) else send_async(transport, request))

        *_, (_, prefix) = ENVIRONMENTS.values()
        with (
            mock.patch.object(httpx.HTTPTransport, "handle_request", handle),
            mock.patch.object(httpx.AsyncHTTPTransport, "handle_async_request", handle_async),
            mock.patch.dict(os.environ, {"TXCLOUD_API_KEY": f"{prefix}fake"}),
            mock.patch(f"{__package__}.client.FIRST_PAUSE", 0),
        ):
            yield self

    def add_verification(self, id: str | int = "ver_a1b2c3d4e5f6", /, **properties: object) -> dict[str, object]:
        """Have the vendor know a `Verification`.

        Args:
            id: The identifier of the verification.
            properties: What it holds, as JSON has it. All else is as in the document's example, but for status.

        Returns:
            What the fake keeps of it. Requests change it, and so may a test.
        """
        path = ("identity", "verifications", str(id))
        kept = self._resources[path] = deepcopy(SAMPLES[("identity", "verifications", "{id}")])
        kept["id"] = id
        kept.update(properties)
        return kept

    def fail(self, status_code: int, *, times: int = 1, retry_after: int | None = None, **error: object) -> None:
        """Answer the next request with a documented error, and do nothing.

        Args:
            status_code: The status, 400 to 599.
            times: How many requests are answered so, 1 or more.
            retry_after: Seconds that the client is asked to wait before the next attempt, 0 or more. Unless given,
                they are 0 where the document's example has any.
            error: What the error holds, such as its `code`. All else is as in the document's example.

        Raises:
            ValueError: An argument is not within its limits.
        """
        if not 400 <= status_code <= 599:
            raise ValueError(f"status_code must be that of an error, 400 to 599, not {status_code}.")
        if retry_after is not None and retry_after < 0:
            raise ValueError(f"retry_after must be 0 or more, not {retry_after}.")

        def failing(operation: Operation, _: Act) -> httpx.Response:
            answer = operation.answer(status_code)
            asked = retry_after if retry_after is not None else 0 if "Retry-After" in answer.headers else None
            headers = {**answer.headers, **({} if asked is None else {"Retry-After": str(asked)})}
            changes = {**({} if asked is None else {"retry_after": asked}), **error}
            content = answer.content
            if changes and isinstance(content, dict):
                body = cast("dict[str, Any]", content)
                content = {**body, "error": {**body.get("error", {}), **changes}}
            return evolve(answer, headers=headers, content=content).sent(status_code)

        self._plan(failing, times)

    def time_out(self, *, times: int = 1, acts: bool = False) -> None:
        """Give no answer to the next request: the client raises an `APITimeoutError`, without having to wait.

        Args:
            times: How many requests get no answer, 1 or more.
            acts: Whether what was asked for is done all the same.

        Raises:
            ValueError: `times` is below 1.
        """

        def silent(_: Operation, act: Act) -> httpx.Response:
            if acts:
                act()
            raise httpx.ReadTimeout("the fake gives no answer")

        self._plan(silent, times)

    def refuse_connection(self, *, times: int = 1) -> None:
        """Make no connection for the next request. Clients repeat it, since nothing was sent.

        Args:
            times: For how many requests there is none, 1 or more.

        Raises:
            ValueError: `times` is below 1.
        """

        def refusing(_: Operation, __: Act) -> httpx.Response:
            raise httpx.ConnectError("the fake makes no connection")

        self._plan(refusing, times)

    def alter(self, properties: Mapping[str, object], *, without: Collection[str] = ()) -> None:
        """Answer the next request as the vendor might one day: with undocumented values, or without some.

        Args:
            properties: What a success holds in place of what it would.
            without: The names of properties that it lacks.
        """

        def altering(_: Operation, act: Act) -> httpx.Response:
            answer = act()
            if not answer.is_success:
                return answer
            content = {**answer.json(), **properties}
            headers = {name: value for name, value in answer.headers.items() if name != "content-length"}
            altered = {name: value for name, value in content.items() if name not in without}
            return httpx.Response(answer.status_code, headers=headers, text=json.dumps(altered))

        self._plan(altering)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request: what an HTTP client does with its transport."""
        request.read()
        return self._handle(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request: what an asynchronous HTTP client does with its transport."""
        await request.aread()
        return self._handle(request)

    def _plan(self, plan: Plan, times: int = 1) -> None:
        if times < 1:
            raise ValueError(f"times must be 1 or more, not {times}.")
        self._plans.extend([plan] * times)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode().partition("?")[0]
        segments = tuple(unquote(segment) for segment in path.split("/"))
        operation = next((each for each in OPERATIONS if each.fits(request.method, segments)), None)
        if not operation:
            raise LookupError(f"The document has no operation {request.method} {path}.")
        act = partial(self._act, operation, segments[-len(operation.path) :], request)
        with self._lock:
            self.requests.append(request)
            return self._plans.popleft()(operation, act) if self._plans else act()

    def _act(self, operation: Operation, path: tuple[str, ...], request: httpx.Request) -> httpx.Response:
        answer = operation.answer(operation.success)
        item = path[: len(operation.item)]
        resource = self._resources.get(item)
        if resource is None:
            return operation.answer(404).sent(404)
        if any(resource.get(name) != value for name, value in operation.when.items()):
            return operation.answer(operation.otherwise).sent(operation.otherwise)
        resource.update(operation.then)
        return (evolve(answer, content=resource) if operation.is_shown else answer).sent(operation.success)


def is_ours(request: httpx.Request) -> bool:
    """Whether a client of this package sends it."""
    return "TXCloud-Version" in request.headers
