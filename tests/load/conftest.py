from collections.abc import Callable
from typing import Any

import pytest

from tests.support.tables import recorded, show_figures


@pytest.fixture
def figures(record_property: Callable[[str, object], None]) -> Callable[..., None]:
    """Adds a line to the table of figures."""
    return lambda *values: record_property("figures", values)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    found = recorded(terminalreporter)
    show_figures(terminalreporter, [tuple(values) for name, values in found if name == "figures"])
    for name, values in found:
        if name == "rate_limit":
            limit, window, took, floor, requests, refused = values
            line = f"took {took:.1f} s where the limit asks for {floor:.0f} s; {requests} requests, {refused} refused"
            terminalreporter.write_line(f"{limit} calls in {window} s: {line}")
        if name == "memory":
            way, calls, first, last = values
            line = f"{first} bytes in use after a tenth of them, {last} in the end"
            terminalreporter.write_line(f"{way}: {calls} calls, {line}")
