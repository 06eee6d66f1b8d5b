"""A connection serves whatever comes: one request after the other, and those of a caller's own."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from txcloud_identity import AsyncTXCloud, TXCloud

from tests.support.clients import KEY
from tests.support.server import Exchange, serving
from tests.support.waiting import at_once

pytestmark = [pytest.mark.block_network(allowed_hosts=["127.0.0.1"]), pytest.mark.waits]

UNLIMITED = httpx.Timeout(None)
# Seconds for the package's requests.
TIMEOUT = 1
HEADERS = {"Authorization": "other"}


async def answer_late(exchange: Exchange) -> None:
    await asyncio.sleep(2 * TIMEOUT)
    await exchange.answer()


def test_all_connections_are_kept() -> None:
    names = [f"ver_{number}" for number in range(40)]
    together = asyncio.Barrier(len(names))

    async def answer_together(exchange: Exchange) -> None:
        exchange.server.at += 1
        async with asyncio.timeout(30):
            await together.wait()
        await exchange.answer()

    with (
        serving(answer_together) as server,
        TXCloud(KEY, base_url=f"http://127.0.0.1:{server.port}") as client,
        ThreadPoolExecutor(len(names)) as threads,
    ):
        for _ in range(2):
            assert [each.id for each in threads.map(client.cancel_verification, names)] == names
            assert server.connections == len(names)


def check_own() -> None:
    with serving(answer_late, at=2) as server, httpx.Client(timeout=UNLIMITED) as http:
        url = f"http://127.0.0.1:{server.port}"
        TXCloud(KEY, base_url=url, http_client=http, timeout=TIMEOUT).cancel_verification("ver_1")
        assert http.post(f"{url}/other/ver_2/cancel", headers=HEADERS).json()["id"] == "ver_2"
        assert server.connections == 1


def check_own_of_a_task() -> None:
    async def main(url: str) -> str:
        async with httpx.AsyncClient(timeout=UNLIMITED) as http:
            await AsyncTXCloud(KEY, base_url=url, http_client=http, timeout=TIMEOUT).cancel_verification("ver_1")
            response = await http.post(f"{url}/other/ver_2/cancel", headers=HEADERS)
            return str(response.json()["id"])

    with serving(answer_late, at=2) as server:
        assert asyncio.run(main(f"http://127.0.0.1:{server.port}")) == "ver_2"
        assert server.connections == 1


def test_a_request_of_the_caller_s_own() -> None:
    at_once([check_own, check_own_of_a_task])
