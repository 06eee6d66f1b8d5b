"""A call that is interrupted at any point: what is left of it harms no later call."""

import asyncio

import pytest
from txcloud_identity import AsyncTXCloud

from tests.support.clients import KEY
from tests.support.interrupting import interrupt_at_lines
from tests.support.network import Network, connect
from tests.support.raising import PROXIES

# More than a client has connections.
MANY = 110

# Of so many lines one is tried here, and each of them in `tests/fuzz`.
STRIDE = 29


@pytest.mark.once
@pytest.mark.parametrize("route", PROXIES)
@pytest.mark.parametrize("connection", ["new", "kept"])
@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_a_signal_handler_that_raises(monkeypatch: pytest.MonkeyPatch, route: str, connection: str) -> None:
    for name, value in PROXIES[route].items():
        monkeypatch.setenv(name, value)
    assert interrupt_at_lines(monkeypatch, connection, STRIDE) > 1000


@pytest.mark.parametrize("route", PROXIES)
@pytest.mark.parametrize("connection", ["new", "kept"])
def test_a_task_that_is_cancelled(monkeypatch: pytest.MonkeyPatch, route: str, connection: str) -> None:
    for name, value in PROXIES[route].items():
        monkeypatch.setenv(name, value)
    connect(monkeypatch, Network())

    async def cancelled(client: AsyncTXCloud, steps: int) -> bool:
        task = asyncio.create_task(client.cancel_verification("ver_1"))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        [outcome] = await asyncio.gather(task, return_exceptions=True)
        return isinstance(outcome, asyncio.CancelledError)

    async def main() -> int:
        points, steps = 0, 0
        async with AsyncTXCloud(KEY) as client:
            while True:
                for _ in range(MANY):
                    if connection == "kept":
                        await client.cancel_verification("ver_0")
                    if not await cancelled(client, steps):
                        return points
                points += 1
                steps += 1
                answer = await asyncio.wait_for(client.cancel_verification("ver_2"), 10)
                assert answer.id == "ver_2"

    assert asyncio.run(main()) > 5
