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

from scripts.common.workspace import HERE
from scripts.common.yaml_file import read_yaml

KEY = "txc_test_c4n4ry"
SANDBOX = "https://sandbox.api.txcloud.io/v1"

Handler = Callable[[httpx.Request], httpx.Response]
Answer = Response[Verification]

# What the suite tries of each property, where it has been tried on another Python, and with `thorough`.
settings.register_profile("few", max_examples=20, deadline=None)
settings.register_profile("brief", max_examples=100, deadline=None)
settings.register_profile("thorough", max_examples=20_000, deadline=None)
settings.load_profile("brief")


class Caller:
    """Cancels verifications with the sync or the async client, over sockets or by a function that answers."""

    def __init__(self, kind: type[TXCloud] | type[AsyncTXCloud]) -> None:
        self.kind = kind

    def __call__(self, handler: Handler | None = None, verification_id: Any = "ver_1", **options: Any) -> Answer:
        """Make a call; with a function it answers, without one a server does."""
        [outcome] = self.outcomes([handler], verification_id, **options)
        if isinstance(outcome, TXCloudError):
            raise outcome
        return outcome

    def error(self, handler: Handler | None = None, verification_id: Any = "ver_1", **options: Any) -> TXCloudError:
        """Make a call that must fail."""
        [outcome] = self.outcomes([handler], verification_id, **options)
        assert isinstance(outcome, TXCloudError)
        return outcome

    def outcomes(
        self, handlers: list[Any], verification_id: Any = "ver_1", **options: Any
    ) -> list[Answer | TXCloudError]:
        """Make a call with each function that answers: what it returns or raises."""
        key = options.pop("api_key", KEY)
        transports = [httpx.MockTransport(handler) if handler else None for handler in handlers]
        if self.kind is AsyncTXCloud:
            return asyncio.run(self._outcomes_async(transports, key, verification_id, options))
        found: list[Answer | TXCloudError] = []
        for transport in transports:
            try:
                with httpx.Client(transport=transport) as http, TXCloud(key, http_client=http, **options) as client:
                    found.append(client.cancel_verification_detailed(verification_id))
            except TXCloudError as error:
                found.append(error)
        return found

    async def _outcomes_async(
        self, transports: list[Any], key: Any, verification_id: Any, options: dict[str, Any]
    ) -> list[Answer | TXCloudError]:
        found: list[Answer | TXCloudError] = []
        for transport in transports:
            try:
                async with (
                    httpx.AsyncClient(transport=transport) as http,
                    AsyncTXCloud(key, http_client=http, **options) as client,
                ):
                    found.append(await client.cancel_verification_detailed(verification_id))
            except TXCloudError as error:
                found.append(error)
        return found


@pytest.fixture(params=[TXCloud, AsyncTXCloud], ids=["sync", "async"])
def call(request: pytest.FixtureRequest) -> Caller:
    return Caller(request.param)


@pytest.fixture
def verification() -> dict[str, Any]:
    """The document's example of a verification with every property."""
    return example()


EXAMPLE: dict[str, Any] = read_yaml(HERE.contract)["components"]["examples"]["CancelledVerification"]["value"]


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
