"""What becomes of a call that aiohttp sends, as the package's own page shows it."""

import asyncio
import runpy
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from httpx_aiohttp import AiohttpTransport
from pytest_httpserver import HTTPServer
from txcloud_identity import APIConnectionError, AsyncTXCloud, Response, TXCloudError
from txcloud_identity.models import Verification
from txcloud_identity.testing import FakeTXCloud
from vcr import VCR

from scripts.common.workspace import HERE
from scripts.recording.cassettes import MATCH_ON
from tests.support.blocks import AIOHTTP, EXAMPLES
from tests.support.bodies import check
from tests.support.clients import KEY
from tests.support.faults import FAULTS, Fault, heads
from tests.support.server import Act, port_of_nobody, serving
from tests.support.waiting import at_once

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "localhost"])

Transport = Callable[[], httpx.AsyncBaseTransport]

WAITING = [fault for fault in FAULTS if fault.waits or fault.act is heads.send_interim_answers_without_end]
READ_IN_ANOTHER_WAY = {"answer_with_an_unknown_transfer_coding", "send_garbage_after_it"}


@pytest.fixture
def shown(tmp_path: Path) -> Transport:
    """The transport of the page."""
    module = tmp_path / "shown.py"
    module.write_text(EXAMPLES[AIOHTTP].replace("asyncio.run(main())", ""), encoding="utf-8")
    transport: Transport = runpy.run_path(str(module))["Transport"]
    return transport


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


def cancel(transport: Transport, address: str, timeout: float = 20) -> Response[Verification]:
    async def cancelled() -> Response[Verification]:
        async with (
            httpx.AsyncClient(transport=transport()) as http,
            AsyncTXCloud(KEY, base_url=address, http_client=http, timeout=timeout) as client,
        ):
            return await client.cancel_verification_detailed("ver_1")

    return asyncio.run(cancelled())


def test_it_sends_and_reads_the_same(shown: Transport, httpserver: HTTPServer, verification: dict[str, Any]) -> None:
    httpserver.expect_request("/identity/verifications/ver_1/cancel").respond_with_json(verification)
    assert cancel(shown, httpserver.url_for("")).parsed.to_dict() == Verification.from_dict(verification).to_dict()
    [(request, _)] = httpserver.log
    assert request.headers["Authorization"] == f"Bearer {KEY}"


def check_fault(transport: Transport, fault: Fault) -> None:
    with serving(fault.act) as server:
        try:
            # The page gives a response the time of all four steps.
            came: object = cancel(transport, f"http://127.0.0.1:{server.port}", fault.timeout / 4)
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
def test_a_fault_comes_to_the_same(shown: Transport, fault: Fault) -> None:
    check_fault(shown, fault)


@pytest.mark.once
def test_faults_that_wait_come_to_the_same(shown: Transport) -> None:
    at_once(partial(check_fault, shown, fault) for fault in WAITING)


def test_the_fake_answers_it_too(shown: Transport, fake_txcloud: FakeTXCloud) -> None:
    fake_txcloud.add_verification("ver_1")
    assert cancel(shown, "https://gateway.example").parsed.status == "expired"
    assert len(fake_txcloud.requests) == 1


def test_where_nobody_listens_nothing_was_sent(shown: Transport, delays: list[float]) -> None:
    with pytest.raises(APIConnectionError) as caught:
        cancel(shown, f"http://127.0.0.1:{port_of_nobody()}")
    assert caught.value.outcome_unknown is False
    assert len(delays) == 3


@pytest.mark.parametrize("act", [heads.close_without_an_answer, heads.reset_without_an_answer])
def test_what_another_transport_calls_a_failed_connection_is_not_trusted(act: Act, delays: list[float]) -> None:
    with serving(act) as server, pytest.raises(APIConnectionError) as caught:
        cancel(AiohttpTransport, f"http://127.0.0.1:{server.port}")
    assert caught.value.outcome_unknown is True
    assert len(server.requests) == 1
    assert delays == []
