"""What tools for tests respond and raise in place of a network counts as what it stands for."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
import respx
from pytest_httpx import HTTPXMock
from txcloud_identity import APIConnectionError, APITimeoutError, NotFoundError, Response, TXCloudError
from txcloud_identity.testing import FakeTXCloud

from tests.support.clients import HTTP_CLIENTS, KEY, KINDS, SANDBOX, Caller, Outcome, Session


@pytest.fixture(params=["httpcore", "httpx"])
def router(request: pytest.FixtureRequest) -> Iterator[respx.Router]:
    with respx.mock(using=request.param, assert_all_called=False) as started:
        yield started


def outcome_of(kind: str, http_client: bool = False) -> Outcome:
    with asyncio.Runner() as runner:
        options: dict[str, Any] = {"http_client": HTTP_CLIENTS[kind]()} if http_client else {}
        with Session(kind, runner=runner if kind == "async" else None, max_retries=1, **options) as session:
            return session.outcome()


def failing_call(kind: str = "sync", http_client: bool = False) -> TXCloudError:
    outcome = outcome_of(kind, http_client)
    assert isinstance(outcome, TXCloudError)
    return outcome


UNSENT = [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError]
SENT = [httpx.ReadError, httpx.ReadTimeout, httpx.RemoteProtocolError, httpx.WriteError]


@pytest.mark.once
@pytest.mark.parametrize("is_own", [False, True])
@pytest.mark.parametrize("client", KINDS)
@pytest.mark.parametrize("kind", [*UNSENT, *SENT])
def test_respx_raises(router: respx.Router, kind: type[Exception], client: str, is_own: bool) -> None:
    route = router.post(path__regex=".*").mock(side_effect=kind)
    error = failing_call(client, is_own)
    assert error.outcome_unknown is (kind in SENT)
    assert route.call_count == (1 if kind in SENT else 2)
    assert isinstance(error, APITimeoutError) is issubclass(kind, httpx.TimeoutException)


URL = f"{SANDBOX}/identity/verifications/ver_1/cancel"


def check_outcomes(call: Caller) -> None:
    success, failure = call.outcomes([None, None])
    assert isinstance(success, Response)
    assert success.parsed.status == "expired"
    assert isinstance(failure, NotFoundError)


def test_respx_responds(router: respx.Router, call: Caller) -> None:
    route = router.post(URL, headers={"Authorization": f"Bearer {KEY}"})
    route.side_effect = [httpx.Response(200, json={"status": "expired"}), httpx.Response(404)]
    check_outcomes(call)
    assert route.call_count == 2


def test_pytest_httpx_responds(httpx_mock: HTTPXMock, call: Caller) -> None:
    httpx_mock.add_response(url=URL, json={"status": "expired"}, match_headers={"Authorization": f"Bearer {KEY}"})
    httpx_mock.add_response(url=URL, status_code=404)
    check_outcomes(call)


def test_respx_knows_no_such_route(router: respx.Router) -> None:
    router.get("https://other.example")
    assert "AllMockedAssertionError" in str(failing_call())


@pytest.mark.parametrize("kind", [*UNSENT, *SENT])
@pytest.mark.httpx_mock(can_send_already_matched_responses=True)
def test_pytest_httpx_raises(httpx_mock: HTTPXMock, kind: type[Exception]) -> None:
    httpx_mock.add_exception(kind("what is wrong"))
    error = failing_call()
    assert type(error) in (APIConnectionError, APITimeoutError)
    assert error.outcome_unknown is (kind in SENT)
    assert len(httpx_mock.get_requests()) == (1 if kind in SENT else 2)


@pytest.mark.parametrize("client", KINDS)
@pytest.mark.parametrize("is_fake_first", [False, True])
@pytest.mark.parametrize("proxy", ["", "http://proxy.example:3128"])
def test_the_fake_answers_beside_respx(
    monkeypatch: pytest.MonkeyPatch, client: str, is_fake_first: bool, proxy: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    fake, router = FakeTXCloud(), respx.mock(using="httpcore")
    fake.add_verification("ver_1")
    other = router.get("https://other.example").respond(204)
    with ExitStack() as active:
        for each in (fake, router) if is_fake_first else (router, fake):
            active.enter_context(each)
        assert not isinstance(outcome_of(client), TXCloudError)
        assert httpx.get("https://other.example").status_code == 204
        assert (len(fake.requests), other.call_count) == (1, 1)


@pytest.mark.parametrize("client", KINDS)
@pytest.mark.httpx_mock(should_mock=lambda request: "TXCloud-Version" not in request.headers)
def test_the_fake_answers_what_pytest_httpx_lets_pass(
    httpx_mock: HTTPXMock, fake_txcloud: FakeTXCloud, client: str
) -> None:
    fake_txcloud.add_verification("ver_1")
    httpx_mock.add_response(204)
    assert not isinstance(outcome_of(client), TXCloudError)
    assert httpx.get("https://other.example").status_code == 204
    assert len(fake_txcloud.requests) == 1
