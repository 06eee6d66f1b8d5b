"""The four functions of an operation's module do what the client's methods do."""

import asyncio
from typing import Any

import httpx
import pytest
from txcloud_identity import AsyncTXCloud, ConfigurationError, NotFoundError, TXCloud
from txcloud_identity.api.management import cancel_verification
from txcloud_identity.models import Verification

from tests.support.clients import KEY


def answer(request: httpx.Request) -> httpx.Response:
    assert request.url.path.startswith("/v1/identity/verifications/ver_")
    if request.url.path.endswith("/ver_2/cancel"):
        return httpx.Response(404)
    return httpx.Response(200, json={"id": "ver_1"})


def test_the_functions_for_a_client() -> None:
    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        client = TXCloud(KEY, http_client=http)
        detailed = cancel_verification.sync_detailed("ver_1", client=client, timeout=5, max_retries=1)
        assert (detailed.status_code, detailed.parsed) == (200, Verification(id="ver_1"))
        assert cancel_verification.sync("ver_1", client=client) == detailed.parsed
        with pytest.raises(NotFoundError):
            cancel_verification.sync("ver_2", client=client)


def test_the_functions_for_an_async_client() -> None:
    async def calls() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
            client = AsyncTXCloud(KEY, http_client=http)
            detailed = await cancel_verification.asyncio_detailed("ver_1", client=client, timeout=5, max_retries=1)
            assert (detailed.status_code, detailed.parsed) == (200, Verification(id="ver_1"))
            assert await cancel_verification.asyncio("ver_1", client=client) == detailed.parsed
            with pytest.raises(NotFoundError):
                await cancel_verification.asyncio("ver_2", client=client)

    asyncio.run(calls())


@pytest.mark.parametrize("argument", ["timeout", "deadline", "max_retries"])
def test_the_functions_hand_on_every_argument(argument: str) -> None:
    odd: dict[str, Any] = {argument: -1}

    async def calls() -> None:
        async with AsyncTXCloud(KEY) as client:
            for function in (cancel_verification.asyncio, cancel_verification.asyncio_detailed):
                with pytest.raises(ConfigurationError, match=argument):
                    await function("ver_1", client=client, **odd)

    with TXCloud(KEY) as client:
        for function in (cancel_verification.sync, cancel_verification.sync_detailed):
            with pytest.raises(ConfigurationError, match=argument):
                function("ver_1", client=client, **odd)
    asyncio.run(calls())
