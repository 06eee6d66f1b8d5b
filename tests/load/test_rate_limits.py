"""Against a server that keeps to a limit, every call succeeds in the end, and not much later than the limit allows."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable

import pytest
from txcloud_identity import AsyncTXCloud

from tests.support.clients import KEY
from tests.support.programs import echoing

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

CALLS = 500
LIMIT = 300


# Calls a minute, as the vendor publishes them, and how often more than by default a call is then repeated. The windows
# of the lowest limit are shorter than the vendor's, so that it does not take nine minutes.
@pytest.mark.parametrize(("limit", "window", "max_retries"), [(1000, 60, 3), (300, 60, 3), (60, 3, 9)])
def test_500_calls_all_succeed(
    limit: int, window: float, max_retries: int, record_property: Callable[[str, object], None]
) -> None:
    async def cancel_all(url: str) -> list[str | None]:
        async with AsyncTXCloud(KEY, base_url=url, max_retries=max_retries) as client:
            calls = [client.cancel_verification(f"ver_{number}") for number in range(CALLS)]
            return [answer.id for answer in await asyncio.gather(*calls)]

    with echoing(limit, window) as server:
        begun = time.monotonic()
        answered = asyncio.run(cancel_all(server.url))
        took = time.monotonic() - begun
        counts = server.counts()
    floor = (CALLS - 1) // limit * window
    record_property("rate_limit", (limit, window, took, floor, counts["requests"], counts["refused"]))
    assert Counter(answered) == Counter(f"ver_{number}" for number in range(CALLS))
    assert counts["requests"] - counts["refused"] == CALLS
    assert took >= floor


TASKS, EACH = 100, 7


@pytest.mark.parametrize("window", [60, 3])
def test_a_hundred_tasks_lose_no_call(window: float, record_property: Callable[[str, object], None]) -> None:
    async def work(client: AsyncTXCloud, task: int) -> list[str | None]:
        return [(await client.cancel_verification(f"ver_{task}_{number}")).id for number in range(EACH)]

    async def main(url: str) -> list[list[str | None]]:
        async with AsyncTXCloud(KEY, base_url=url) as client:
            return await asyncio.gather(*(work(client, task) for task in range(TASKS)))

    with echoing(LIMIT, window) as server:
        begun = time.monotonic()
        answered = asyncio.run(main(server.url))
        took = time.monotonic() - begun
        counts = server.counts()
    floor = (TASKS * EACH - 1) // LIMIT * window
    record_property("rate_limit", (LIMIT, window, took, floor, counts["requests"], counts["refused"]))
    assert answered == [[f"ver_{task}_{number}" for number in range(EACH)] for task in range(TASKS)]
    # At most twice for each task in each window that is used up.
    assert counts["refused"] <= 2 * TASKS * (floor // window)
