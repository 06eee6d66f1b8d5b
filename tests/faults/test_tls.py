"""What a call comes to where TLS fails, or a server fails behind it."""

import asyncio
import os
from functools import partial
from pathlib import Path

import pytest
from txcloud_identity import APIConnectionError, APITimeoutError, ResponseError, TXCloudError

from tests.support.bodies import check
from tests.support.clients import KINDS, session_at
from tests.support.faults import bodies, heads
from tests.support.server import Act, Serve, listening, reset, serving
from tests.support.tables import Cell
from tests.support.tls import AUTHORITY, CERTIFICATES, STRANGER, context
from tests.support.unsent import check_unsent
from tests.support.waiting import at_once

pytestmark = [
    pytest.mark.block_network(allowed_hosts=["127.0.0.1", "localhost"]),
    pytest.mark.usefixtures("trusted"),
    pytest.mark.waits,
]

each_kind = pytest.mark.parametrize("kind", KINDS)


async def close(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    pass


async def reset_it(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    reset(writer)


def check_certificate(certificate: str, kind: str, cell: Cell) -> None:
    with serving(heads.close_without_an_answer, tls=context(certificate)) as server:
        with session_at(kind, f"https://127.0.0.1:{server.port}") as session:
            check_unsent(session.outcome("ver_1"))
        server.wait_until_closed()
    assert server.requests == []
    cell(f"tls: a certificate {certificate}", f"{kind}, new", "APIConnectionError", False, 0, session.seconds)


def test_a_certificate_that_proves_nothing(cell: Cell) -> None:
    at_once(
        partial(check_certificate, certificate, kind, cell)
        for certificate in CERTIFICATES
        if certificate != "good"
        for kind in KINDS
    )


@each_kind
def test_certificates_that_are_replaced_are_read_again(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "authorities.pem"
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with serving(heads.close_without_an_answer, at=0, tls=context("good")) as server:
        for seconds, authority in enumerate((STRANGER, AUTHORITY)):
            authority.cert_pem.write_to_path(path)
            os.utime(path, (0, seconds))
            with session_at(kind, f"https://127.0.0.1:{server.port}", max_retries=0) as session:
                outcome = session.outcome("ver_1")
            assert isinstance(outcome, TXCloudError) is (authority is STRANGER)


async def speak_http(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


async def send_an_alert(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"\x15\x03\x03\x00\x02\x02\x28")


async def say_nothing(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read(-1)


async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"\x16\x03\x03\x40\x00")
    while not writer.is_closing():
        writer.write(b"\x02")
        await asyncio.sleep(0.05)


HANDSHAKES: list[tuple[Serve, type[TXCloudError]]] = [
    (speak_http, APIConnectionError),
    (close, APIConnectionError),
    (reset_it, APIConnectionError),
    (send_an_alert, APIConnectionError),
    (say_nothing, APITimeoutError),
    (drip, APITimeoutError),
]


def check_handshake(serve: Serve, outcome: type[TXCloudError], kind: str, cell: Cell) -> None:
    received = []

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        received.append(await reader.read(65536))
        await serve(reader, writer)
        writer.close()

    timeout = 1 if outcome is APITimeoutError else 20
    with listening(served) as port, session_at(kind, f"https://127.0.0.1:{port}", timeout=timeout) as session:
        check_unsent(session.outcome("ver_1"), outcome)
        # It was tried once more, since nothing was sent.
        assert len(received) == 2
        assert b"POST" not in b"".join(received)
    cell(f"tls: {serve.__name__.replace('_', ' ')}", f"{kind}, new", outcome.__name__, False, 0, session.seconds)


def test_handshakes_that_fail(cell: Cell) -> None:
    at_once(partial(check_handshake, *handshake, kind, cell) for handshake in HANDSHAKES for kind in KINDS)


BEHIND_TLS: list[tuple[Act, type[TXCloudError], float | None]] = [
    (heads.close_without_an_answer, APIConnectionError, None),
    (heads.reset_without_an_answer, APIConnectionError, None),
    (heads.drip_the_head, APITimeoutError, 3),
    (bodies.close_within_the_body, ResponseError, None),
    (bodies.drip_the_body, ResponseError, 3),
]


def check_behind_tls(
    act: Act, outcome: type[TXCloudError], timeout: float | None, connection: str, kind: str, cell: Cell
) -> None:
    with serving(act, at=2 if connection == "kept" else 1, tls=context("good")) as server:
        with session_at(kind, f"https://127.0.0.1:{server.port}") as session:
            if connection == "kept":
                session.outcome("ver_0")
            error = session.outcome("ver_1", timeout=timeout)
        server.wait_until_closed()
    assert type(error) is outcome
    assert error.outcome_unknown
    check(error)
    sent = sum(b"ver_1" in request for request in server.requests)
    cell(
        f"tls: {act.__name__.replace('_', ' ')}", f"{kind}, {connection}", outcome.__name__, True, sent, session.seconds
    )
    assert sent == 1


def test_faults_behind_tls(cell: Cell) -> None:
    at_once(
        partial(check_behind_tls, *fault, connection, kind, cell)
        for fault in BEHIND_TLS
        for connection in ("new", "kept")
        for kind in KINDS
    )


@each_kind
def test_plain_http_where_tls_is_spoken(kind: str, cell: Cell) -> None:
    with serving(heads.close_without_an_answer, tls=context("good")) as server:
        with session_at(kind, f"http://127.0.0.1:{server.port}") as session:
            error = session.outcome("ver_1")
        server.wait_until_closed()
    assert type(error) is APIConnectionError
    assert error.outcome_unknown
    assert server.requests == []
    cell("plain HTTP where TLS is spoken", f"{kind}, new", "APIConnectionError", True, 0, session.seconds)
