"""What tools for tests respond and raise in place of a network counts as what it stands for."""

from collections.abc import Iterator

import httpx
import pytest
import respx
from pytest_httpx import HTTPXMock
from txcloud_identity import APIConnectionError, APITimeoutError, NotFoundError, Response, TXCloud, TXCloudError

from tests.support.clients import KEY, SANDBOX, Caller


@pytest.fixture(params=["httpcore", "httpx"])
def router(request: pytest.FixtureRequest) -> Iterator[respx.Router]:
    with respx.mock(using=request.param, assert_all_called=False) as started:
        yield started


def failing_call() -> TXCloudError:
    with TXCloud(KEY, max_retries=1) as client, pytest.raises(TXCloudError) as caught:
        client.cancel_verification("ver_1")
    return caught.value


UNSENT = [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError]
SENT = [httpx.ReadError, httpx.ReadTimeout, httpx.RemoteProtocolError, httpx.WriteError]


@pytest.mark.parametrize("kind", [*UNSENT, *SENT])
def test_respx_raises(router: respx.Router, kind: type[Exception]) -> None:
    route = router.post(path__regex=".*").mock(side_effect=kind)
    error = failing_call()
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
