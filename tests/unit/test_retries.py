"""A request is repeated only where it cannot have been acted on, and the wait is the server's."""

import datetime
import email.utils
import json
from typing import Any

import httpx
import pytest
from txcloud_identity import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    ConfigurationError,
    RateLimitError,
    ServerError,
    TXCloudError,
)
from txcloud_identity.types import Request

from tests.support.clients import Caller, Session

SUCCESS: tuple[int, dict[str, str], object] = (200, {}, {"id": "ver_1"})
UNSENT = [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError]
SENT = [
    httpx.ReadError,
    httpx.ReadTimeout,
    httpx.RemoteProtocolError,
    httpx.WriteError,
    httpx.WriteTimeout,
    httpx.CloseError,
    httpx.LocalProtocolError,
    OSError,
    RuntimeError,
    UnicodeError,
]


class Server:
    """Answers with one thing after the other, the last one for ever, and counts."""

    def __init__(self, *script: Any) -> None:
        self.script = list(script)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(step, type):
            raise step("the network's own words")
        status, headers, body = step
        encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
        return httpx.Response(status, headers=encoded, json=body)


@pytest.mark.parametrize("failure", UNSENT)
def test_what_was_not_sent_is_repeated(call: Caller, delays: list[float], failure: type[Exception]) -> None:
    server = Server(failure, failure, failure, SUCCESS)
    assert call(server).parsed.id == "ver_1"
    assert len(server.requests) == 4
    for pause, longest in zip(delays, (0.5, 1, 2), strict=True):
        assert longest / 2 <= pause <= longest


@pytest.mark.parametrize("failure", UNSENT)
def test_what_was_never_sent_was_not_acted_on(call: Caller, failure: type[Exception]) -> None:
    server = Server(failure)
    error = call.error(server)
    assert isinstance(error, APIConnectionError)
    assert error.outcome_unknown is False
    assert isinstance(error, APITimeoutError) == issubclass(failure, httpx.TimeoutException)
    assert "the network's own words" in str(error)
    assert len(server.requests) == 4


@pytest.mark.parametrize("failure", SENT)
def test_what_may_have_been_acted_on_is_not_repeated(
    call: Caller, delays: list[float], failure: type[Exception]
) -> None:
    server = Server(failure, SUCCESS)
    error = call.error(server)
    assert isinstance(error, APIConnectionError)
    assert error.outcome_unknown is True
    assert isinstance(error, APITimeoutError) == issubclass(failure, httpx.TimeoutException)
    assert "the network's own words" not in str(error)
    assert len(server.requests) == 1
    assert delays == []


@pytest.mark.parametrize(
    ("status", "headers"),
    [(503, {}), *((status, {"Retry-After": "1"}) for status in (302, 400, 408, 409, 500, 502, 504, 520))],
)
def test_another_error_is_not_repeated(call: Caller, delays: list[float], status: int, headers: dict[str, str]) -> None:
    server = Server((status, headers, {}), SUCCESS)
    assert isinstance(call.error(server), APIStatusError)
    assert len(server.requests) == 1
    assert delays == []


IDEMPOTENT: Request[Any] = Request(
    method="POST", route="/", path="/", read=json.loads, is_idempotent=True, headers={"Idempotency-Key": "k"}
)


def test_what_is_done_once_for_its_key_is_repeated(call: Caller, delays: list[float]) -> None:
    server = Server(httpx.ReadTimeout, (502, {}, {}), httpx.ConnectError, SUCCESS)
    with Session(call.kind, handler=server) as session:
        assert session.send(IDEMPOTENT).parsed == {"id": "ver_1"}
    assert [request.headers["Idempotency-Key"] for request in server.requests] == ["k"] * 4
    assert len(delays) == 3


@pytest.mark.parametrize("last", [httpx.ConnectError, (409, {}, {}), (401, {}, {})])
def test_an_earlier_attempt_may_have_been_acted_on(call: Caller, last: Any) -> None:
    server = Server(httpx.ReadTimeout, last)
    with Session(call.kind, handler=server, max_retries=1) as session, pytest.raises(TXCloudError) as caught:
        session.send(IDEMPOTENT)
    assert caught.value.outcome_unknown
    assert len(server.requests) == 2


def test_what_was_refused_is_not_repeated_for_its_key(call: Caller, delays: list[float]) -> None:
    server = Server((409, {}, {}), SUCCESS)
    with Session(call.kind, handler=server) as session, pytest.raises(APIStatusError) as caught:
        session.send(IDEMPOTENT)
    assert not caught.value.outcome_unknown
    assert delays == []


def hint(seconds: object) -> dict[str, object]:
    return {"error": {"retry_after": seconds}}


def in_seconds(seconds: float) -> str:
    then = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=seconds)
    return email.utils.format_datetime(then, usegmt=True)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("headers", "body", "waited"),
    [
        ({"Retry-After": "7"}, {}, 7),
        ({"Retry-After": "1.5"}, {}, 1.5),
        ({"Retry-After": "0"}, {}, 0),
        ({"Retry-After": "60"}, {}, 60),
        ({"Retry-After": "7"}, hint(9), 7),
        ({"Retry-After": "soon"}, hint(9), 9),
        ({"Retry-After": "nan"}, hint(9), 9),
        ({"Retry-After": "inf"}, hint(9), 9),
        ({"Retry-After": "\u0661\u0660"}, hint(9), 9),
        ({}, hint(9), 9),
        ({}, hint(0.25), 0.25),
        ({"Retry-After": "-3"}, hint(9), 9),
        ({"Retry-After": "1_0"}, hint(9), 9),
        ({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, {}, 0),
        ({"Retry-After": "Wed Oct 21 07:28:00 2015"}, {}, 0),
    ],
)
def test_the_wait_is_the_server_s(
    call: Caller, delays: list[float], status: int, headers: dict[str, str], body: Any, waited: float
) -> None:
    server = Server((status, headers, body), SUCCESS)
    assert call(server).parsed.id == "ver_1"
    assert delays == ([waited] if waited else [])
    assert len(server.requests) == 2


def test_the_wait_may_be_a_date(call: Caller, delays: list[float]) -> None:
    assert call(Server((429, {"Retry-After": in_seconds(30)}, {}), SUCCESS)).parsed.id == "ver_1"
    [pause] = delays
    assert 25 < pause <= 30


@pytest.mark.parametrize("body", [{}, {"error": "busy"}, hint("9"), hint(True), hint(None), hint(-1), []])
def test_without_a_hint_a_rate_limit_is_waited_out_ever_longer(call: Caller, delays: list[float], body: Any) -> None:
    error = call.error(Server((429, {"Retry-After": "Wed, 99 Oct"}, body)), max_retries=6)
    assert isinstance(error, RateLimitError)
    assert error.retry_after is None
    for pause, longest in zip(delays, (0.5, 1, 2, 4, 8, 8), strict=True):
        assert longest / 2 <= pause <= longest


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Retry-After": "61"}, {}),
        ({"Retry-After": "9" * 400}, {}),
        ({"Retry-After": "Fri Nov  6 08:49:37 2054"}, {}),
        ({}, hint(3600)),
        ({}, hint(10**400)),
    ],
)
def test_too_long_a_wait_is_left_to_the_caller(
    call: Caller, delays: list[float], status: int, headers: dict[str, str], body: Any
) -> None:
    server = Server((status, headers, body), SUCCESS)
    error = call.error(server)
    assert isinstance(error, RateLimitError | ServerError)
    assert error.retry_after
    assert 60 < error.retry_after <= 1e9
    assert error.outcome_unknown is False
    assert len(server.requests) == 1
    assert delays == []


@pytest.mark.parametrize(("max_retries", "requests"), [(0, 1), (1, 2), (5, 6)])
def test_how_often_can_be_said(call: Caller, max_retries: int, requests: int) -> None:
    server = Server(httpx.ConnectError)
    call.error(server, max_retries=max_retries)
    assert len(server.requests) == requests


@pytest.mark.parametrize("value", [-1, 1.5, "3", True, float("inf")])
def test_an_odd_number_of_retries_is_refused(call: Caller, value: Any) -> None:
    server = Server(SUCCESS)
    error = call.error(server, max_retries=value)
    assert isinstance(error, ConfigurationError)
    assert str(error) == "max_retries must be an integer from 0 on."
    assert not server.requests


@pytest.mark.once
@pytest.mark.repeats
def test_a_thousand_repetitions_do_no_harm(call: Caller, delays: list[float]) -> None:
    call.error(Server(httpx.ConnectError), max_retries=1200)
    assert max(delays) <= 8


def test_each_repetition_is_the_same_request(call: Caller) -> None:
    server = Server((429, {}, {}), (503, {"Retry-After": "1"}, {}), SUCCESS)
    call(server)
    first, *others = [
        (each.method, each.url, each.headers, dict(each.extensions["timeout"])) for each in server.requests
    ]
    assert others == [first, first]
