"""A connection that the package has made in a caller's own client serves the caller's other requests, too."""

import asyncio

import httpx
import pytest
from pytest_httpserver import HTTPServer
from txcloud_identity import AsyncTXCloud, TXCloud

from tests.support.clients import KEY

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "localhost"])

UNLIMITED = httpx.Timeout(None)


def test_a_request_of_the_caller_s_own(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/v1/identity/verifications/ver_1/cancel").respond_with_json({})
    httpserver.expect_request("/other").respond_with_data("other")
    url = httpserver.url_for("")
    with httpx.Client(timeout=UNLIMITED) as http:
        TXCloud(KEY, base_url=f"{url}/v1", http_client=http).cancel_verification("ver_1")
        assert http.get(f"{url}/other").text == "other"


def test_and_one_of_a_task(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/v1/identity/verifications/ver_1/cancel").respond_with_json({})
    httpserver.expect_request("/other").respond_with_data("other")
    url = httpserver.url_for("")

    async def main() -> str:
        async with httpx.AsyncClient(timeout=UNLIMITED) as http:
            await AsyncTXCloud(KEY, base_url=f"{url}/v1", http_client=http).cancel_verification("ver_1")
            return (await http.get(f"{url}/other")).text

    assert asyncio.run(main()) == "other"
