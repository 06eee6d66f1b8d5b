"""Calls during which an exception is raised at a stage of an attempt."""

import asyncio
import ssl
from typing import Any

import httpx
import pytest
from txcloud_identity import AsyncTXCloud, Response, TXCloud, TXCloudError

from tests.support.clients import KEY
from tests.support.network import Network, connect

PROXIES: dict[str, dict[str, str]] = {
    "direct": {},
    "http proxy": {"HTTPS_PROXY": "http://proxy"},
    "socks proxy": {"ALL_PROXY": "socks5://proxy"},
}
BEFORE = {
    "direct": ["connect", "tls"],
    "http proxy": ["connect", "write to the proxy", "read from the proxy", "tls"],
    "socks proxy": ["connect", "write to the proxy", "read from the proxy", "tls"],
}
AFTER = ["write", "head", "rest of the head", "body", "rest of the body", "close"]
# A number, a route and a stage on it.
STAGES = [
    (number, *each)
    for number, each in enumerate((route, stage) for route, before in BEFORE.items() for stage in [*before, *AFTER])
]

# Loading certificates would take longer than all else.
CONTEXT = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def outcome(client: TXCloud, verification_id: str = "ver_1") -> Any:
    """What a call returns or raises."""
    try:
        return client.cancel_verification_detailed(verification_id, max_retries=0)
    except BaseException as error:
        return error


async def async_outcome(client: AsyncTXCloud, verification_id: str = "ver_1") -> Any:
    try:
        return await client.cancel_verification_detailed(verification_id, max_retries=0)
    except BaseException as error:
        return error


def calls(owner: str) -> tuple[Any, Any]:
    """What two calls of a client come to."""
    client = TXCloud(KEY, http_client=httpx.Client(verify=CONTEXT) if owner == "caller" else None)
    first, second = outcome(client), outcome(client)
    client.close()
    return first, second


async def calls_async(owner: str) -> tuple[Any, Any]:
    client = AsyncTXCloud(KEY, http_client=httpx.AsyncClient(verify=CONTEXT) if owner == "caller" else None)
    first, second = await async_outcome(client), await async_outcome(client)
    await client.close()
    return first, second


def check(monkeypatch: pytest.MonkeyPatch, stage: str, error: BaseException, owner: str, kind: str) -> None:
    """Fail unless the caller of the first call is told the truth, and the second call succeeds."""
    network = Network(stage, error)
    connect(monkeypatch, network)
    first, second = calls(owner) if kind == "sync" else asyncio.run(calls_async(owner))
    assert network.error is None, "the stage was not reached"
    was_sent = network.requests - 1
    name = repr(error)
    if not isinstance(error, Exception):
        assert first is error
    elif isinstance(first, TXCloudError):
        assert first.outcome_unknown is (was_sent == 1), name
    else:
        # The response is complete, or came although the request was not; or the HTTP library has connected again.
        assert isinstance(first, Response)
        assert stage == "close" or "WriteError" in name or "ConnectionNotAvailable" in name
    assert was_sent == (stage in AFTER or isinstance(first, Response)), name
    assert isinstance(second, Response), second
