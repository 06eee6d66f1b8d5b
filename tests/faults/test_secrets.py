"""Neither the key nor personal data is in what a program shows that only wants to help."""

import faulthandler
import tempfile
import traceback
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from txcloud_identity import AsyncTXCloud, ConfigurationError, TXCloud

from tests.support import leaks
from tests.support.bodies import NAME, VERIFICATION
from tests.support.clients import KEY

LIVE = KEY.replace("test", "live")

REFUSED: dict[str, Callable[[Any], object]] = {
    "a key with a line break": lambda kind: kind(f"{KEY}\n"),
    "a key that is bytes": lambda kind: kind(KEY.encode()),
    "a key of another environment": lambda kind: kind(KEY, environment="production"),
    "an unknown environment": lambda kind: kind(KEY, environment="moon"),
    "an unknown key": lambda kind: kind(f"x{KEY}"),
    "no encryption": lambda kind: kind(KEY, base_url="http://example.com"),
    "no address": lambda kind: kind(KEY, base_url="https://host?a"),
    "another environment's address": lambda kind: kind(KEY, base_url="https://api.txcloud.io/v1"),
    "no time": lambda kind: kind(KEY, timeout=0),
    "no number": lambda kind: kind(KEY, max_retries="3"),
    "no HTTP client": lambda kind: kind(KEY, http_client=object()),
}


@pytest.mark.once
@pytest.mark.parametrize("kind", [TXCloud, AsyncTXCloud])
@pytest.mark.parametrize("way", REFUSED)
def test_a_client_that_is_refused(way: str, kind: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TXCLOUD_API_KEY", KEY)
    with pytest.raises(ConfigurationError) as caught:
        REFUSED[way](kind)
    # Up to where the package was called, which is not its own.
    leaks.check_shown([*leaks.shown_error(caught.value), leaks.with_variables(caught.value)])


def test_a_proxy_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", f"gopher://{NAME}:{KEY}@localhost")
    with pytest.raises(ConfigurationError) as caught:
        TXCloud(KEY)
    leaks.check_shown([*leaks.shown_error(caught.value), leaks.with_variables(caught.value)])


@pytest.mark.parametrize("kind", [TXCloud, AsyncTXCloud])
def test_what_a_client_is_made_of(kind: type) -> None:
    client = kind(KEY)
    connections = client._connections
    parts = (client, client._key, client._transport, connections, *connections._spare)
    reached = [getattr(each, name, None) for each in parts for name in dir(each)]
    leaks.check_shown([text for each in [client, *reached] for text in leaks.shown(each)])


class Interrupted:
    """A transport during whose work the program is stopped."""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        assert request.headers["Authorization"] == f"Bearer {KEY}"
        raise KeyboardInterrupt


def test_a_program_that_is_interrupted() -> None:
    with (
        httpx.Client(transport=httpx.MockTransport(Interrupted())) as http,
        pytest.raises(KeyboardInterrupt) as caught,
    ):
        TXCloud(KEY, http_client=http).cancel_verification("ver_1")
    frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
    ours = [frame for frame in frames if "txcloud_identity" in frame.f_code.co_filename]
    assert ours[-1].f_code.co_name == "attempt"
    leaks.check_shown([text for frame in ours for value in frame.f_locals.values() for text in leaks.shown(value)])
    leaks.check_shown([leaks.with_variables(caught.value)])


def test_a_program_that_dumps_its_stacks() -> None:
    with tempfile.TemporaryFile() as file:

        def answer(_: httpx.Request) -> httpx.Response:
            faulthandler.dump_traceback(file)
            return httpx.Response(200, content=VERIFICATION)

        with httpx.Client(transport=httpx.MockTransport(answer)) as http:
            TXCloud(KEY, http_client=http).cancel_verification("ver_1")
        file.seek(0)
        dumped = file.read().decode()
    assert "cancel_verification" in dumped
    leaks.check_shown([dumped])
