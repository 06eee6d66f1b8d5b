"""What becomes of a call that aiohttp sends, by the transport that the package brings."""

import asyncio
import runpy
import sys
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from httpx_aiohttp import AiohttpTransport
from pytest_httpserver import HTTPServer
from txcloud_identity import APIConnectionError, APITimeoutError, AsyncTXCloud, Response, ResponseError, TXCloudError
from txcloud_identity.aiohttp import Transport
from txcloud_identity.models import Verification
from txcloud_identity.testing import FakeTXCloud
from vcr import VCR

from scripts.common.workspace import HERE
from scripts.recording.cassettes import MATCH_ON
from tests.support import proxies
from tests.support.blocks import AIOHTTP, EXAMPLES
from tests.support.bodies import check
from tests.support.clients import KEY
from tests.support.faults import FAULTS, Fault, bodies, heads
from tests.support.server import Act, Exchange, Server, listening, port_of_nobody, serving
from tests.support.waiting import at_once

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "localhost"])

# aiohttp reads interim answers for as long as they come.
WAITING = [fault for fault in FAULTS if fault.waits or fault.act is heads.send_interim_answers_without_end]
READ_IN_ANOTHER_WAY = {"answer_with_an_unknown_transfer_coding", "send_garbage_after_it"}


@pytest.mark.parametrize(("status", "printed"), [(200, "expired"), (404, "404 "), (429, "429 "), (500, "500 ")])
def test_the_page_shows_what_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, status: int, printed: str
) -> None:
    monkeypatch.setenv("TXCLOUD_API_KEY", KEY)
    module = tmp_path / "shown.py"
    module.write_text(EXAMPLES[AIOHTTP], encoding="utf-8")
    # To aiohttp no body is None, to httpx it is empty.
    player = VCR(record_mode="none", match_on=[each for each in MATCH_ON if each != "raw_body"])
    with player.use_cassette(HERE.cassettes / f"cancel_verification_{status}.yaml") as recording:
        recording.allow_playback_repeats = True
        runpy.run_path(str(module))
    assert printed in capsys.readouterr().out


LIBRARIES: list[Any] = [httpx, httpx2]


def cancel(
    address: str, timeout: float = 20, library: Any = httpx, transport: Callable[[], Any] = Transport
) -> Response[Verification]:
    async def cancelled() -> Response[Verification]:
        async with (
            library.AsyncClient(transport=transport()) as http,
            AsyncTXCloud(KEY, base_url=address, http_client=http, timeout=timeout) as client,
        ):
            return await client.cancel_verification_detailed("ver_1")

    return asyncio.run(cancelled())


@pytest.mark.parametrize("library", LIBRARIES)
def test_it_sends_and_reads_the_same(httpserver: HTTPServer, verification: dict[str, Any], library: Any) -> None:
    httpserver.expect_request("/identity/verifications/ver_1/cancel").respond_with_json(verification)
    assert (
        cancel(httpserver.url_for(""), library=library).parsed.to_dict()
        == Verification.from_dict(verification).to_dict()
    )
    [(request, _)] = httpserver.log
    assert request.headers["Authorization"] == f"Bearer {KEY}"


def check_fault(fault: Fault) -> None:
    with serving(fault.act) as server:
        try:
            # The transport gives a response the time of all four steps.
            came: object = cancel(f"http://127.0.0.1:{server.port}", 0.5 if fault in WAITING else 5)
        except TXCloudError as error:
            came = error
            check(error)
    # aiohttp finds other answers broken: it takes an unknown transfer coding, and no byte after an answer.
    is_unknown = isinstance(came, TXCloudError) and came.outcome_unknown
    if fault.outcome is Response or not is_unknown:
        assert type(came) is fault.outcome or fault.act.__name__ in READ_IN_ANOTHER_WAY
    assert len(server.requests) == fault.requests


@pytest.mark.once
@pytest.mark.parametrize("fault", [each for each in FAULTS if each not in WAITING], ids=lambda each: each.act.__name__)
def test_a_fault_comes_to_the_same(fault: Fault) -> None:
    check_fault(fault)


@pytest.mark.once
@pytest.mark.waits
def test_faults_that_wait_come_to_the_same() -> None:
    at_once(partial(check_fault, fault) for fault in WAITING)


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_fake_answers_it_too(fake_txcloud: FakeTXCloud, library: Any) -> None:
    fake_txcloud.add_verification("ver_1")
    assert cancel("https://gateway.example", library=library).parsed.status == "expired"
    assert len(fake_txcloud.requests) == 1


@pytest.mark.parametrize("library", LIBRARIES)
def test_where_nobody_listens_nothing_was_sent(delays: list[float], library: Any) -> None:
    with pytest.raises(APIConnectionError) as caught:
        cancel(f"http://127.0.0.1:{port_of_nobody()}", library=library)
    assert type(caught.value) is APIConnectionError
    assert caught.value.outcome_unknown is False
    assert len(delays) == 3


def test_where_nobody_answers_in_time_nothing_was_sent(monkeypatch: pytest.MonkeyPatch, delays: list[float]) -> None:
    async def connect(*_: object, **__: object) -> None:
        raise TimeoutError

    monkeypatch.setattr("aiohttp.connector.TCPConnector._wrap_create_connection", connect)
    with pytest.raises(APITimeoutError) as caught:
        cancel("http://127.0.0.1:9", timeout=0.1)
    assert caught.value.outcome_unknown is False
    assert len(delays) == 3


@pytest.mark.waits
@pytest.mark.parametrize(
    ("act", "timeout", "kind"),
    [(heads.close_without_an_answer, 20, APIConnectionError), (heads.drip_the_head, 0.5, APITimeoutError)],
)
def test_what_was_sent_is_not_sent_again(act: Act, timeout: float, kind: type[Exception], delays: list[float]) -> None:
    with serving(act) as server, pytest.raises(APIConnectionError) as caught:
        cancel(f"http://127.0.0.1:{server.port}", timeout)
    assert type(caught.value) is kind
    assert caught.value.outcome_unknown is True
    assert delays == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_body_that_breaks_off_is_told_in_the_words_of_the_library(library: Any) -> None:
    with (
        serving(bodies.close_within_the_body) as server,
        pytest.raises(ResponseError, match=r"broke off \(ReadError\)"),
    ):
        cancel(f"http://127.0.0.1:{server.port}", library=library)


def test_what_may_be_repeated_is_not_either() -> None:
    async def delete(address: str) -> None:
        async with httpx.AsyncClient(transport=Transport()) as http:
            await AsyncTXCloud(KEY, base_url=address, http_client=http).request("DELETE", "/a")

    with serving(heads.close_without_an_answer) as server, pytest.raises(APIConnectionError) as caught:
        asyncio.run(delete(f"http://127.0.0.1:{server.port}"))
    assert caught.value.outcome_unknown
    assert len(server.requests) == 1


@pytest.mark.parametrize("library", LIBRARIES)
def test_where_a_proxy_refuses_nothing_was_sent(delays: list[float], library: Any) -> None:
    with listening(proxies.refuse) as proxy:
        transport = partial(Transport, proxy=library.Proxy(f"http://127.0.0.1:{proxy}"))
        with pytest.raises(APIConnectionError) as caught:
            cancel("https://gateway.example", library=library, transport=transport)
    assert caught.value.outcome_unknown is False
    assert len(delays) == 3


def test_an_option_that_it_does_not_have_is_refused() -> None:
    with pytest.raises(TypeError, match="bogus"):
        Transport(bogus=1)


def test_what_is_no_error_of_the_network_is_raised_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise LookupError("what is wrong")

    monkeypatch.setattr("aiohttp.ClientSession._request", fail)
    with pytest.raises(APIConnectionError, match="LookupError"):
        cancel("http://127.0.0.1:9")


def test_its_options_are_those_of_httpx(httpserver: HTTPServer) -> None:
    """Other requests of the service may have no time limit."""
    httpserver.expect_request("/").respond_with_data("somebody else")

    async def get() -> str:
        transport = Transport(limits=httpx.Limits(max_connections=1))
        async with httpx.AsyncClient(transport=transport, timeout=None) as http:  # noqa: S113
            return (await http.get(httpserver.url_for("/"))).text

    assert asyncio.run(get()) == "somebody else"


async def parts() -> AsyncIterator[bytes]:
    yield b"one, "
    yield b"two"


@pytest.mark.parametrize("body", [lambda: b"one, two", parts], ids=["of a known length", "as it comes"])
def test_a_body_is_sent(httpserver: HTTPServer, body: Callable[[], Any]) -> None:
    httpserver.expect_request("/", data="one, two").respond_with_data("both")

    async def post() -> str:
        async with httpx.AsyncClient(transport=Transport()) as http:
            return (await http.post(httpserver.url_for("/"), content=body())).text

    assert asyncio.run(post()) == "both"


def test_cookies_are_up_to_the_http_client(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("", headers={"Set-Cookie": "kept=1"})

    async def get_twice() -> None:
        async with httpx.AsyncClient(transport=Transport()) as http:
            # To aiohttp, the cookies of an address without a name are of nobody.
            address = httpserver.url_for("/").replace("127.0.0.1", "localhost")
            await http.get(address)
            http.cookies.clear()
            await http.get(address)

    asyncio.run(get_twice())
    assert ["Cookie" in request.headers for request, _ in httpserver.log] == [False, False]


def test_its_connections_are_closed_with_the_client() -> None:
    async def close(server: Server) -> None:
        # They do not end by themselves.
        http = httpx.AsyncClient(transport=Transport(limits=httpx.Limits(keepalive_expiry=3600)))
        client = AsyncTXCloud(KEY, base_url=f"http://127.0.0.1:{server.port}", http_client=http)
        await client.cancel_verification("ver_1")
        assert server.open == 1
        await http.aclose()
        await asyncio.to_thread(server.wait_until_closed)

    with serving(Exchange.answer, at=0) as server:
        asyncio.run(close(server))


def test_a_client_that_sends_nothing_can_be_closed() -> None:
    async def close() -> None:
        await httpx.AsyncClient(transport=Transport()).aclose()

    asyncio.run(close())


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx_aiohttp", None)
    with pytest.raises(ImportError, match=r"pip install 'txcloud-identity\[aiohttp\]'"):
        Transport()


@pytest.mark.parametrize("act", [heads.close_without_an_answer, heads.reset_without_an_answer])
def test_what_another_transport_calls_a_failed_connection_is_not_trusted(act: Act, delays: list[float]) -> None:
    with serving(act) as server, pytest.raises(APIConnectionError) as caught:
        cancel(f"http://127.0.0.1:{server.port}", transport=AiohttpTransport)
    assert caught.value.outcome_unknown is True
    assert len(server.requests) == 1
    assert delays == []
