import asyncio
import time
from typing import Any

import pytest
from hypothesis import settings

from tests.support.bodies import example
from tests.support.clients import KINDS, Caller, Recorder

# What the suite tries of each property, where it has been tried on another Python, and with `thorough`.
settings.register_profile("few", max_examples=20, deadline=None)
settings.register_profile("brief", max_examples=100, deadline=None)
settings.register_profile("thorough", max_examples=20_000, deadline=None)
settings.load_profile("brief")


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=KINDS)
def call(request: pytest.FixtureRequest) -> Caller:
    return Caller(request.param)


@pytest.fixture
def verification() -> dict[str, Any]:
    """The document's example of a verification with every property."""
    return example()


@pytest.fixture(autouse=True)
def delays(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that a client would have waited before it retried a request."""
    waited: list[float] = []
    sleep = asyncio.sleep

    async def asleep(seconds: float) -> None:
        waited.append(seconds)
        await sleep(0)

    monkeypatch.setattr(time, "sleep", waited.append)
    monkeypatch.setattr(asyncio, "sleep", asleep)
    return waited


@pytest.fixture
def server() -> Recorder:
    return Recorder()
