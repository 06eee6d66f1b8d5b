"""The fake of the vendor that the package brings for its callers' tests."""

import asyncio
import datetime
import math
import os
import re
from collections.abc import Callable
from typing import Any

import httpcore
import httpx
import pytest
from pytest_httpserver import HTTPServer
from txcloud_identity import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    ConflictError,
    NotFoundError,
    RateLimitError,
    ResponseError,
    ServerError,
    TXCloud,
)
from txcloud_identity.models import Verification, VerificationStatus
from txcloud_identity.testing import FakeTXCloud

from tests.support.bodies import DOCUMENTED, URL
from tests.support.clients import HTTP_CLIENTS, Session

# What a verification holds, a test says.
Cancel = Callable[..., Any]


@pytest.fixture
def cancel(kind: str) -> Cancel:
    def call(verification_id: str, *, api_key: str | None = None, **options: Any) -> Any:
        with Session(kind, api_key=api_key, **options) as session:
            return session.call(verification_id).parsed

    return call


def test_a_pending_verification_is_cancelled_once(fake_txcloud: FakeTXCloud, cancel: Cancel) -> None:
    kept = fake_txcloud.add_verification("ver_1")
    assert kept["status"] == "pending"
    verification = cancel("ver_1")
    assert (verification.id, verification.status) == ("ver_1", VerificationStatus.EXPIRED)
    assert verification == Verification.from_dict(kept)
    with pytest.raises(ConflictError, match="idempotency_conflict"):
        cancel("ver_1")
    assert [request.url.path for request in fake_txcloud.requests] == [httpx.URL(URL).path] * 2


def test_what_was_not_added_is_not_found(fake_txcloud: FakeTXCloud, cancel: Cancel) -> None:
    fake_txcloud.add_verification()
    with pytest.raises(NotFoundError):
        cancel("ver_2")
    assert cancel("ver_a1b2c3d4e5f6").id == "ver_a1b2c3d4e5f6"


def test_a_verification_holds_what_it_is_given(fake_txcloud: FakeTXCloud, cancel: Cancel) -> None:
    kept = fake_txcloud.add_verification("a/b c".replace(" ", "%"), risk_level="very_low", checks=None)
    del kept["metadata"]
    verification = cancel("a/b%c")
    assert (verification.risk_level, verification.checks, verification.metadata) == ("very_low", None, None)
    assert verification.risk_score == 240
    another = fake_txcloud.add_verification("ver_2", status="verified")
    assert another["metadata"]
    with pytest.raises(ConflictError):
        cancel("ver_2")


@pytest.mark.parametrize("status", [*DOCUMENTED, 418, 503])
def test_any_documented_error_can_be_had(fake_txcloud: FakeTXCloud, cancel: Cancel, status: int) -> None:
    kept = fake_txcloud.add_verification("ver_1")
    fake_txcloud.fail(status, code="odd")
    with pytest.raises(APIStatusError, match=f"{status} odd") as caught:
        cancel("ver_1", max_retries=0)
    assert caught.value.request_id == "req_9f8e7d6c5b4a"
    assert kept["status"] == "pending"
    assert cancel("ver_1").status == "expired"


@pytest.mark.parametrize(
    ("status", "code", "message", "type_of_error"),
    [
        (404, "not_found", "There is no such verification.", "not_found_error"),
        (410, "gone", "Gone.", "validation_error"),
        (422, "unprocessable_(entity|content)", "Unprocessable (Entity|Content).", "validation_error"),
        (418, "im_a_teapot", "I'm a Teapot.", "validation_error"),
        (502, "bad_gateway", "Bad Gateway.", "api_error"),
        (599, "unknown_status", "unknown status.", "api_error"),
    ],
)
def test_an_error_fits_its_status(
    fake_txcloud: FakeTXCloud, cancel: Cancel, status: int, code: str, message: str, type_of_error: str
) -> None:
    fake_txcloud.fail(status)
    with pytest.raises(APIStatusError) as caught:
        cancel("ver_1")
    error = caught.value
    assert re.fullmatch(code, str(error.code))
    assert re.fullmatch(message, error.message)
    assert error.type == type_of_error


def test_an_identifier_by_name_is_refused() -> None:
    with pytest.raises(TypeError, match="id is given without its name"):
        FakeTXCloud().add_verification(id="ver_1")


@pytest.mark.parametrize(("environment", "key"), [(None, "test"), ("sandbox", "test"), ("production", "live")])
def test_a_client_without_a_key_gets_one_for_its_environment(
    fake_txcloud: FakeTXCloud, monkeypatch: pytest.MonkeyPatch, environment: Any, key: str
) -> None:
    monkeypatch.delenv("TXCLOUD_API_KEY", raising=False)
    fake_txcloud.add_verification("ver_1")
    with TXCloud(environment=environment) as client:
        client.cancel_verification("ver_1")
    assert fake_txcloud.requests[0].headers["Authorization"] == f"Bearer txc_{key}_fake"


@pytest.mark.parametrize(
    ("plan", "complaint"),
    [
        (lambda fake: fake.fail(200), "status_code must be that of an error, 400 to 599, not 200"),
        (lambda fake: fake.fail(600), "status_code must be"),
        (lambda fake: fake.fail(500, times=0), "times must be 1 or more, not 0"),
        (lambda fake: fake.fail(429, retry_after=-1), "retry_after must be 0 or more, not -1"),
        (lambda fake: fake.time_out(times=-1), "times must be"),
        (lambda fake: fake.refuse_connection(times=0), "times must be"),
        (lambda fake: fake.limit(0), "requests must be an integer from 1 on, not 0"),
        (lambda fake: fake.limit(1, window=0), "window must be a number of seconds, more than 0, not 0"),
        (lambda fake: fake.limit(1, window=math.inf), "window must be"),
    ],
)
def test_what_makes_no_sense_is_refused(
    fake_txcloud: FakeTXCloud, plan: Callable[[FakeTXCloud], None], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        plan(fake_txcloud)


def test_a_hint_is_waited_for(fake_txcloud: FakeTXCloud, cancel: Cancel, delays: list[float]) -> None:
    fake_txcloud.add_verification("ver_1")
    fake_txcloud.fail(429)
    fake_txcloud.fail(429, retry_after=7)
    fake_txcloud.fail(503, retry_after=2)
    assert cancel("ver_1").status == "expired"
    assert delays == [7, 2]
    fake_txcloud.fail(429, times=4, retry_after=5)
    with pytest.raises(RateLimitError) as caught:
        cancel("ver_1")
    assert caught.value.retry_after == 5


@pytest.mark.parametrize("acts", [True, False])
def test_no_answer_comes(fake_txcloud: FakeTXCloud, cancel: Cancel, acts: bool) -> None:
    kept = fake_txcloud.add_verification("ver_1")
    fake_txcloud.time_out(acts=acts)
    with pytest.raises(APITimeoutError) as caught:
        cancel("ver_1")
    assert (caught.value.outcome_unknown, caught.value.request_id) == (True, None)
    assert kept["status"] == ("expired" if acts else "pending")
    assert len(fake_txcloud.requests) == 1


def test_no_connection_is_made(fake_txcloud: FakeTXCloud, cancel: Cancel, delays: list[float]) -> None:
    fake_txcloud.add_verification("ver_1")
    fake_txcloud.refuse_connection(times=3)
    assert cancel("ver_1").status == "expired"
    assert delays == []
    fake_txcloud.refuse_connection()
    with pytest.raises(APIConnectionError) as caught:
        cancel("ver_1", max_retries=0)
    assert not caught.value.outcome_unknown


def test_an_answer_may_hold_what_nobody_documented(fake_txcloud: FakeTXCloud, cancel: Cancel) -> None:
    kept = fake_txcloud.add_verification("ver_1")
    fake_txcloud.alter({"status": "cancelled", "colour": "red"}, without=["checks", "id"])
    verification = cancel("ver_1")
    assert (verification.status, verification.checks, verification.id) == ("cancelled", None, None)
    assert verification.additional_properties == {"colour": "red"}
    assert kept["status"] == "expired"
    fake_txcloud.alter({"status": "cancelled"})
    with pytest.raises(ConflictError):
        cancel("ver_1")


def test_a_client_that_was_there_before_is_answered_as_well(request: pytest.FixtureRequest) -> None:
    with TXCloud("txc_live_before") as client:
        fake = request.getfixturevalue("fake_txcloud")
        fake.add_verification("ver_1")
        assert client.cancel_verification("ver_1").status == "expired"


def test_it_gives_any_answer_that_it_is_given(fake_txcloud: FakeTXCloud, cancel: Cancel) -> None:
    kept = fake_txcloud.add_verification("ver_1")
    fake_txcloud.respond(httpx.Response(502, text="<html>"))
    with pytest.raises(ServerError, match="502"):
        cancel("ver_1")
    assert kept == FakeTXCloud().add_verification("ver_1")
    fake_txcloud.respond(httpx.Response(200, text="<html>"), acts=True)
    with pytest.raises(ResponseError) as caught:
        cancel("ver_1")
    assert caught.value.outcome_unknown
    assert kept["status"] == "expired"


def test_a_plan_that_nothing_came_of_fails_the_test(cancel: Cancel) -> None:
    fake = FakeTXCloud()
    fake.fail(500, times=3)
    with pytest.raises(AssertionError, match="for 2 more attempts than there were"), fake, pytest.raises(ServerError):
        cancel("ver_1")


def test_a_test_that_fails_says_why(cancel: Cancel) -> None:
    fake = FakeTXCloud()
    fake.fail(500, times=3)
    with pytest.raises(ServerError), fake:
        cancel("ver_1")


def test_the_last_of_several_fakes_answers(cancel: Cancel) -> None:
    first, second = FakeTXCloud(), FakeTXCloud()
    assert not is_patched()
    with first:
        assert is_patched()
        # They need not end in the order of a stack, as in fixtures of different scopes.
        second.__enter__()
        second.add_verification("ver_2")
        assert cancel("ver_2").id == "ver_2"
    with pytest.raises(ConflictError):
        cancel("ver_2")
    second.__exit__()
    assert not is_patched()


def is_patched() -> bool:
    """Whether an HTTP library differs from what was imported."""
    return any("__getattribute__" in vars(pool) for pool in (httpcore.ConnectionPool, httpcore.AsyncConnectionPool))


@pytest.mark.parametrize(
    "options", [{}, {"environment": "production"}, {"base_url": "https://api.txcloud.io/v1"}], ids=str
)
def test_a_key_of_the_caller_s_own_is_used(
    monkeypatch: pytest.MonkeyPatch, fake_txcloud: FakeTXCloud, cancel: Cancel, options: dict[str, str]
) -> None:
    fake_txcloud.add_verification("ver_1")
    monkeypatch.setenv("TXCLOUD_API_KEY", "txc_live_mine")
    assert cancel("ver_1", **options).status == "expired"
    [request] = fake_txcloud.requests
    assert request.headers["Authorization"] == "Bearer txc_live_mine"
    assert request.url.host == "api.txcloud.io"


def test_the_environment_is_left_as_it_is(fake_txcloud: FakeTXCloud, cancel: Cancel) -> None:
    fake_txcloud.add_verification("ver_1")
    assert cancel("ver_1")
    assert "TXCLOUD_API_KEY" not in os.environ


@pytest.mark.parametrize(
    "plan",
    [
        lambda fake, value: fake.add_verification("ver_1", created_at=value),
        lambda fake, value: fake.fail(404, param=value),
        lambda fake, value: fake.alter({"created_at": value}),
    ],
)
def test_what_json_does_not_have_is_refused_where_it_is_given(plan: Callable[[FakeTXCloud, object], None]) -> None:
    with pytest.raises(TypeError, match="datetime is not JSON serializable"):
        plan(FakeTXCloud(), datetime.datetime.now(datetime.UTC))


def test_a_fake_shares_nothing_with_the_next(cancel: Cancel) -> None:
    with FakeTXCloud() as fake:
        checks: Any = fake.add_verification("ver_1")["checks"]
        checks["ocr"]["confidence"] = 0
    with FakeTXCloud() as fake:
        fake.add_verification("ver_1")
        assert cancel("ver_1").checks.ocr.confidence == 0.98


def test_the_fake_is_a_transport(kind: str, cancel: Cancel) -> None:
    fake = FakeTXCloud()
    fake.add_verification("ver_1")
    http = HTTP_CLIENTS[kind](transport=fake)
    assert cancel("ver_1", api_key="txc_test_k", base_url="https://gateway.example/a/b", http_client=http).id == "ver_1"
    assert str(fake.requests[0].url) == "https://gateway.example/a/b/identity/verifications/ver_1/cancel"


@pytest.mark.block_network(allowed_hosts=["127.0.0.1", "localhost"])
def test_what_others_send_goes_its_way(fake_txcloud: FakeTXCloud, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("somebody else")
    url = httpserver.url_for("/")

    async def get() -> str:
        async with httpx.AsyncClient() as http:
            return (await http.get(url)).text

    assert httpx.get(url).text == asyncio.run(get()) == "somebody else"
    assert fake_txcloud.requests == []


@pytest.mark.parametrize("proxy", ["http://proxy.example:3128", "socks5://proxy.example:1080"])
def test_the_fake_answers_in_place_of_a_proxy(
    monkeypatch: pytest.MonkeyPatch, fake_txcloud: FakeTXCloud, cancel: Cancel, proxy: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    fake_txcloud.add_verification("ver_1")
    assert cancel("ver_1").id == "ver_1"


def test_what_is_no_operation_is_refused() -> None:
    with httpx.Client(transport=FakeTXCloud()) as http:
        for method, path in (("GET", "identity/verifications/ver_1/cancel"), ("POST", "cancel")):
            with pytest.raises(LookupError, match=f"no operation {method} /{path}"):
                http.request(method, f"https://api.txcloud.io/{path}")
