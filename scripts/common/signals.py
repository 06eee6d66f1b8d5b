"""The signals that stop a program, and what must not be interrupted by one."""

import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Any

# The signals that stop a program.
STOPPING = (signal.SIGINT, signal.SIGTERM)


def stop(signum: int, _: FrameType | None) -> None:
    """Exit by an exception, so that temporary files are removed."""
    # A second signal must not interrupt that.
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    sys.exit(128 + signum)


@contextmanager
def with_handlers(handlers: Mapping[signal.Signals, Any]) -> Iterator[dict[signal.Signals, Any]]:
    """Install signal handlers, yield the former ones, and restore those when the context ends."""
    former = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield former
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


@contextmanager
def held_back() -> Iterator[None]:
    """Let the signals that stop a program take effect when the context ends."""
    if threading.current_thread() is not threading.main_thread():
        # Only the main thread is interrupted by a signal.
        yield
        return
    received: list[int] = []
    with with_handlers(dict.fromkeys(STOPPING, lambda number, _: received.append(number))):
        yield
    for number in received:
        signal.raise_signal(number)
