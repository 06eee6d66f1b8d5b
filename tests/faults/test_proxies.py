"""Calls through a proxy: what was not sent is known not to be, and a proxy's time is not the server's."""

import asyncio
from functools import partial
from typing import Any

import pytest
from txcloud_identity import APIConnectionError, APITimeoutError, Response, TXCloudError

from tests.support import proxies
from tests.support.clients import KINDS, session_at
from tests.support.faults import heads
from tests.support.server import Exchange, Serve, listening, serving
from tests.support.tls import context
from tests.support.unsent import check_unsent
from tests.support.waiting import at_once

pytestmark = [
    pytest.mark.block_network(allowed_hosts=["127.0.0.1", "localhost"]),
    pytest.mark.usefixtures("trusted"),
    pytest.mark.waits,
]

# More than a client has connections.
MANY = 110


async def answer_slowly(exchange: Exchange) -> None:
    await asyncio.sleep(proxies.SLOW)
    await exchange.answer()


def check_slow_server(kind: str) -> None:
    timeout = 2 * proxies.SLOW - 0.2
    with (
        serving(answer_slowly, tls=context("good")) as server,
        session_at(kind, f"https://127.0.0.1:{server.port}", timeout=timeout) as session,
    ):
        assert session.call("ver_1").parsed.id == "ver_1"
    assert session.seconds > 2 * proxies.SLOW


def test_the_time_of_a_proxy_is_not_the_server_s(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(proxies.tunnel_slowly) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy}")
        at_once(partial(check_slow_server, kind) for kind in KINDS)


def check_call(kind: str, url: str, outcome: type[TXCloudError], **options: Any) -> None:
    with session_at(kind, url, **options) as session:
        check_unsent(session.outcome("ver_1"), outcome)
    assert session.seconds < 10


SCHEMES = {"HTTPS_PROXY": "http", "ALL_PROXY": "socks5"}


@pytest.mark.parametrize(
    ("variable", "serve"),
    [
        ("HTTPS_PROXY", proxies.hang_up),
        ("HTTPS_PROXY", proxies.talk_nonsense),
        ("HTTPS_PROXY", proxies.ask_for_a_password),
        ("ALL_PROXY", proxies.hang_up),
        ("ALL_PROXY", proxies.talk_nonsense),
        ("ALL_PROXY", proxies.speak_http),
    ],
)
def test_a_proxy_that_fails_has_sent_nothing(variable: str, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    async def count(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(writer)
        await serve(reader, writer)

    with listening(count) as proxy, serving(heads.close_without_an_answer, tls=context("good")) as server:
        monkeypatch.setenv(variable, f"{SCHEMES[variable]}://127.0.0.1:{proxy}")
        at_once(partial(check_call, kind, f"https://127.0.0.1:{server.port}", APIConnectionError) for kind in KINDS)
    # Each was tried once more.
    assert len(asked) == 4
    assert server.connections == 0


@pytest.mark.parametrize(
    ("variable", "serve"),
    [
        ("HTTPS_PROXY", proxies.say_nothing),
        ("HTTPS_PROXY", proxies.drip),
        ("ALL_PROXY", proxies.say_nothing),
    ],
)
def test_a_proxy_has_the_time_of_a_connection(variable: str, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    options = {"timeout": 0.5, "max_retries": 0}
    with listening(serve) as proxy:
        monkeypatch.setenv(variable, f"{SCHEMES[variable]}://127.0.0.1:{proxy}")
        at_once(partial(check_call, kind, "https://127.0.0.1:9", APITimeoutError, **options) for kind in KINDS)


@pytest.mark.once
@pytest.mark.repeats
@pytest.mark.parametrize("kind", KINDS)
# Instead of a handshake.
@pytest.mark.parametrize("reply", [b"", b"nonsense"])
def test_a_server_behind_a_proxy_is_called_again_when_it_is_well(
    kind: str, reply: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_well = False

    async def tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if is_well:
            await proxies.tunnel(reader, writer)
            return
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 Connected\r\n\r\n" + reply)
        writer.close()

    with listening(tunnel) as proxy, serving(heads.close_without_an_answer, at=0, tls=context("good")) as server:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy}")
        with session_at(kind, f"https://127.0.0.1:{server.port}", max_retries=0, timeout=5) as session:
            for _ in range(MANY):
                error = session.outcome("ver_1")
                assert isinstance(error, TXCloudError)
                assert error.outcome_unknown is False
            is_well = True
            for number in range(3):
                answer = session.outcome(f"ver_{number}")
                assert isinstance(answer, Response)
                assert answer.parsed.id == f"ver_{number}"
