"""The HTTP request of a call is the one that the HTTP library would build, however it is made."""

import asyncio
import functools
from collections.abc import AsyncIterable
from typing import Any, cast

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from txcloud_identity import ArgumentError, AsyncTXCloud, TXCloud

from tests.support.clients import KEY, SANDBOX, Recorder

CANCEL = "/identity/verifications/{}/cancel"


class Signed(httpx.Client):
    """A client that adds to each request what no setting shows."""

    def build_request(self, *args: Any, **kwargs: Any) -> httpx.Request:
        request = super().build_request(*args, **kwargs)
        request.headers["X-Signature"] = request.url.path
        return request


def own_client(server: Recorder, kind: type[httpx.Client] = httpx.Client) -> httpx.Client:
    return kind(transport=httpx.MockTransport(server))


@given(identifier=st.text(min_size=1))
def test_the_address_is_what_the_http_library_makes_of_it(identifier: str) -> None:
    server = Recorder()
    with own_client(server) as own:
        try:
            TXCloud(KEY, http_client=own, base_url="https://gateway.example:8443/a%20b/").cancel_verification(
                identifier
            )
        except ArgumentError:
            assert not server.requests
            return
    [request] = server.requests
    again = httpx.URL(str(request.url))
    assert (request.url, request.url.raw_path) == (again, again.raw_path)
    assert request.url.path == "/a b" + CANCEL.format(identifier)


@pytest.mark.parametrize("identifier", ["ver_1", ".hidden", "..a", "a%2Fb", "ver~1-2._"])
def test_an_identifier_arrives_as_it_is(server: Recorder, identifier: str) -> None:
    with own_client(server) as own:
        TXCloud(KEY, http_client=own).cancel_verification(identifier)
    [request] = server.requests
    assert request.url.path == "/v1" + CANCEL.format(identifier)


def test_an_http_library_of_which_less_is_known(server: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> httpx.URL:
        raise TypeError

    with own_client(server) as own:
        client = TXCloud(KEY, http_client=own)
        monkeypatch.setattr(httpx.URL, "copy_with", refuse)
        client.cancel_verification("ver_1")
    [request] = server.requests
    assert str(request.url) == SANDBOX + CANCEL.format("ver_1")


def test_a_client_of_another_class_may_add_anything(server: Recorder) -> None:
    with own_client(server, Signed) as own:
        client = TXCloud(KEY, http_client=own)
        for identifier in ("ver_1", "ver_2"):
            client.cancel_verification(identifier)
    assert [request.headers["X-Signature"] for request in server.requests] == [
        "/v1" + CANCEL.format(identifier) for identifier in ("ver_1", "ver_2")
    ]


@functools.wraps(httpx.Client.build_request)
def traced(self: httpx.Client, *args: Any, build: Any = httpx.Client.build_request, **kwargs: Any) -> httpx.Request:
    request: httpx.Request = build(self, *args, **kwargs)
    request.headers["X-Trace"] = request.url.path
    return request


@pytest.mark.parametrize("function", [traced, functools.partialmethod(traced)])
def test_so_may_a_function_in_the_place_of_its_own(
    server: Recorder, monkeypatch: pytest.MonkeyPatch, function: Any
) -> None:
    with own_client(server) as own:
        client = TXCloud(KEY, http_client=own)
        client.cancel_verification("ver_1")
        monkeypatch.setattr(httpx.Client, "build_request", function)
        client.cancel_verification("ver_2")
    first, second = server.requests
    assert "X-Trace" not in first.headers
    assert second.headers["X-Trace"] == "/v1" + CANCEL.format("ver_2")


def test_a_hook_may_add_what_is_not_ascii(server: Recorder) -> None:
    def change(request: httpx.Request) -> None:
        request.headers["X-Name"] = "Zoë"

    with own_client(server) as own:
        own.event_hooks = {"request": [change]}
        TXCloud(KEY, http_client=own).cancel_verification("ver_1")
    assert [request.headers["X-Name"] for request in server.requests] == ["Zoë"]


@pytest.mark.parametrize("kind", [httpx.Client, Signed])
def test_a_connection_is_kept_without_a_header_that_says_so(server: Recorder, kind: type[httpx.Client]) -> None:
    with own_client(server, kind) as own:
        client = TXCloud(KEY, http_client=own)
        client.cancel_verification("ver_1")
        own.headers["Connection"] = "close"
        client.cancel_verification("ver_1")
    assert [request.headers.get("Connection") for request in server.requests] == [None, "close"]


def test_what_a_hook_changes_is_gone_with_its_request(server: Recorder) -> None:
    def change(request: httpx.Request) -> None:
        assert request.content == b""
        assert "X-Once" not in request.headers
        request.headers["X-Once"] = "1"

    with own_client(server) as own:
        own.event_hooks = {"request": [change]}
        client = TXCloud(KEY, http_client=own)
        client.cancel_verification("ver_1")
        client.cancel_verification("ver_2")
    assert [request.headers["X-Once"] for request in server.requests] == ["1", "1"]


def test_a_request_without_content_has_no_part_of_it() -> None:
    parts: list[bytes] = []

    async def server(request: httpx.Request) -> httpx.Response:
        parts.extend([part async for part in cast("AsyncIterable[bytes]", request.stream)])
        return Recorder()(request)

    async def cancel() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(server)) as own:
            await AsyncTXCloud(KEY, http_client=own).cancel_verification("ver_1")

    asyncio.run(cancel())
    assert parts == []
