"""Functions of the caller's that an HTTP client calls for each request or response."""

import asyncio
from typing import Any

import httpx
import pytest
from txcloud_identity import APIConnectionError, AsyncTXCloud, NotFoundError, TXCloud

from tests.support.bodies import Stream, check
from tests.support.clients import KEY, Recorder


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
