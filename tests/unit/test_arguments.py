"""What would go wrong is refused before anything is sent, and the rest arrives as it was meant."""

import contextlib
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
import txcloud_identity
from hypothesis import given
from txcloud_identity import ArgumentError, AsyncTXCloud, ConfigurationError, TXCloud
from txcloud_identity.api.management import cancel_verification

from scripts.common.yaml_file import read_yaml
from tests.support.bodies import check
from tests.support.clients import IS_HTTPX2, KEY, SANDBOX, Caller, Recorder
from tests.support.json_values import TEXT

# The contract that the package under test carries, which need not be that of these tests.
INSTALLED = Path(txcloud_identity.__file__).with_name("openapi.yaml")

PRODUCTION = "https://api.txcloud.io/v1"


@pytest.mark.parametrize("verification_id", ["", ".", "..", " ", "a\n", "a b", "\t", "\x00", "\ud800", "\u2028"])
def test_an_id_that_is_no_segment_of_a_path_is_refused(call: Caller, server: Recorder, verification_id: str) -> None:
    error = call.error(server, verification_id)
    assert isinstance(error, ArgumentError)
    assert error.param == "id"
    assert str(error).startswith("id must not ")
    assert server.requests == []


@pytest.mark.parametrize("verification_id", [None, 5, b"x", ["a"], object()])
def test_an_id_that_is_no_string_is_refused(call: Caller, server: Recorder, verification_id: Any) -> None:
    error = call.error(server, verification_id)
    assert isinstance(error, ArgumentError)
    assert str(error) == f"id must be a string, not {type(verification_id).__name__}."
    assert server.requests == []


def test_an_id_that_is_too_long_for_an_address_is_refused(call: Caller, server: Recorder) -> None:
    error = call.error(server, "é" * 1_400)
    assert isinstance(error, ArgumentError)
    assert (str(error), error.param) == ("id is too long for an address.", "id")
    check(error)


@pytest.mark.parametrize(
    ("verification_id", "segment"),
    [
        ("a/b", b"a%2Fb"),
        ("a?b", b"a%3Fb"),
        ("a#b", b"a%23b"),
        ("%2e%2e", b"%252e%252e"),
        ("\N{LATIN SMALL LETTER E WITH ACUTE}", b"%C3%A9"),
        ("../..", b"..%2F.."),
        ("a;b", b"a%3Bb"),
        ("...", b"..."),
        ("ver_a1b2c3d4e5f6", b"ver_a1b2c3d4e5f6"),
    ],
)
def test_any_other_id_is_one_segment_of_the_path(
    call: Caller, server: Recorder, verification_id: str, segment: bytes
) -> None:
    call(server, verification_id)
    assert server.requests[0].url.raw_path == b"/v1/identity/verifications/" + segment + b"/cancel"


@given(TEXT)
def test_no_id_leads_to_another_address(verification_id: str) -> None:
    server = Recorder()
    with contextlib.suppress(ConfigurationError):
        Caller("sync")(server, verification_id)
    for request in server.requests:
        assert request.url.host == "sandbox.api.txcloud.io"
        *before, segment, after = request.url.raw_path.decode().split("/")
        assert (before, after) == (["", "v1", "identity", "verifications"], "cancel")
        assert unquote(segment) == verification_id
        assert not request.url.query


def test_what_is_sent(call: Caller, server: Recorder) -> None:
    call(server)
    [request] = server.requests
    assert request.method == "POST"
    assert request.url == f"{SANDBOX}/identity/verifications/ver_1/cancel"
    assert request.content == b""
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert request.headers["TXCloud-Version"] == read_yaml(INSTALLED)["info"]["version"]
    assert request.headers["User-Agent"] == f"txcloud-identity/{txcloud_identity.__version__}"
    assert request.headers["Accept"] == "application/json"


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        ("", "There is no API key."),
        ("txc_test_c4n4ry\n", "white space"),
        (" txc_test_c4n4ry", "white space"),
        ("txc_test_c4n4ry\r\nX-Evil: 1", "white space"),
        ("txc_test_c4n4ry\x7f", "control character"),
        ("txc_test_c4n4ry\N{LATIN SMALL LETTER E WITH ACUTE}", "beyond ASCII"),
        (b"txc_test_c4n4ry", "must be a string, not bytes"),
        (4242, "must be a string, not int"),
    ],
)
@pytest.mark.parametrize("kind", [TXCloud, AsyncTXCloud])
def test_a_key_that_cannot_be_sent_is_refused_and_not_quoted(kind: Any, key: Any, fault: str) -> None:
    with pytest.raises(ConfigurationError, match=fault) as caught:
        kind(key)
    assert "c4n4ry" not in str(caught.value)
    assert caught.value.__context__ is None


def test_the_key_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, call: Caller, server: Recorder) -> None:
    assert isinstance(call.error(server, api_key=None), ConfigurationError)
    monkeypatch.setenv("TXCLOUD_API_KEY", "txc_live_c4n4ry")
    call(server, api_key=None)
    [request] = server.requests
    assert request.url.host == "api.txcloud.io"
    assert request.headers["Authorization"] == "Bearer txc_live_c4n4ry"


@pytest.mark.parametrize(
    ("key", "options", "address"),
    [
        ("txc_test_k", {}, SANDBOX),
        ("txc_live_k", {}, PRODUCTION),
        ("txc_test_k", {"environment": "sandbox"}, SANDBOX),
        ("k", {"environment": "production"}, PRODUCTION),
        ("txc_test_k", {"base_url": SANDBOX + "/"}, SANDBOX),
        ("txc_live_k", {"base_url": "https://gateway.example/txcloud/"}, "https://gateway.example/txcloud"),
        ("k", {"base_url": "http://localhost:8080"}, "http://localhost:8080"),
        ("k", {"base_url": "http://127.0.0.2:8080/v1"}, "http://127.0.0.2:8080/v1"),
        ("k", {"base_url": "http://[::1]:8080"}, "http://[::1]:8080"),
    ],
)
def test_a_key_goes_where_it_belongs(
    call: Caller, server: Recorder, key: str, options: dict[str, Any], address: str
) -> None:
    call(server, api_key=key, **options)
    assert server.requests[0].url == f"{address}/identity/verifications/ver_1/cancel"


@pytest.mark.parametrize(
    ("key", "options", "fault"),
    [
        ("txc_test_k3y", {"environment": "production"}, "environment is for production, the API key is for sandbox"),
        ("txc_live_k3y", {"environment": "sandbox"}, "environment is for sandbox, the API key is for production"),
        ("txc_test_k3y", {"base_url": PRODUCTION}, "the API key is for sandbox"),
        ("txc_test_k3y", {"base_url": "https://API.TXCLOUD.IO.:443/v2"}, "base_url is for production"),
        ("txc_live_k3y", {"base_url": SANDBOX}, "base_url is for sandbox"),
        ("k3y", {"base_url": SANDBOX, "environment": "production"}, "base_url is for sandbox"),
        ("k3y", {}, "begins with neither txc_live_ nor txc_test_"),
        ("txc_test_k3y", {"environment": "staging"}, "environment must be production or sandbox"),
        ("txc_test_k3y", {"base_url": "http://gateway.example"}, "must begin with https"),
        ("txc_test_k3y", {"base_url": "http://localhost.example"}, "must begin with https"),
        ("txc_test_k3y", {"base_url": "http://128.0.0.1"}, "must begin with https"),
        ("txc_test_k3y", {"base_url": "ftp://gateway.example"}, "must begin with https"),
        ("txc_test_k3y", {"base_url": "gateway.example"}, "must be an address"),
        ("txc_test_k3y", {"base_url": "https://"}, "must be an address"),
        ("txc_test_k3y", {"base_url": ""}, "must be an address"),
        ("txc_test_k3y", {"base_url": "https://gateway.example:port"}, "must be an address"),
        ("txc_test_k3y", {"base_url": "https://gateway.example:65536"}, "must be an address"),
        ("txc_test_k3y", {"base_url": "https://gateway.example:0"}, "must be an address"),
        ("txc_test_k3y", {"base_url": "https://gateway..example"}, "must be an address"),
        ("txc_test_k3y", {"base_url": f"https://{'a' * 64}.example"}, "must be an address"),
        ("txc_test_k3y", {"base_url": "https://u:p@gateway.example"}, "must be an address"),
        ("txc_test_k3y", {"base_url": "https://gateway.example?a=b"}, "must be an address"),
        ("txc_test_k3y", {"base_url": "https://gateway.example/#a"}, "must be an address"),
        ("txc_test_k3y", {"base_url": "https://gateway.example/#"}, "must be an address"),
        ("txc_test_k3y", {"base_url": "https://gateway.example/v1?"}, "must be an address"),
        ("txc_test_k3y", {"base_url": "https://gateway.example/ "}, "must be an address"),
        # An address to httpx2, which no name server knows.
        *([] if IS_HTTPX2 else [("txc_test_k3y", {"base_url": "https://xn--a"}, "must be an address")]),
        ("txc_test_k3y", {"environment": "txc_test_k3y"}, "environment must be production or sandbox"),
        ("txc_test_k3y", {"timeout": "txc_test_k3y"}, "timeout must be seconds"),
        ("txc_test_k3y", {"max_retries": "txc_test_k3y"}, "max_retries must be an integer"),
        ("txc_test_k3y", {"deadline": "txc_test_k3y"}, "deadline must be seconds"),
        ("txc_test_k3y", {"deadline": 0}, "deadline must be seconds"),
        ("txc_test_k3y", {"deadline": -1}, "deadline must be seconds"),
        ("txc_test_k3y", {"deadline": float("nan")}, "deadline must be seconds"),
        ("txc_test_k3y", {"deadline": 90_000}, "deadline must be seconds"),
        ("txc_test_k3y", {"deadline": True}, "deadline must be seconds"),
        ("txc_test_k3y", {"base_url": 5}, "base_url must be a string, not int"),
    ],
)
def test_a_key_goes_nowhere_else(call: Caller, server: Recorder, key: str, options: dict[str, Any], fault: str) -> None:
    error = call.error(server, api_key=key, **options)
    assert type(error) is ConfigurationError
    assert fault in str(error)
    assert "k3y" not in str(error)
    assert server.requests == []


@pytest.mark.parametrize(
    "value",
    [
        0,
        -1,
        float("nan"),
        float("inf"),
        "5",
        True,
        (1, 2),
        1e10,
        10**400,
        httpx.Timeout(-1),
        httpx.Timeout(5, read=1e10),
    ],
)
def test_an_odd_timeout_is_refused(call: Caller, server: Recorder, value: Any) -> None:
    error = call.error(server, timeout=value)
    assert type(error) is ConfigurationError
    assert str(error).startswith("timeout must be seconds above 0, at most a day")
    assert server.requests == []


def test_a_call_may_have_limits_of_its_own(server: Recorder) -> None:
    with httpx.Client(transport=httpx.MockTransport(server)) as http:
        client = TXCloud(KEY, http_client=http)
        client.cancel_verification("ver_1")
        client.cancel_verification("ver_1", timeout=httpx.Timeout(9, connect=2))
        client.cancel_verification("ver_1", timeout=httpx.Timeout(None))
        cancel_verification.sync("ver_1", client=client, timeout=1)
        for name in ("timeout", "deadline", "max_retries"):
            with pytest.raises(ArgumentError, match=f"^{name} must be") as caught:
                client.cancel_verification("ver_1", **{name: -1})
            assert caught.value.param == name
    limits = [request.extensions["timeout"] for request in server.requests]
    # For an answer nobody waits for ever.
    assert [each["read"] for each in limits] == [30, 9, 86_400, 1]
    assert [each["connect"] for each in limits] == [30, 2, None, 1]


def test_a_client_that_was_checked_stays_as_it_is() -> None:
    client: Any = TXCloud(KEY)
    with client, pytest.raises(AttributeError):
        client.base_url = PRODUCTION
    assert client.base_url == SANDBOX
