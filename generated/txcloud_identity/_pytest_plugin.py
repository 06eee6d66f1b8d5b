"""The plugin that pytest finds if this package is installed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .testing import FakeTXCloud


@pytest.fixture
def fake_txcloud() -> "Iterator[FakeTXCloud]":
    """TXCloud in memory. It responds to all requests of this package's clients while the test runs."""
    # Imported late, so that other tests do not wait for the HTTP library.
    from .testing import FakeTXCloud

    with FakeTXCloud() as fake:
        yield fake
