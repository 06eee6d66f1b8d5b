"""What becomes of a call when the connection fails, on real sockets."""

import socket
from collections.abc import Callable

import pytest
from pytest_httpserver import HTTPServer
from txcloud_identity import APIConnectionError, TXCloud

from . import faulty_server as faulty
from .conftest import KEY, Caller
from .test_answers import check

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "localhost"])


@pytest.mark.parametrize(("fault", "kind"), faulty.AFTER_THE_REQUEST.items())
def test_after_the_request_the_outcome_is_unknown_and_it_is_not_repeated(
    call: Caller, fault: Callable[[socket.socket], None], kind: type[Exception]
) -> None:
    with faulty.serving(fault) as (address, received):
        error = call.error(base_url=address, timeout=0.3)
    assert type(error) is kind
    assert error.outcome_unknown is True
    check(error)
    assert len(received) == 1
    assert received[0].startswith(b"POST /identity/verifications/ver_1/cancel HTTP/1.1\r\n")


def test_where_nobody_listens_nothing_was_sent(call: Caller, pauses: list[float]) -> None:
    address = faulty.address_of_nobody()
    error = call.error(base_url=address, timeout=1)
    assert type(error) is APIConnectionError
    assert error.outcome_unknown is False
    assert str(error).startswith(f"no connection to {address}, so nothing was sent (ConnectError ")
    assert len(pauses) == 3
    check(error)


def test_a_host_that_does_not_speak_tls_was_sent_nothing(call: Caller) -> None:
    with faulty.serving(faulty.garbage) as (address, received):
        error = call.error(base_url=address.replace("http:", "https:"), timeout=1, max_retries=0)
    assert type(error) is APIConnectionError
    assert error.outcome_unknown is False
    assert b"POST" not in received[0]
    check(error)


def test_no_cookie_is_kept(httpserver: HTTPServer) -> None:
    headers = {"Set-Cookie": "session=s3cret"}
    httpserver.expect_request("/identity/verifications/ver_1/cancel").respond_with_json({}, headers=headers)
    with TXCloud(KEY, base_url=httpserver.url_for("")) as client:
        client.cancel_verification("ver_1")
        client.cancel_verification("ver_1")
    assert ["Cookie" in request.headers for request, _ in httpserver.log] == [False, False]


def test_no_proxy_sees_what_is_not_encrypted(monkeypatch: pytest.MonkeyPatch, httpserver: HTTPServer) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, httpserver.url_for("/proxy"))
    with (
        pytest.raises(APIConnectionError, match="no connection"),
        TXCloud(KEY, base_url=faulty.address_of_nobody(), max_retries=0) as client,
    ):
        client.cancel_verification("ver_1")
    assert not httpserver.log
