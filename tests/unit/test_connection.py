"""What goes over a connection, and what does not."""

import pytest
from pytest_httpserver import HTTPServer
from txcloud_identity import APIConnectionError, TXCloud

from tests.support.clients import KEY
from tests.support.server import port_of_nobody

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "localhost"])


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
        TXCloud(KEY, base_url=f"http://127.0.0.1:{port_of_nobody()}", max_retries=0) as client,
    ):
        client.cancel_verification("ver_1")
    assert not httpserver.log
