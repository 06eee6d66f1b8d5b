"""The package of this repository with aiohttp, by the transport that it brings."""

import httpx
from txcloud_identity import AsyncTXCloud
from txcloud_identity.aiohttp import Transport
from txcloud_identity.models import Verification


def async_client(url: str) -> AsyncTXCloud:
    return AsyncTXCloud("txc_test_x", base_url=url, http_client=httpx.AsyncClient(transport=Transport()))


async def async_call(client: AsyncTXCloud) -> Verification:
    return await client.cancel_verification("ver_a1b2c3d4e5f6")
