"""Wait for something that another thread or process does, and no longer than it may take."""

import time
from collections.abc import Callable


def until(condition: Callable[[], bool], limit: float = 30) -> None:
    """Return as soon as the condition holds; fail after so many seconds."""
    deadline = time.monotonic() + limit
    while not condition():
        assert time.monotonic() < deadline, f"nothing has come of it in {limit} seconds"
        time.sleep(0.01)
