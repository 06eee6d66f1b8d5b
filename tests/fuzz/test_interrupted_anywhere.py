"""A call is interrupted at every line of the client and of the HTTP library, and its task at every step."""

import asyncio

import pytest

from tests.support.interrupting import cancel_at_steps, interrupt_at_lines
from tests.support.raising import PROXIES


@pytest.mark.parametrize("route", PROXIES)
@pytest.mark.parametrize("connection", ["new", "kept"])
@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_a_signal_handler_that_raises(monkeypatch: pytest.MonkeyPatch, route: str, connection: str) -> None:
    for name, value in PROXIES[route].items():
        monkeypatch.setenv(name, value)
    assert interrupt_at_lines(monkeypatch, connection, 1) > 1000


@pytest.mark.parametrize("route", PROXIES)
@pytest.mark.parametrize("connection", ["new", "kept"])
def test_a_task_that_is_cancelled(monkeypatch: pytest.MonkeyPatch, route: str, connection: str) -> None:
    for name, value in PROXIES[route].items():
        monkeypatch.setenv(name, value)
    assert asyncio.run(cancel_at_steps(monkeypatch, connection, 1)) > 5
