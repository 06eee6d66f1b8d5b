"""A caller's client may be one of httpx2, while the package itself uses httpx."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2
import pytest
from txcloud_identity import (
    APIConnectionError,
    APITimeoutError,
    AsyncTXCloud,
    ConfigurationError,
    NotFoundError,
    ResponseError,
    TXCloud,
    TXCloudError,
)
from txcloud_identity.models import Verification
from txcloud_identity.testing import FakeTXCloud

from tests.support.bodies import example
from tests.support.clients import IS_HTTPX2, KEY

UNSENT = [httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.ProxyError, httpx2.UnsupportedProtocol]
SENT = [httpx2.ReadError, httpx2.ReadTimeout, httpx2.RemoteProtocolError, httpx2.WriteError]


def outcome(kind: str, transport: Any, api_key: str | None = KEY, **options: Any) -> Any:
    """What a call with a client of httpx2 returns or raises."""
    hooks = options.pop("event_hooks", None)

    async def call() -> Any:
        async with httpx2.AsyncClient(transport=transport, event_hooks=hooks) as http:
            return await AsyncTXCloud(api_key, http_client=http, **options).cancel_verification_detailed("ver_1")

    try:
        if kind == "async":
            return asyncio.run(call())
        with httpx2.Client(transport=transport, event_hooks=hooks) as http:
            return TXCloud(api_key, http_client=http, **options).cancel_verification_detailed("ver_1")
    except TXCloudError as error:
        return error


def test_it_is_asked_for_the_same(kind: str) -> None:
    requests = []

    def server(request: httpx2.Request) -> httpx2.Response:
        requests.append(request)
        return httpx2.Response(200, json=example(), headers={"X-Request-Id": "req_1"})

    response = outcome(kind, httpx2.MockTransport(server), timeout=httpx2.Timeout(7, connect=2))
    assert response.parsed == Verification.from_dict(example())
    assert response.request_id == "req_1"
    [request] = requests
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert request.extensions["timeout"] == httpx2.Timeout(7, connect=2).as_dict()


@pytest.mark.parametrize("error", [*UNSENT, *SENT])
def test_its_errors_are_understood(kind: str, error: type[Exception], delays: list[float]) -> None:
    requests = []

    def server(request: httpx2.Request) -> httpx2.Response:
        requests.append(request)
        raise error("what is wrong")

    came = outcome(kind, httpx2.MockTransport(server), max_retries=1)
    is_timeout = issubclass(error, httpx2.TimeoutException)
    assert type(came) is (APITimeoutError if is_timeout else APIConnectionError)
    assert came.outcome_unknown is (error in SENT)
    assert len(requests) == len(delays) + 1 == (1 if error in SENT else 2)


def test_a_hook_of_the_caller_s_judges_a_response(kind: str) -> None:
    def judge(response: httpx2.Response) -> None:
        response.raise_for_status()

    async def judge_later(response: httpx2.Response) -> None:
        response.raise_for_status()

    hooks = {"response": [judge_later if kind == "async" else judge]}
    came = outcome(kind, httpx2.MockTransport(lambda _: httpx2.Response(404)), event_hooks=hooks)
    assert type(came) is NotFoundError


def test_a_response_that_breaks_off_is_one(kind: str) -> None:
    class Stream(httpx2.SyncByteStream, httpx2.AsyncByteStream):
        def __iter__(self) -> Any:
            yield b"{"
            raise httpx2.ReadError("reset")

        async def __aiter__(self) -> Any:
            yield b"{"
            raise httpx2.ReadError("reset")

    assert type(outcome(kind, httpx2.MockTransport(lambda _: httpx2.Response(200, stream=Stream())))) is ResponseError


def test_the_fake_responds_to_it(kind: str, fake_txcloud: FakeTXCloud) -> None:
    transport = httpx2.AsyncHTTPTransport() if kind == "async" else httpx2.HTTPTransport()
    fake_txcloud.add_verification("ver_1")
    fake_txcloud.refuse_connection()
    assert outcome(kind, transport, None).parsed.status == "expired"
    fake_txcloud.time_out()
    transport = httpx2.AsyncHTTPTransport() if kind == "async" else httpx2.HTTPTransport()
    assert type(outcome(kind, transport, None)) is APITimeoutError
    assert [str(each.url).rpartition("verifications/")[2] for each in fake_txcloud.requests] == ["ver_1/cancel"] * 3


def test_the_fake_is_a_transport_of_it(kind: str) -> None:
    fake = FakeTXCloud()
    fake.add_verification("ver_1")
    fake.refuse_connection()
    assert outcome(kind, fake).parsed.status == "expired"
    fake.time_out()
    assert type(outcome(kind, fake)) is APITimeoutError


def test_the_errors_of_the_fake_are_its_own() -> None:
    fake = FakeTXCloud()
    fake.time_out()
    transport: Any = fake
    with httpx2.Client(transport=transport) as http, pytest.raises(httpx2.ReadTimeout):
        http.post("https://gateway.example/identity/verifications/ver_1/cancel")


@pytest.mark.parametrize(("kind", "own"), [(TXCloud, httpx2.AsyncClient()), (AsyncTXCloud, httpx2.Client())])
def test_a_client_of_another_kind_is_refused(kind: Any, own: Any) -> None:
    name = "Client" if kind is TXCloud else "AsyncClient"
    with pytest.raises(ConfigurationError, match=rf"^http_client must be an httpx\.{name} or an httpx2\.{name}, not "):
        kind(KEY, http_client=own)


def test_a_timeout_of_it_is_validated() -> None:
    with pytest.raises(ConfigurationError, match="timeout must be"):
        TXCloud(KEY, timeout=httpx2.Timeout(-1))


def test_the_session_for_httpx2_runs_on_it() -> None:
    assert IS_HTTPX2 is ("on_httpx2" in os.environ.get("PYTHONPATH", ""))


PROGRAM = """
import httpx
import httpx2
from txcloud_identity import AsyncTXCloud, TXCloud

TXCloud(http_client=httpx.Client())
TXCloud(http_client=httpx2.Client(), timeout=httpx2.Timeout(7))
AsyncTXCloud(http_client=httpx2.AsyncClient())
TXCloud(http_client=httpx2.AsyncClient())
AsyncTXCloud(http_client=httpx2.Client())
TXCloud(http_client="http")
TXCloud(timeout="7")
"""


@pytest.mark.once
def test_type_checkers_tell_what_is_one(tmp_path: Path, cache: pytest.Cache) -> None:
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-pretty", "--cache-dir", str(cache.mkdir("mypy-httpx2"))]
    run = subprocess.run(
        [*command, "program.py"], cwd=tmp_path, capture_output=True, text=True, timeout=50, check=False
    )
    errors = [line for line in run.stdout.splitlines() if ": error: " in line]
    assert [int(line.split(":")[1]) for line in errors] == [9, 10, 11, 12]
    assert 'expected "Client | HTTPX2Client | None"' in errors[2]
