"""Answers of another status: redirects, and limits with each kind of hint."""

from txcloud_identity import (
    APIStatusError,
    RateLimitError,
    Response,
    ServerError,
)

from tests.support.faults.fault import comes_to, named
from tests.support.server import Act, Exchange


def redirect(status: int) -> Act:
    async def act(exchange: Exchange) -> None:
        # Whoever follows it comes back for a second time.
        there = f"http://localhost:{exchange.server.port}/identity/verifications/ver_redirected/cancel"
        await exchange.answer(f"Location: {there}", status=f"{status} Elsewhere", body=b"")

    return named(f"redirect_to_another_host_by_{status}", act)


for status in (301, 302, 303, 307, 308):
    comes_to(APIStatusError)(redirect(status))


def redirect_to(name: str, status: int, location: str) -> None:
    async def act(exchange: Exchange) -> None:
        await exchange.answer(f"Location: {location}", status=f"{status} Elsewhere", body=b"")

    comes_to(APIStatusError)(named(f"redirect_to_{name}", act))


redirect_to("a_mailbox", 308, "mailto:a@b")
redirect_to("data", 302, "data:,x")
redirect_to("a_script", 302, "javascript:1")
redirect_to("half_an_address", 308, "http://[::1")
redirect_to("a_port_that_is_no_number", 302, "http://h:abc")
redirect_to("a_name_that_is_none", 302, "http://xn--a/")
redirect_to("a_control_character", 307, "http://host/\x7f")
redirect_to("nowhere", 302, "")


def answer_with(name: str, status: str, outcome: type) -> None:
    async def act(exchange: Exchange) -> None:
        await exchange.answer(status=status)

    comes_to(outcome)(named(f"answer_with_{name}", act))


NO_UTF_8 = "Tr\udce8s mal"
answer_with("a_reason_in_latin_1", f"200 {NO_UTF_8}", Response)
answer_with("an_error_whose_reason_is_in_latin_1", f"500 {NO_UTF_8}", ServerError)
answer_with("a_reason_in_utf_8", "200 Très bien", Response)
answer_with("an_empty_reason", "200 ", Response)
answer_with("no_reason", "200", Response)


def limit(
    name: str, status: int, fields: list[str], body: bytes, outcome: type, requests: int, *, waits: bool = False
) -> None:
    async def act(exchange: Exchange) -> None:
        await exchange.answer(*fields, status=f"{status} Later", body=body)

    comes_to(outcome, requests, waits=waits)(named(name, act))


HINT = b'{"error": {"code": "rate_limit_exceeded", "retry_after": %s}}'
limit("answer_429_with_seconds", 429, ["Retry-After: 0.1"], b"", Response, 2)
limit("answer_429_with_a_date", 429, ["Retry-After: Wed, 21 Oct 2015 07:28:00 GMT"], b"", Response, 2)
limit("answer_429_with_a_hint_in_its_body", 429, [], HINT % b"0.1", Response, 2)
limit("answer_429_with_both", 429, ["Retry-After: 0"], HINT % b"3600", Response, 2)
# Without a hint, the client waits for longer.
limit("answer_429_with_neither", 429, [], b"", Response, 2, waits=True)
limit("answer_429_with_nonsense", 429, ["Retry-After: soon"], HINT % b'"later"', Response, 2, waits=True)
limit("answer_429_with_an_hour", 429, ["Retry-After: 3600"], b"", RateLimitError, 1)
limit("answer_503_with_seconds", 503, ["Retry-After: 0.1"], b"", Response, 2)
limit("answer_503_without_a_hint", 503, [], b"", ServerError, 1)
limit("answer_500_with_seconds", 500, ["Retry-After: 0.1"], b"", ServerError, 1)
limit("answer_408", 408, [], b"", APIStatusError, 1)
