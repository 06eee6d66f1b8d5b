"""What goes over the wire of a request that an operation describes."""

import datetime
import json
from typing import Any

import httpx
import pytest
from pytest_httpserver import HTTPServer
from txcloud_identity import ArgumentError, TXCloud
from txcloud_identity._encoding import as_cookie, as_object, as_queries, as_query, idempotency_key
from txcloud_identity.models import FraudSignal, RiskLevel
from txcloud_identity.types import Request

from tests.support.clients import KEY, Recorder

pytestmark = pytest.mark.block_network(allowed_hosts=["localhost", "127.0.0.1"])

PARTS: dict[str, Any] = {
    "params": {"status": "open", "left out": None},
    "headers": {"X-One": "1", "X-None": None},
    "cookies": {"sort": "asc", "none": None},
}
BODIES: list[tuple[dict[str, Any], str, bytes]] = [
    ({"json": []}, "application/json", b"[]"),
    ({"data": {"a": "b"}}, "application/x-www-form-urlencoded", b"a=b"),
    ({"content": b"\x00"}, "application/octet-stream", b"\x00"),
    ({}, "", b""),
]


def described(**parts: Any) -> Request[Any]:
    return Request(method="POST", route="/things/{id}", path="/things/1", read=json.loads, **parts)


def check(headers: Any, query: str, body: bytes, media_type: str, expected: bytes) -> None:
    assert query == "status=open"
    assert headers["X-One"] == "1"
    assert "X-None" not in headers
    assert headers["Cookie"] == "sort=asc"
    assert headers["Accept"] == "application/json"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert headers.get("Content-Type", "") == media_type
    assert body == expected


@pytest.mark.parametrize(("body", "media_type", "expected"), BODIES)
def test_all_its_parts_are_sent(httpserver: HTTPServer, body: dict[str, Any], media_type: str, expected: bytes) -> None:
    httpserver.expect_request("/things/1").respond_with_json({"id": 1})
    with TXCloud(KEY, base_url=httpserver.url_for("")) as client:
        assert client.send(described(**PARTS, **body)).parsed == {"id": 1}
    [(request, _)] = httpserver.log
    check(request.headers, request.query_string.decode(), request.data, media_type, expected)


@pytest.mark.parametrize(("body", "media_type", "expected"), BODIES)
def test_all_its_parts_are_sent_by_a_client_of_the_caller_s_own(
    server: Recorder, body: dict[str, Any], media_type: str, expected: bytes
) -> None:
    with httpx.Client(transport=httpx.MockTransport(server)) as http, TXCloud(KEY, http_client=http) as client:
        client.send(described(**PARTS, **body))
    [request] = server.requests
    check(request.headers, request.url.query.decode(), request.content, media_type, expected)


def test_the_status_says_how_the_body_is_read() -> None:
    request = Request[int | str](method="POST", route="/", path="/", read=len, read_by_status={202: bytes.decode})
    assert [request.response(status, {}, b"new").parsed for status in (200, 201, 202)] == [3, 3, "new"]


def test_an_idempotency_key_is_new_or_the_caller_s() -> None:
    first, second = idempotency_key(None), idempotency_key(None)
    assert first
    assert first != second
    assert len(first) == 36
    assert idempotency_key("order 7") == "order 7"
    for value in ("", "\n"):
        with pytest.raises(ArgumentError, match="idempotency_key must"):
            idempotency_key(value)


def test_a_cookie_is_one_cookie() -> None:
    assert as_cookie("session", "a=1") == "a=1"
    assert as_cookie("session", None) is None
    for value in ("a; admin=1", "a,b", "a b", 'a"', "a\\"):
        with pytest.raises(ArgumentError, match="session must not hold spaces, quotes, commas"):
            as_cookie("session", value)


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        (None, None),
        ("é", "é"),
        (True, "true"),
        (1.5, "1.5"),
        (datetime.date(1990, 4, 12), "1990-04-12"),
        (RiskLevel.LOW, "low"),
        (["a", 2], ["a", "2"]),
    ],
)
def test_an_argument_for_the_query_is_text(value: object, texts: object) -> None:
    assert as_query("name", value) == texts
    assert as_queries("filter", {"name": value}) == {"name": texts}


@pytest.mark.parametrize("value", [object(), {}, [[]], [None], "\ud800", ["\ud800"], FraudSignal()])
def test_an_argument_without_a_text_is_refused(value: object) -> None:
    refused = "^name must be (text, a number or the like, not |valid Unicode)"
    for encode in (as_query, lambda name, value: as_queries(name, {"inner": value})):
        with pytest.raises(ArgumentError, match=refused) as caught:
            encode("name", value)
        assert caught.value.param == "name"


def test_an_object_is_a_model_or_a_dict() -> None:
    assert as_object("body", FraudSignal(code="a")) == as_object("body", {"code": "a"}) == {"code": "a"}
    assert as_queries("filter", None) == {}
    with pytest.raises(ArgumentError, match="body must be one of the documented models, not list"):
        as_object("body", [])


def test_what_is_sent_is_not_shown() -> None:
    sent = {"params", "headers", "cookies", "json", "data", "content", "files"}
    shown = repr(described(**dict.fromkeys(sent, "personal data")))
    assert "POST" in shown
    assert "personal" not in shown
