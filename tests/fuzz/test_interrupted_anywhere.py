"""A call is interrupted at every line of the client and of the HTTP library."""

import pytest

from tests.support.interrupting import interrupt_at_lines
from tests.support.raising import PROXIES


@pytest.mark.parametrize("route", PROXIES)
@pytest.mark.parametrize("connection", ["new", "kept"])
@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_a_signal_handler_that_raises(monkeypatch: pytest.MonkeyPatch, route: str, connection: str) -> None:
    for name, value in PROXIES[route].items():
        monkeypatch.setenv(name, value)
    assert interrupt_at_lines(monkeypatch, connection, 1) > 1000
