"""What the client says in the log."""

import json
import logging

import httpx
import pytest
from txcloud_identity import TXCloud

from tests.support.bodies import example
from tests.support.clients import KEY, Caller

ID = "ver_c4n4ry"


def lines(caplog: pytest.LogCaptureFixture, name: str = "txcloud_identity") -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == name]


def test_each_attempt_is_a_line(call: Caller, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    answers: list[httpx.ConnectError | httpx.Response] = [
        httpx.ConnectError("refused"),
        httpx.Response(429, headers={"Retry-After": "0", "X-Request-Id": f"r\n{KEY}"}),
        httpx.Response(200, headers={"X-Request-Id": "req_1"}, content=json.dumps(example()).encode()),
    ]

    def server(_: httpx.Request) -> httpx.Response:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    call(server, ID)
    said = lines(caplog)
    route = "POST /identity/verifications/{id}/cancel: "
    outcomes = ["APIConnectionError", "429 RateLimitError", "200"]
    assert [line.removeprefix(route).split(" in ")[0] for line in said] == outcomes
    assert [line.partition("attempt ")[2] for line in said] == [
        "1, request unknown)",
        "2, request r [API key])",
        "3, request req_1)",
    ]
    assert all(float(line.split(" in ")[1].split()[0]) < 60 for line in said)


def test_an_answer_that_cannot_be_read_is_told_from_a_success(call: Caller, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    call.error(lambda _: httpx.Response(200, content=b"<html>"), ID)
    assert ": 200 ResponseError in " in lines(caplog)[0]


@pytest.mark.parametrize("level", [logging.INFO, logging.DEBUG])
def test_no_identifier_and_no_person_is_named(call: Caller, caplog: pytest.LogCaptureFixture, level: int) -> None:
    caplog.set_level(level)
    call(lambda _: httpx.Response(200, json=example()), ID)
    assert len(lines(caplog)) == 1
    assert lines(caplog, httpx.__name__) == [
        'HTTP Request: POST https://sandbox.api.txcloud.io/v1/identity/verifications/{id}/cancel "HTTP/1.1 200 OK"'
    ]
    assert ID not in caplog.text
    assert "Mohammed" not in caplog.text


@pytest.mark.parametrize(
    "base_url",
    [
        "https://Gateway.Example/v1/",
        "https://gateway.example:443/v1",
        "https://bücher.example/v1",
        "https://gateway.example/é",
        "https://gateway.example/a/../v1",
        "https://gateway.example",
    ],
)
def test_no_identifier_is_named_however_an_address_is_spelled(
    call: Caller, caplog: pytest.LogCaptureFixture, base_url: str
) -> None:
    caplog.set_level(logging.INFO)
    call(lambda _: httpx.Response(200, json={}), ID, base_url=base_url)
    assert len(lines(caplog)) == 1
    assert ID not in caplog.text


def test_what_others_have_httpx_say_is_left_alone(call: Caller, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    call(lambda _: httpx.Response(200, json={}))
    with httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200))) as http:
        http.get("https://other.example/a")
    logging.getLogger(httpx.__name__).info("something else")
    assert lines(caplog, httpx.__name__)[1:] == [
        'HTTP Request: GET https://other.example/a "HTTP/1.1 200 OK"',
        "something else",
    ]


def test_a_line_is_the_same_whatever_library_makes_it(call: Caller, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(1)

    def server(request: httpx.Request) -> httpx.Response:
        logger = logging.getLogger("some.library")
        key = request.headers["Authorization"].encode()
        logger.debug("sends %s to %s", [(b"authorization", key)], request.url)
        logger.debug('encoded as %s, and as b"it\'s %s"', bytearray(key), key.decode())
        logger.debug("failed exception=ValueError(%r)", key.decode())
        logger.debug("too few %s %s", key)
        return httpx.Response(200, json={"id": ID})

    call(server, ID)
    address = "https://sandbox.api.txcloud.io/v1/identity/verifications/{id}/cancel"
    assert lines(caplog, "some.library") == [
        f"sends [(b'...', b'...')] to {address}",
        "encoded as bytearray(b'...'), and as b'...'",
        "failed exception=ValueError",
        "too few %s %s",
    ]
    caplog.clear()
    logging.getLogger("some.library").debug("is left alone: %s", b"outside")
    assert caplog.messages == ["is left alone: b'outside'"]


def test_the_work_for_a_line_does_not_grow_with_the_clients() -> None:
    before = logging.getLogRecordFactory()
    clients = [TXCloud(KEY, base_url=f"https://host-{number}.example") for number in range(100)]
    assert logging.getLogRecordFactory() is before
    assert len(clients) == 100
