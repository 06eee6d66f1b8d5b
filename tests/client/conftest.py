"""A verification to answer with, and both clients behind one way to call them."""

import asyncio
import copy
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import settings
from txcloud_identity import AsyncTXCloud, Response, TXCloud, TXCloudError
from txcloud_identity.models import Verification

from scripts import document as openapi

KEY = "txc_test_c4n4ry"
SANDBOX = "https://sandbox.api.txcloud.io/v1"

Handler = Callable[[httpx.Request], httpx.Response]
Answer = Response[Verification]

# What the suite tries of each property, and what `--hypothesis-profile=thorough` does.
settings.register_profile("brief", max_examples=100, deadline=None)
settings.register_profile("thorough", max_examples=20_000, deadline=None)
settings.load_profile("brief")


class Caller:
    """Cancels verifications with the sync or the async client, over sockets or by a function that answers."""

    def __init__(self, kind: type[TXCloud] | type[AsyncTXCloud]) -> None:
        self.kind = kind

    def __call__(self, handler: Handler | None = None, verification_id: Any = "ver_1", **options: Any) -> Answer:
        return self.each([handler], verification_id, **options)[0]

    def each(self, handlers: Any, verification_id: Any = "ver_1", **options: Any) -> list[Answer]:
        """Make a call for each handler; the first error is raised."""
        key = options.pop("api_key", KEY)
        transport = [httpx.MockTransport(handler) if handler else None for handler in handlers]
        if self.kind is AsyncTXCloud:
            return asyncio.run(self._each_async(transport, key, verification_id, options))
        answers = []
        for each in transport:
            with httpx.Client(transport=each) as http, TXCloud(key, http_client=http, **options) as client:
                answers.append(client.cancel_verification_detailed(verification_id))
        return answers

    async def _each_async(self, transport: Any, key: Any, verification_id: Any, options: Any) -> list[Answer]:
        answers = []
        for each in transport:
            async with (
                httpx.AsyncClient(transport=each) as http,
                AsyncTXCloud(key, http_client=http, **options) as client,
            ):
                answers.append(await client.cancel_verification_detailed(verification_id))
        return answers

    def error(self, handler: Handler | None = None, verification_id: Any = "ver_1", **options: Any) -> TXCloudError:
        """Make a call that must fail."""
        with pytest.raises(TXCloudError) as caught:
            self(handler, verification_id, **options)
        return caught.value


@pytest.fixture(params=[TXCloud, AsyncTXCloud], ids=["sync", "async"])
def call(request: pytest.FixtureRequest) -> Caller:
    return Caller(request.param)


@pytest.fixture
def verification() -> dict[str, Any]:
    """The document's example of a verification with every property."""
    return example()


EXAMPLE: dict[str, Any] = openapi.load()["components"]["examples"]["CancelledVerification"]["value"]


def example() -> dict[str, Any]:
    return copy.deepcopy(EXAMPLE)


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that a client would have waited before it repeated a request."""
    waited: list[float] = []
    sleep = asyncio.sleep

    async def asleep(seconds: float) -> None:
        waited.append(seconds)
        await sleep(0)

    monkeypatch.setattr(time, "sleep", waited.append)
    monkeypatch.setattr(asyncio, "sleep", asleep)
    return waited


class Recorder:
    """Answers with an empty object, and keeps what it was sent."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200, json={})


@pytest.fixture
def server() -> Recorder:
    return Recorder()
