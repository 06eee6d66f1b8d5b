"""A request that the contract does not describe keeps every promise of one that it does."""

import json
import logging
from typing import Any

import httpx
import pytest
from txcloud_identity import APITimeoutError, ArgumentError, NotFoundError, ResponseError, ServerError
from txcloud_identity._model import Model
from txcloud_identity.models import RiskLevel, Verification

from tests.support.bodies import VERIFICATION, check
from tests.support.clients import Handler, Recorder, Session

ROUTE = "/identity/verifications/{id}"


def answering(status: int, **parts: Any) -> Handler:
    return lambda _: httpx.Response(status, **parts)


def test_the_result_is_a_model_or_json(kind: str) -> None:
    with Session(kind, handler=answering(200, content=VERIFICATION)) as session:
        verification = session.request("GET", ROUTE, id="ver_1", cast_to=Verification)
        assert type(verification) is Verification
        assert session.request("GET", ROUTE, id="ver_1") == json.loads(VERIFICATION)
    with Session(kind, handler=answering(200, json=[1])) as session:
        assert session.request("GET", "/numbers") == [1]
        with pytest.raises(ResponseError, match="cannot be read"):
            session.request("GET", "/numbers", cast_to=Verification)
    with Session(kind, handler=answering(204)) as session:
        assert session.request("DELETE", ROUTE, id="ver_1") is None
        with pytest.raises(ResponseError, match="cannot be read"):
            session.request("GET", ROUTE, id="ver_1", cast_to=Verification)
    with Session(kind, handler=answering(200, headers={"Content-Encoding": "gzip"})) as session:
        assert session.request("HEAD", ROUTE, id="ver_1") is None


@pytest.mark.parametrize("method", ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"])
def test_what_is_sent(kind: str, server: Recorder, method: str) -> None:
    with Session(kind, handler=server) as session:
        session.request(method, "/a.b/{id}/x-{number}:run/", id="a/é", number=5)
        session.call("ver_1")
    undocumented, documented = server.requests
    assert (undocumented.method, undocumented.url.raw_path) == (method, b"/v1/a.b/a%2F%C3%A9/x-5:run/")
    assert {**documented.headers, "content-length": ""} == {**undocumented.headers, "content-length": ""}


REFUSED: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    *[("method", (method, "/"), {}) for method in ("get", "TRACE", "GET ", "", None, ["GET"])],
    *[
        ("route", ("GET", route), {})
        for route in ("", "/", "a", "//a", "https://host/a", "/a?b=c", "/a#b", "/a b", "/a\n", "/%2e", "/../a", "/a/.")
    ],
    *[("route", ("GET", route), {}) for route in ("/{", "/{a}}", "/{}", "/{a b}", "/é", None, b"/a")],
    *[("id", ("GET", ROUTE), {"id": each}) for each in ("", "..", "a b", None, object(), ["a"], "a" * 8_001)],
    ("id", ("GET", ROUTE), {}),
    ("id", ("GET", "/things"), {"id": "a"}),
    ("name", ("GET", ROUTE), {"id": "a", "name": "b"}),
    *[
        ("cast_to", ("GET", "/a"), {"cast_to": each})
        for each in (dict, Model, RiskLevel, Verification(), "Verification")
    ],
]


@pytest.mark.parametrize(("param", "arguments", "named"), REFUSED)
def test_an_argument_is_refused(server: Recorder, param: str, arguments: Any, named: dict[str, Any]) -> None:
    with Session("sync", handler=server) as session, pytest.raises(ArgumentError) as caught:
        session.request(*arguments, **named)
    assert caught.value.param == param
    assert str(caught.value).startswith(f"{param} ")
    assert server.requests == []


def test_a_number_that_is_too_long_is_refused() -> None:
    with Session("sync") as session, pytest.raises(ArgumentError, match="id has too many digits"):
        session.request("GET", "/a/{id}", id=10**5000)


def test_a_parameter_may_have_any_name(kind: str, server: Recorder) -> None:
    with Session(kind, handler=server) as session:
        session.request("GET", "/{method}/{route}/{self}/{timeout}", method="a", route="b", self="c", timeout="d")
    assert server.requests[0].url.path == "/v1/a/b/c/d"


@pytest.mark.usefixtures("delays")
def test_only_what_cannot_have_been_acted_on_is_retried(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "txcloud_identity")
    outcomes: list[Any] = []

    def server(_: httpx.Request) -> httpx.Response:
        outcome = outcomes.pop(0)
        if isinstance(outcome, httpx.Response):
            return outcome
        raise outcome

    with Session(kind, handler=server) as session:
        for failures, error in (
            ([httpx.ConnectError(""), httpx.Response(429)], None),
            ([httpx.Response(500)], ServerError),
            ([httpx.ReadTimeout("")], APITimeoutError),
            ([httpx.Response(404, json={"error": {"code": "gone"}})], NotFoundError),
        ):
            outcomes[:] = [*failures, httpx.Response(200, json={})]
            if error:
                with pytest.raises(error) as caught:
                    session.request("GET", ROUTE, id="ver_c4n4ry")
                check(caught.value)
                assert len(outcomes) == 1
            else:
                assert session.request("GET", ROUTE, id="ver_c4n4ry") == {}
    lines = [record.getMessage() for record in caplog.records if record.name == "txcloud_identity"]
    assert len(lines) == 6
    assert all(line.startswith("GET /identity/verifications/{id}: ") for line in lines)
    assert "c4n4ry" not in caplog.text
