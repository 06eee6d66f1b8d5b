"""Functions of the caller's that an HTTP client calls for each request or response."""

import asyncio
import gc
from collections.abc import Iterator
from typing import Any
from weakref import ref

import httpx
import pytest
from txcloud_identity import APIConnectionError, AsyncTXCloud, NotFoundError, TXCloud

from tests.support.bodies import Stream, check
from tests.support.clients import KEY, KINDS, Recorder, Session


def judge(response: httpx.Response) -> None:
    response.raise_for_status()


def read_and_judge(response: httpx.Response) -> None:
    response.read()
    response.raise_for_status()


@pytest.mark.parametrize(("hook", "message"), [(judge, "not an error of the API"), (read_and_judge, "Gone.")])
def test_a_hook_of_the_caller_s_own_does_not_hide_the_answer(hook: Any, message: str) -> None:
    def server(_: httpx.Request) -> httpx.Response:
        return httpx.Response(404, stream=Stream(b'{"error": {"message": "Gone."}}'))

    with (
        httpx.Client(transport=httpx.MockTransport(server), event_hooks={"response": [hook]}) as http,
        pytest.raises(NotFoundError, match=message) as caught,
    ):
        TXCloud(KEY, http_client=http).cancel_verification("ver_1")
    check(caught.value)


def test_a_hook_that_judges_another_answer_says_nothing_of_this_one() -> None:
    def fetch_token(_: httpx.Request) -> None:
        httpx.Response(404, request=httpx.Request("GET", "https://tokens.example")).raise_for_status()

    own = httpx.Client(transport=httpx.MockTransport(Recorder()), event_hooks={"request": [fetch_token]})
    with own, pytest.raises(APIConnectionError, match=r"gave no usable response, .* \(HTTPStatusError\)") as caught:
        TXCloud(KEY, http_client=own).cancel_verification("ver_1")
    check(caught.value)


def test_a_hook_that_sends_a_request_in_vain_says_nothing_of_this_one(server: Recorder) -> None:
    def audit(_: httpx.Response) -> None:
        raise httpx.ConnectError("audit.example", request=httpx.Request("GET", "https://audit.example"))

    own = httpx.Client(transport=httpx.MockTransport(server), event_hooks={"response": [audit]})
    with own, pytest.raises(APIConnectionError) as caught:
        TXCloud(KEY, http_client=own).cancel_verification("ver_1")
    assert caught.value.outcome_unknown
    assert len(server.requests) == 1


async def judge_later(response: httpx.Response) -> None:
    response.raise_for_status()


def test_nor_does_one_of_an_async_client() -> None:
    async def cancel() -> None:
        transport = httpx.MockTransport(lambda _: httpx.Response(404))
        async with httpx.AsyncClient(transport=transport, event_hooks={"response": [judge_later]}) as http:
            await AsyncTXCloud(KEY, http_client=http).cancel_verification("ver_1")

    with pytest.raises(NotFoundError):
        asyncio.run(cancel())


@pytest.fixture
def collector_off() -> Iterator[None]:
    """No garbage collector, so that only what nothing refers to is freed."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("collector_off")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", [200, 404])
def test_nothing_of_a_call_waits_for_the_garbage_collector(server: Recorder, kind: str, status: int) -> None:
    freed: list[ref[httpx.Response]] = []

    def note(response: httpx.Response) -> None:
        freed.append(ref(response))

    async def note_later(response: httpx.Response) -> None:
        note(response)

    def answer(request: httpx.Request) -> httpx.Response:
        return server(request) if status == 200 else httpx.Response(status)

    with Session(kind, handler=answer) as session:
        assert session.http
        session.http.event_hooks = {"response": [note if kind == "sync" else note_later]}
        for _ in range(2):
            session.outcome()
        assert [response() for response in freed] == [None, None]
