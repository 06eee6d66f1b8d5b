"""Wait for something that another thread or process does, and no longer than it may take."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor


def until(condition: Callable[[], bool], limit: float = 30) -> None:
    """Return as soon as the condition holds; fail after so many seconds."""
    deadline = time.monotonic() + limit
    while not condition():
        assert time.monotonic() < deadline, f"nothing has come of it in {limit} seconds"
        time.sleep(0.01)


def at_once(waits: Iterable[Callable[[], object]]) -> None:
    """Do at the same time what has nothing to do most of the time; fail if one of them does, and say which."""
    with ThreadPoolExecutor(32) as threads:
        for each, begun in [(each, threads.submit(each)) for each in waits]:
            try:
                begun.result()
            except Exception as error:
                error.add_note(f"This came of {each}.")
                raise
