"""A caller's own client may speak HTTP/2."""

import logging
import threading

import httpcore
import httpx
import pytest
from txcloud_identity import APIConnectionError, TXCloud

from tests.support import leaks
from tests.support.clients import KEY
from tests.support.http2 import Http2Server
from tests.support.server import listening

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


def test_no_log_shows_the_key(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(1)
    with listening(Http2Server().serve) as port, httpx.Client(http1=False, http2=True) as http:
        for name in list(logging.root.manager.loggerDict):
            caplog.set_level(1, name)
        client = TXCloud(KEY, base_url=f"http://127.0.0.1:{port}", http_client=http)
        caplog.set_level(1, "hpack.hpack")
        assert client.cancel_verification("ver_1").id == "ver_1"
    # The server's thread logs, too.
    said = [record for record in caplog.records if record.thread == threading.get_ident()]
    assert {"hpack.hpack", f"{httpcore.__name__}.http2", httpx.__name__} <= {record.name for record in said}
    lines = [record.getMessage() for record in said]
    leaks.check_shown(lines)
    # Headers are also shown as they are sent, and could be decoded.
    assert any("b'...'" in line for line in lines)
    assert not any("\\x" in line for line in lines)


def test_a_request_is_not_sent_again_by_the_http_library() -> None:
    server = Http2Server(goes_away_at=2)
    with listening(server.serve) as port, httpx.Client(http1=False, http2=True) as http:
        client = TXCloud(KEY, base_url=f"http://127.0.0.1:{port}", http_client=http)
        client.cancel_verification("ver_1")
        with pytest.raises(APIConnectionError, match="RepeatedRequest") as caught:
            client.cancel_verification("ver_1")
        assert caught.value.outcome_unknown is True
        assert server.requests == 2
        assert client.cancel_verification("ver_1").id == "ver_1"
