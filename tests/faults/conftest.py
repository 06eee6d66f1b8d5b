from collections.abc import Callable
from typing import Any

import pytest

from tests.support.tables import Cell, recorded, show_faults
from tests.support.tls import trusted as trusted


@pytest.fixture
def cell(record_property: Callable[[str, object], None]) -> Cell:
    """Adds a line to the table of faults."""
    return lambda *values: record_property("cell", values)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    show_faults(terminalreporter, [tuple(values) for name, values in recorded(terminalreporter) if name == "cell"])
