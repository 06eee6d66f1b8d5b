"""What pytest finds wherever this package is installed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .testing import FakeTXCloud


@pytest.fixture
def fake_txcloud() -> "Iterator[FakeTXCloud]":
    """TXCloud in memory, which responds to all that clients of this package send while the test runs."""
    # Whoever does not ask for it does not wait for the HTTP library.
    from .testing import FakeTXCloud

    with FakeTXCloud() as fake:
        yield fake
