"""The HTTP client: the caller's own is used as it is, and the package's own ends with its client."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar

import httpx
import pytest
from txcloud_identity import (
    APIConnectionError,
    ArgumentError,
    AsyncTXCloud,
    ClientClosedError,
    ConfigurationError,
    TXCloud,
)
from txcloud_identity._fake_operations import NotInDocument
from txcloud_identity.types import Request

from tests.support.bodies import check
from tests.support.clients import IS_HTTPX2, KEY, SANDBOX, Caller, Recorder


def test_a_client_of_the_caller_s_own_is_used_as_it_is(server: Recorder) -> None:
    own = httpx.Client(
        transport=httpx.MockTransport(server), headers={"X-Own": "1"}, base_url="https://other.example", auth=("a", "b")
    )
    before = dict(own.headers)
    with TXCloud(KEY, http_client=own) as client:
        client.cancel_verification("ver_1")
    assert not own.is_closed
    assert dict(own.headers) == before
    [request] = server.requests
    assert request.headers["X-Own"] == "1"
    assert request.headers["Accept-Encoding"] == "gzip"
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert request.url.host == "sandbox.api.txcloud.io"


def test_what_its_owner_changes_later_counts(server: Recorder) -> None:
    with httpx.Client(transport=httpx.MockTransport(server)) as own:
        client = TXCloud(KEY, http_client=own)
        client.cancel_verification("ver_1")
        own.headers["X-Own"] = "1"
        own.params = httpx.QueryParams({"trace": "on"})
        own.cookies.set("route", "a")
        client.cancel_verification("ver_1")
    first, second = server.requests
    assert "X-Own" not in first.headers
    assert (second.headers["X-Own"], second.headers["Cookie"], second.url.query) == ("1", "route=a", b"trace=on")


@pytest.mark.parametrize("is_async", [False, True])
def test_a_client_of_the_package_s_own_sends_the_whole_of_each_request(
    server: Recorder, monkeypatch: pytest.MonkeyPatch, is_async: bool
) -> None:
    async def answer(_: object, request: httpx.Request) -> httpx.Response:
        return server(request)

    async def cancel() -> None:
        async with AsyncTXCloud(KEY, timeout=7) as client:
            await client.cancel_verification("ver_1")
            await client.cancel_verification("ver_2", timeout=2)

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", lambda _, request: server(request))
    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", answer)
    if is_async:
        asyncio.run(cancel())
    else:
        with TXCloud(KEY, timeout=7) as client:
            client.cancel_verification("ver_1")
            client.cancel_verification("ver_2", timeout=2)
    first, second = server.requests
    assert [request.url.path for request in (first, second)] == [
        "/v1/identity/verifications/ver_1/cancel",
        "/v1/identity/verifications/ver_2/cancel",
    ]
    assert [request.extensions["timeout"] for request in (first, second)] == [
        httpx.Timeout(7).as_dict(),
        httpx.Timeout(2).as_dict(),
    ]
    for request in (first, second):
        assert request.method == "POST"
        assert request.read() == b""
        names = [name for name, _ in request.headers.multi_items()]
        assert len(names) == len(set(names))
        assert {"accept", "authorization", "txcloud-version", "user-agent"} <= set(names)
        assert request.headers["Accept-Encoding"] == "gzip"
        assert (request.headers["Host"], request.headers["Content-Length"]) == ("sandbox.api.txcloud.io", "0")


def test_nor_is_an_async_client_closed(server: Recorder) -> None:
    async def cancel() -> bool:
        async with httpx.AsyncClient(transport=httpx.MockTransport(server)) as own:
            async with AsyncTXCloud(KEY, http_client=own) as client:
                await client.cancel_verification("ver_1")
            return own.is_closed

    assert asyncio.run(cancel()) is False


def test_no_error_quotes_the_path() -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError(f"in vain: {request.url}")

    with httpx.Client(transport=httpx.MockTransport(fail)) as own, pytest.raises(APIConnectionError) as caught:
        TXCloud(KEY, http_client=own, max_retries=0).cancel_verification("ver_1")
    assert f"in vain: {SANDBOX}/identity/verifications/{{id}}/cancel" in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "http_client"), [(TXCloud, httpx.AsyncClient()), (AsyncTXCloud, httpx.Client()), (TXCloud, "http")]
)
def test_a_client_of_another_kind_is_refused(kind: Any, http_client: Any) -> None:
    with pytest.raises(ConfigurationError, match="http_client must be an httpx"):
        kind(KEY, http_client=http_client)


def test_a_client_is_usable_without_a_context_and_not_after_its_end() -> None:
    client = TXCloud(KEY)
    client.close()
    client.close()
    with pytest.raises(ClientClosedError, match="The client is closed"):
        client.cancel_verification("ver_1")


def test_an_async_client_is_closed_likewise() -> None:
    async def use() -> None:
        client = AsyncTXCloud(KEY)
        await client.close()
        await client.cancel_verification("ver_1")

    with pytest.raises(ClientClosedError, match="The client is closed"):
        asyncio.run(use())


# A file of certificates that holds none: this one.
@pytest.mark.parametrize(
    "variable",
    [
        ("ALL_PROXY", "gopher://u:s3cret@127.0.0.1"),
        ("https_proxy", "http://proxy:s3cret"),
        ("HTTP_PROXY", "http://u:s3cret#w@proxy"),
        ("NO_PROXY", "localhost,s3cret::/64"),
        ("SSL_CERT_FILE", __file__),
        ("SSLKEYLOGFILE", "/s3cret/keys"),
    ],
)
@pytest.mark.parametrize("kind", [TXCloud, AsyncTXCloud])
def test_an_environment_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, kind: Any, variable: tuple[str, str]
) -> None:
    monkeypatch.setenv(*variable)
    if IS_HTTPX2 and variable[0] in ("NO_PROXY", "SSLKEYLOGFILE"):
        # Of the one it ignores what is no address, and it does not look at the other.
        assert kind(KEY).base_url
        return
    with pytest.raises(ConfigurationError, match=rf"variable {variable[0]} has a value that cannot be used") as caught:
        kind(KEY)
    assert "s3cret" not in str(caught.value)
    assert caught.value.__context__ is None


def echo(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"id": request.url.path.split("/")[-2]})


IDS = [f"ver_{number}" for number in range(200)]


def test_threads_share_a_client() -> None:
    with (
        httpx.Client(transport=httpx.MockTransport(echo)) as http,
        TXCloud(KEY, http_client=http) as client,
        ThreadPoolExecutor(16) as threads,
    ):
        assert [each.id for each in threads.map(client.cancel_verification, IDS)] == IDS


def test_tasks_share_a_client() -> None:
    async def cancel_all() -> list[str | None]:
        async with (
            httpx.AsyncClient(transport=httpx.MockTransport(echo)) as http,
            AsyncTXCloud(KEY, http_client=http) as client,
        ):
            return [each.id for each in await asyncio.gather(*map(client.cancel_verification, IDS))]

    assert asyncio.run(cancel_all()) == IDS


def test_hosts_may_be_excepted_from_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "localhost,.example")
    assert TXCloud(KEY).base_url


class Unspeakable(httpx.ConnectError):
    """An error without a text."""

    def __str__(self) -> str:
        raise AttributeError


def test_an_error_may_have_no_text(call: Caller) -> None:
    def server(_: httpx.Request) -> httpx.Response:
        raise Unspeakable("")

    error = call.error(server, max_retries=0)
    assert error.outcome_unknown is False
    assert str(error).endswith("so nothing was sent (Unspeakable)")


@pytest.mark.parametrize(
    ("parts", "param", "fault"),
    [
        ({"headers": {"X-Note": "a\nb"}}, None, "the arguments (ValueError)"),
        ({"params": {"note": "a" * 70_000}, "json": {}}, None, "the arguments (InvalidURL)"),
        ({"json": object()}, "body", "body (TypeError)"),
        ({"content": 5}, "body", "body (TypeError)"),
    ],
)
def test_arguments_of_which_no_request_can_be_made(
    server: Recorder, parts: dict[str, Any], param: str | None, fault: str
) -> None:
    request: Request[Any] = Request(method="POST", route="/", path="/", read=bytes, **parts)
    with httpx.Client(transport=httpx.MockTransport(server)) as http:
        for client in (TXCloud(KEY), TXCloud(KEY, http_client=http)):
            with pytest.raises(ArgumentError) as caught:
                client.send(request)
            assert (str(caught.value), caught.value.param) == (f"No request can be made of {fault}.", param)
            check(caught.value)
    assert server.requests == []


class Broken(httpx.Client):
    """An HTTP client that makes no request, nor does a fake behind it."""

    faults: ClassVar = [ValueError, NotInDocument]

    def build_request(self, *_: Any, **__: Any) -> httpx.Request:
        raise self.faults.pop(0)


def test_a_mistake_of_a_test_is_raised_as_it_is() -> None:
    with Broken() as http, pytest.raises(NotInDocument):
        TXCloud(KEY, http_client=http).cancel_verification("ver_1")


def test_a_client_of_the_caller_s_own_with_which_no_request_can_be_made(server: Recorder) -> None:
    with httpx.Client(transport=httpx.MockTransport(server)) as http:
        http.params = httpx.QueryParams({"note": "a" * 70_000})
        error = Caller("sync").error(http_client=http)
    assert type(error) is ConfigurationError
    assert str(error) == "No request can be made with the settings of http_client (InvalidURL)."
    check(error)
