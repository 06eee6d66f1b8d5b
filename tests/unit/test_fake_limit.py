"""The rate limit of the fake."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from txcloud_identity import NotFoundError, RateLimitError, ServerError, TXCloud
from txcloud_identity.testing import FakeTXCloud
from txcloud_identity.types import RateLimit

from tests.support.clients import Session


def test_it_keeps_a_rate_limit(fake_txcloud: FakeTXCloud, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1699335100.5
    monkeypatch.setattr("time.time", lambda: now)
    for number in range(4):
        fake_txcloud.add_verification(f"ver_{number}")
    fake_txcloud.limit(2, window=30)
    told: list[RateLimit] = []
    with Session(kind, api_key=None, max_retries=0) as session:
        told += [session.call(f"ver_{number}").rate_limit for number in (0, 1)]
        now += 0.1
        error = session.outcome("ver_2")
        assert isinstance(error, RateLimitError)
        assert (error.code, error.retry_after, error.outcome_unknown) == ("rate_limit_exceeded", 30, False)
        assert error.headers["Retry-After"] == "30"
        told.append(RateLimit.from_headers(error.headers))
        now += 29.9
        # The next window. A failure counts, and a plan that the limit was in the way of was kept.
        fake_txcloud.fail(404)
        missing = session.outcome("ver_2")
        assert isinstance(missing, NotFoundError)
        told += [RateLimit.from_headers(missing.headers), session.call("ver_2").rate_limit]
    assert [each.remaining for each in told] == [1, 0, 0, 1, 0]
    assert {(each.limit, each.window) for each in told} == {(2, 30)}
    ends = [(each.reset or datetime.datetime.min).timestamp() for each in told]
    assert ends == [1699335131] * 3 + [1699335161] * 2
    assert len(fake_txcloud.requests) == 5


def test_a_short_window_is_not_waited_for_longer(
    fake_txcloud: FakeTXCloud, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr("time.time", lambda: now[0])
    fake_txcloud.add_verification("ver_1")
    fake_txcloud.limit(1, window=0.25)
    with Session(kind, api_key=None, max_retries=0) as session:
        assert session.call("ver_1").rate_limit.window == 1
        now[0] += 0.2
        error = session.outcome("ver_1")
        assert isinstance(error, RateLimitError)
        assert error.retry_after == 0.05


def test_a_plan_waits_for_the_rate_limit(fake_txcloud: FakeTXCloud, kind: str) -> None:
    fake_txcloud.add_verification("ver_1")
    fake_txcloud.add_verification("ver_2")
    fake_txcloud.limit(1, window=60)
    with Session(kind, api_key=None, max_retries=0) as session:
        assert session.call("ver_1").parsed.status == "expired"
        fake_txcloud.respond(httpx.Response(502, headers={"X-RateLimit-Limit": "9"}))
        assert isinstance(session.outcome("ver_2"), RateLimitError)
        fake_txcloud.limit(1)
        error = session.outcome("ver_2")
    assert isinstance(error, ServerError)
    assert RateLimit.from_headers(error.headers) == RateLimit(limit=9, remaining=None, reset=None, window=None)


def test_threads_share_the_rate_limit(fake_txcloud: FakeTXCloud) -> None:
    fake_txcloud.limit(30, window=60)
    for number in range(40):
        fake_txcloud.add_verification(f"ver_{number}")

    def left(number: int) -> int | None:
        try:
            return client.cancel_verification_detailed(f"ver_{number}").rate_limit.remaining
        except RateLimitError:
            return None

    with TXCloud(max_retries=0) as client, ThreadPoolExecutor(8) as threads:
        found = list(threads.map(left, range(40)))
    assert sorted(each for each in found if each is not None) == list(range(30))
