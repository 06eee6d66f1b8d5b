"""A call that is interrupted at any point: what is left of it harms no later call."""

import asyncio

import pytest

from tests.support.interrupting import cancel_at_steps, interrupt_at_lines
from tests.support.raising import PROXIES

# Of so many lines and steps one is tried here, and each of them in `tests/fuzz`.
LINES = 29
STEPS = 4


@pytest.mark.once
@pytest.mark.parametrize("route", PROXIES)
@pytest.mark.parametrize("connection", ["new", "kept"])
@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_a_signal_handler_that_raises(monkeypatch: pytest.MonkeyPatch, route: str, connection: str) -> None:
    for name, value in PROXIES[route].items():
        monkeypatch.setenv(name, value)
    assert interrupt_at_lines(monkeypatch, connection, LINES) > 1000


@pytest.mark.repeats
@pytest.mark.parametrize("route", PROXIES)
@pytest.mark.parametrize("connection", ["new", "kept"])
def test_a_task_that_is_cancelled(monkeypatch: pytest.MonkeyPatch, route: str, connection: str) -> None:
    for name, value in PROXIES[route].items():
        monkeypatch.setenv(name, value)
    assert asyncio.run(cancel_at_steps(monkeypatch, connection, STEPS)) > 5
