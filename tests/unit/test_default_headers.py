"""The headers that a caller adds to each request."""

import asyncio
import json
import logging
import re
from typing import Any

import httpx
import pytest
from pytest_httpserver import HTTPServer
from txcloud_identity import AsyncTXCloud, ConfigurationError, NotFoundError, TXCloud, TXCloudError
from txcloud_identity import _default_headers as default_headers

from tests.support import leaks
from tests.support.clients import KEY, Recorder, Session

SECRET = "g4tew4y-t0ken"
# No part of it is long enough to be a secret of its own.
WORDS = "alpha beta gamma delta"
GIVEN = {"X-Gateway": f"Basic {SECRET}", "traceparent": "00-1", "Cookie": "route=a"}
# What a client sets, or its HTTP library.
TAKEN = [
    *("Authorization", "Accept", "Accept-Encoding", "TXCloud-Version", "User-Agent", "Content-Type", "Content-Length"),
    *("Host", "Transfer-Encoding", "Connection", "Upgrade", "content-type", "AUTHORIZATION"),
]


@pytest.mark.usefixtures("delays")
def test_they_are_sent_on_every_attempt(kind: str) -> None:
    server = Recorder()
    responses = [httpx.Response(429), httpx.Response(200, json={}), httpx.Response(200, json={})]

    def answer(request: httpx.Request) -> httpx.Response:
        server(request)
        return responses.pop(0)

    with Session(kind, handler=answer, default_headers=GIVEN) as session:
        session.call()
        session.request("GET", "/a")
    assert len(server.requests) == 3
    for request in server.requests:
        assert {name: request.headers[name] for name in GIVEN} == GIVEN
        assert request.headers["Authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("is_async", [False, True])
def test_a_client_of_the_package_s_own_sends_them(
    monkeypatch: pytest.MonkeyPatch, server: Recorder, is_async: bool
) -> None:
    async def answer(_: object, request: httpx.Request) -> httpx.Response:
        return server(request)

    async def cancel() -> None:
        async with AsyncTXCloud(KEY, default_headers=GIVEN) as client:
            await client.cancel_verification("ver_1")

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", lambda _, request: server(request))
    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", answer)
    if is_async:
        asyncio.run(cancel())
    else:
        with TXCloud(KEY, default_headers=GIVEN) as client:
            client.cancel_verification("ver_1")
    with TXCloud(KEY) as client:
        client.cancel_verification("ver_1")
    first, second = server.requests
    assert first.headers["X-Gateway"] == GIVEN["X-Gateway"]
    assert "X-Gateway" not in second.headers


@pytest.mark.parametrize(
    ("headers", "fault"),
    [
        *[({name: "a"}, f"default_headers must not hold {name}, which is the client's own.") for name in TAKEN],
        (["X-A"], "default_headers must be a mapping, not list."),
        *[({name: SECRET}, "holds a name that no header can have") for name in ("", "X A", "X:", "X\n", "é", 5)],
        *[
            ({"X-A": value}, "must hold printable ASCII as X-A, without white space around it.")
            for value in ("", f" {SECRET}", f"{SECRET}\r\nX-Evil: 1", f"{SECRET}é", f"{SECRET}\0", 5, None)
        ],
    ],
)
@pytest.mark.parametrize("kind", [TXCloud, AsyncTXCloud])
def test_others_are_refused_and_not_quoted(kind: Any, headers: Any, fault: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        kind(KEY, default_headers=headers)
    assert fault in str(caught.value)
    assert not any(SECRET in text for text in leaks.shown_error(caught.value))


def test_a_header_that_an_operation_takes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(default_headers, "HEADER_PARAMETERS", ("Idempotency-Key",))
    with pytest.raises(ConfigurationError, match="must not hold idempotency-key, which is the client's own"):
        TXCloud(KEY, default_headers={"idempotency-key": "1"})


def test_a_key_that_is_refused_comes_first() -> None:
    with pytest.raises(ConfigurationError, match="There is no API key"):
        TXCloud("", default_headers={"Host": "a"})


def test_nothing_shows_them(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    def echo(request: httpx.Request) -> httpx.Response:
        logging.getLogger("gateway").debug("received %s", request.headers["X-Gateway"])
        sent = {name: value for name, value in request.headers.items() if name == "x-gateway"}
        return httpx.Response(
            404, headers=sent, json={"error": {"message": f"{SECRET}, {WORDS} and {KEY}", "code": SECRET}}
        )

    with (
        caplog.at_level(logging.DEBUG),
        Session(kind, handler=echo, default_headers={**GIVEN, "X-Words": WORDS}) as session,
    ):
        error = session.outcome()
        client: Any = session.client
        parts = (client, client._key, client._transport, client._connections)
        reached = [getattr(each, name, None) for each in parts for name in dir(each)]
    assert isinstance(error, TXCloudError)
    assert str(error) == "404 [header]: [header], [header] and [API key]"
    texts = [*leaks.shown_error(error), *(text for each in [client, *reached] for text in leaks.shown(each))]
    assert not any(SECRET in text for text in texts)
    assert "received [header]" in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    ("value", "echoed"),
    [
        (SECRET, f"{KEY}{SECRET}"),
        # A part of the key, and what begins in one secret and ends in another.
        (KEY[:9], KEY),
        (f"{SECRET}-{KEY[:9]}", f"{SECRET}-{KEY}"),
        ('s3cr"t/\\token', json.dumps('s3cr"t/\\token')),
        (SECRET, "".join(f"\\u{ord(each):04X}" for each in SECRET)),
        ('s3cr"t/\\token', repr("'s3cr\"t/\\token")),
    ],
)
def test_nothing_is_left_of_one(value: str, echoed: str) -> None:
    def echo(_: httpx.Request) -> httpx.Response:
        return httpx.Response(404, content=f'{{"error": {{}}, "echoed": "{echoed}"}}'.encode())

    with Session("sync", handler=echo, default_headers={"X-Gateway": value}) as session:
        error = session.outcome()
    assert isinstance(error, NotFoundError)
    left = re.sub(r"\[header\]|\[API key\]", "", error.body.decode())
    assert left.strip("\\'\"}") in ('{"error": {}, "echoed": "', '{"error": {}, "echoed": ')


def test_what_is_no_secret_stays() -> None:
    headers = {"X-Service": "verification", "X-Request-Id": "req_12345678"}
    answer = {"error": {"code": "verification_not_found", "request_id": "req_12345678"}}
    with Session("sync", handler=lambda _: httpx.Response(404, json=answer), default_headers=headers) as session:
        error = session.outcome()
    assert isinstance(error, NotFoundError)
    assert (error.code, error.request_id) == ("verification_not_found", "req_12345678")


@pytest.mark.block_network(allowed_hosts=["localhost", "127.0.0.1"])
def test_no_library_logs_them(kind: str, httpserver: HTTPServer, caplog: pytest.LogCaptureFixture) -> None:
    httpserver.expect_request("/a").respond_with_json({})
    headers = {**GIVEN, "X-Short": "s3cret"}
    url = httpserver.url_for("")
    with caplog.at_level(logging.DEBUG), Session(kind, base_url=url, default_headers=headers) as session:
        session.request("GET", "/a")
    assert "send_request_headers" in caplog.text
    assert SECRET not in caplog.text
    assert "s3cret" not in caplog.text
    [(request, _)] = httpserver.log
    assert request.headers["X-Short"] == "s3cret"


def test_an_interrupted_program_does_not_show_them() -> None:
    def interrupt(_: httpx.Request) -> httpx.Response:
        raise KeyboardInterrupt

    with (
        httpx.Client(transport=httpx.MockTransport(interrupt)) as http,
        pytest.raises(KeyboardInterrupt) as caught,
    ):
        TXCloud(KEY, http_client=http, default_headers=GIVEN).cancel_verification("ver_1")
    assert SECRET not in leaks.with_variables(caught.value)
