"""What becomes of each answer: a success is read, anything else is a typed error."""

import copy
import datetime
import json
import pickle

import httpx
import pytest
import txcloud_identity as package
from txcloud_identity import APIStatusError, RateLimitError

from tests.support.bodies import BROKEN, NAME, READABLE, UNREADABLE, VERIFICATION, answers, check
from tests.support.clients import KEY, Caller
from tests.support.statuses import BODIES, EVERY_STATUS, check_statuses


@pytest.mark.parametrize("body", BODIES)
def test_some_statuses_with_any_body(call: Caller, body: str) -> None:
    check_statuses(call, body, (200, 299, 300, 404, 429, 500, 599, 999))


@pytest.mark.once
@pytest.mark.parametrize("body", [next(iter(READABLE)), next(iter(UNREADABLE)), next(iter(BROKEN))])
def test_every_status_with_some_bodies(call: Caller, body: str) -> None:
    check_statuses(call, body, EVERY_STATUS)


def test_any_2xx_with_an_object_is_a_success(call: Caller) -> None:
    for status in (200, 201, 202, 206, 299):
        answer = call(answers(status, VERIFICATION))
        assert answer.status_code == status
        assert answer.parsed.id == "ver_a1b2c3d4e5f6"
        assert answer.content == VERIFICATION


@pytest.mark.parametrize(
    ("status", "kind", "outcome_unknown"),
    [
        (302, "APIStatusError", True),
        (400, "ValidationError", False),
        (401, "AuthenticationError", False),
        (403, "PermissionDeniedError", False),
        (404, "NotFoundError", False),
        (409, "ConflictError", False),
        (418, "APIStatusError", False),
        (422, "ValidationError", False),
        (429, "RateLimitError", False),
        (499, "APIStatusError", False),
        (500, "ServerError", True),
        (503, "ServerError", True),
        (520, "ServerError", True),
        (999, "APIStatusError", True),
    ],
)
def test_each_status_has_its_error(call: Caller, status: int, kind: str, outcome_unknown: bool) -> None:
    error = call.error(answers(status, b""), max_retries=0)
    assert type(error) is getattr(package, kind)
    assert error.outcome_unknown is outcome_unknown


def test_an_error_says_what_the_server_says(call: Caller) -> None:
    said = {"code": "key_revoked", "message": "Gone.", "type": "authentication_error", "param": "p", "request_id": "r"}
    body = json.dumps({"error": said}, indent=1).encode()
    error = call.error(answers(401, body, {"X-Served-By": "host-7"}))
    assert isinstance(error, APIStatusError)
    assert {name: getattr(error, name) for name in said} == said
    assert str(error) == "401 key_revoked: Gone. (request r)"
    assert error.headers["x-served-by"] == "host-7"
    assert json.loads(error.body) == {"error": said}
    assert pickle.loads(pickle.dumps(error)).body == body


def test_an_error_that_is_not_the_api_s_own_is_named_all_the_same(call: Caller) -> None:
    page = UNREADABLE["html"]
    error = call.error(answers(502, page, {"Content-Type": "text/html; charset=utf-8", "X-Request-Id": "req_1"}))
    assert isinstance(error, APIStatusError)
    assert str(error) == "502 Bad Gateway: not an error of the API, its body is text/html (request req_1)"
    assert (error.code, error.type, error.param, error.retry_after) == (None, None, None, None)
    assert error.body == copy.copy(error).body == copy.deepcopy(error).body == page
    assert pickle.loads(pickle.dumps(error)).body == b""


def test_what_the_server_says_stays_on_one_line(call: Caller) -> None:
    said = {"code": "a\nb", "message": "one\r\n\x1b[31mtwo\ud800" + "x" * 9999, "request_id": "r\n" * 999}
    error = call.error(answers(400, json.dumps({"error": said}).encode()))
    assert str(error).startswith("400 a b: one [31mtwoxxx")
    check(error)


def test_a_server_that_sends_the_key_back_does_not_give_it_away(call: Caller) -> None:
    body = json.dumps({"error": {"message": f"Bearer {KEY}", "code": KEY}}).encode()
    error = call.error(answers(401, body, {"X-Echo": KEY, "X-Request-Id": KEY}))
    assert isinstance(error, APIStatusError)
    assert KEY.encode() not in error.body
    check(error)


@pytest.mark.parametrize(
    ("key", "body"),
    [
        ("txc_test_a", '{"error": {"message": "txc_test_a"}}'.encode("utf-16")),
        ("txc_test_a", b'{"error": {"message": "\\u0074xc_test_a"}}'),
        ("txc_test_a/b", b'{"error": {"code": "txc_test_a\\/b"}}'),
        ('txc_test_a"b', json.dumps({"error": {"param": 'txc_test_a"b'}}).encode()),
    ],
)
def test_nor_does_it_in_another_spelling(call: Caller, key: str, body: bytes) -> None:
    error = call.error(answers(401, body), api_key=key)
    assert isinstance(error, APIStatusError)
    assert "[API key]" in f"{error.message} {error.code} {error.param}"
    shown = [str(error), str(vars(error)), pickle.dumps(error).decode("latin-1"), error.body.decode("latin-1")]
    assert not [each for each in shown if key in each or "txc_test_a" in each]


def test_a_long_number_keeps_its_digits(call: Caller) -> None:
    parsed = call(answers(200, READABLE["too long a number"])).parsed
    assert parsed.to_dict() == {"risk_score": "9" * 5000}


@pytest.mark.parametrize(
    "odd",
    [
        b'"odd": %s' % (b"1" * 5000),
        b'"odd": "\\ud800"',
        b'"odd": %s' % (b"[" * 400 + b"]" * 400),
        b'"odd": [%s1]' % (b"1," * 50_000),
        b'"odd": "%s"' % (b"," * 200_000),
    ],
    ids=["digits", "surrogate", "nesting", "values", "commas"],
)
def test_an_error_is_read_as_a_success_is(call: Caller, odd: bytes) -> None:
    body = b'{"error": {"code": "late", "message": "Later.", "retry_after": 61}, %s}' % odd
    error = call.error(lambda _: httpx.Response(429, content=body))
    assert isinstance(error, RateLimitError)
    assert (error.code, error.message, error.retry_after) == ("late", "Later.", 61)
    assert pickle.loads(pickle.dumps(error)).code == "late"
    answer = call(lambda _: httpx.Response(200, content=b'{"id": "ver_1", %s}' % odd))
    assert answer.parsed.id == "ver_1"


def test_an_error_may_have_a_code_and_no_message(call: Caller) -> None:
    error = call.error(lambda _: httpx.Response(409, json={"error": {"code": "conflict"}}))
    assert str(error) == "409 conflict: without a message"


def test_the_server_s_clock_says_how_long_a_date_is_away(call: Caller) -> None:
    headers = {"Date": "Tue, 07 Nov 2023 05:31:00 GMT", "Retry-After": "Tue, 07 Nov 2023 05:32:30 GMT"}
    error = call.error(lambda _: httpx.Response(503, headers=headers))
    assert error.retry_after == 90


def test_a_redirect_is_not_followed(call: Caller) -> None:
    seen = []

    def redirect(request: httpx.Request) -> httpx.Response:
        seen.append(request.url)
        return httpx.Response(307, headers={"Location": "https://example.org/"})

    assert isinstance(call.error(redirect), APIStatusError)
    assert len(seen) == 1


def test_a_success_says_what_is_left_of_the_rate_limit(call: Caller) -> None:
    limits = {"Limit": "300", "Remaining": "299", "Reset": "1699335120", "Window": "60"}
    headers = {f"X-RateLimit-{name}": value for name, value in limits.items()}
    answer = call(answers(200, VERIFICATION, headers | {"X-Request-Id": "req_1"}))
    assert answer.request_id == "req_1"
    assert (answer.rate_limit.limit, answer.rate_limit.remaining, answer.rate_limit.window) == (300, 299, 60)
    assert answer.rate_limit.reset == datetime.datetime(2023, 11, 7, 5, 32, tzinfo=datetime.UTC)
    assert answer == pickle.loads(pickle.dumps(answer))
    assert NAME not in repr(answer)


@pytest.mark.parametrize("value", ["", "many", "-1", "1.5", "9" * 400, "\u0663", "99999999999"])
def test_a_rate_limit_that_makes_no_sense_is_none(call: Caller, value: str) -> None:
    names = ("Limit", "Reset")
    headers = {f"X-RateLimit-{name}".encode(): value.encode() for name in names}
    answer = call(lambda _: httpx.Response(200, headers=list(headers.items()), content=b"{}"))
    assert answer.request_id is None
    assert answer.rate_limit.window is None
    assert answer.rate_limit.reset is None or answer.rate_limit.reset.year == 5138
    assert answer.rate_limit.limit in (None, 99999999999)
