"""The package of this repository with aiohttp, as its README shows."""

import asyncio

import aiohttp
import httpx
from aiohttp.connector import Connection
from httpx_aiohttp import AiohttpTransport
from txcloud_identity import AsyncTXCloud
from txcloud_identity.models import Verification


class Response(aiohttp.ClientResponse):
    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        await super().start(connection)
        self.reason = None  # the transport fails on one that is not UTF-8
        return self


class Transport(AiohttpTransport):
    def get_client(self) -> aiohttp.ClientSession:
        session = super().get_client()
        connector = session.connector
        session.detach()
        return aiohttp.ClientSession(connector=connector, response_class=Response)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        try:
            # aiohttp limits each read, and the headers of a response may take any number of reads.
            async with asyncio.timeout(sum(filter(None, request.extensions["timeout"].values()))):
                return await super().handle_async_request(request)
        except (aiohttp.ClientError, httpx.ConnectTimeout) as error:
            # The transport reports a lost connection as one that was never made.
            if isinstance(error.__cause__, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
                raise httpx.ConnectError(str(error)) from None
            raise httpx.ReadError(str(error)) from None


def async_client(url: str) -> AsyncTXCloud:
    return AsyncTXCloud("txc_test_x", base_url=url, http_client=httpx.AsyncClient(transport=Transport()))


async def async_call(client: AsyncTXCloud) -> Verification:
    return await client.cancel_verification("ver_a1b2c3d4e5f6")
