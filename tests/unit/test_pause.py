"""When a server asks one call to wait, all calls of the client wait."""

import asyncio
from typing import Any

import httpx
import pytest
from txcloud_identity import APITimeoutError, AsyncTXCloud, RateLimitError, ServerError

from tests.support.clients import KEY, KINDS, Session

Reply = tuple[int, dict[str, str], object]

LIMITED: Reply = (429, {"Retry-After": "7"}, {})
BUSY: Reply = (503, {"Retry-After": "7"}, {})
HINTED: Reply = (429, {}, {"error": {"retry_after": 7}})
TOO_LONG: Reply = (429, {"Retry-After": "61"}, {})
FAILED: Reply = (500, {"Retry-After": "7"}, {})
WELL: Reply = (200, {}, {"id": "ver_1"})

each_kind = pytest.mark.parametrize("kind", KINDS)


class Script:
    """Responds with one thing after the other, then well."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.count = 0

    def __call__(self, _: httpx.Request) -> httpx.Response:
        self.count += 1
        status, headers, content = self.replies.pop(0) if self.replies else WELL
        return httpx.Response(status, headers=headers, json=content)


@each_kind
@pytest.mark.parametrize("reply", [LIMITED, BUSY, HINTED])
def test_the_next_call_waits_before_its_first_attempt(kind: str, reply: Reply, delays: list[float]) -> None:
    server = Script(reply)
    with Session(kind, handler=server, max_retries=0) as session:
        with pytest.raises((RateLimitError, ServerError)):
            session.call()
        assert delays == []
        session.call()
        assert server.count == 2
    [waited] = delays
    assert 6 < waited <= 7


@each_kind
@pytest.mark.parametrize("reply", [TOO_LONG, FAILED])
def test_no_call_waits_for_what_is_not_waited_for(kind: str, reply: Reply, delays: list[float]) -> None:
    with Session(kind, handler=Script(reply)) as session:
        session.outcome()
        session.call()
    assert delays == []


@each_kind
def test_another_client_does_not_wait(kind: str, delays: list[float]) -> None:
    with Session(kind, handler=Script(LIMITED), max_retries=0) as session:
        session.outcome()
    with Session(kind, handler=Script()) as session:
        session.call()
    assert delays == []


@each_kind
def test_a_call_that_ends_before_the_pause_is_not_sent(kind: str, delays: list[float]) -> None:
    server = Script(LIMITED)
    with Session(kind, handler=server, max_retries=0) as session:
        session.outcome()
        error = session.outcome(deadline=5)
        assert type(error) is APITimeoutError
        assert error.outcome_unknown is False
        assert 6 < (error.retry_after or 0) <= 7
        assert "the server asked for 7 s without requests" in str(error)
    assert server.count == 1
    assert delays == []


@each_kind
def test_a_retry_that_would_come_too_late_is_not_waited_for(kind: str, delays: list[float]) -> None:
    with Session(kind, handler=Script(LIMITED)) as session:
        error = session.outcome(deadline=5)
    assert type(error) is RateLimitError
    assert error.retry_after == 7
    assert delays == []


def test_tasks_wait_together(delays: list[float]) -> None:
    server = Script(LIMITED)

    async def main() -> list[Any]:
        async with httpx.AsyncClient(transport=httpx.MockTransport(server)) as http:
            client = AsyncTXCloud(KEY, http_client=http)
            first = asyncio.create_task(client.cancel_verification("ver_1"))
            while not delays:
                await asyncio.sleep(0)
            return await asyncio.gather(first, *(client.cancel_verification(f"ver_{number}") for number in range(99)))

    assert len(asyncio.run(main())) == 100
    # The one that was refused, and all the others before their first attempt.
    assert server.count == 101
    assert len([each for each in delays if each > 6]) == 100
