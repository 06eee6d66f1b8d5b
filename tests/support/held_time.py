"""A clock that a test holds: where an event loop would wait, it goes on at once."""

import asyncio
import selectors
import time

import pytest

# Some day in 2023, so that seconds since 1970 can be told from the others.
EPOCH = 1_700_000_000


class Clock:
    """The time of the standard library, and of event loops."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        patch.setattr(time, "monotonic", lambda: self.now)
        patch.setattr(time, "time", lambda: EPOCH + self.now)
        patch.setattr(asyncio.events, "new_event_loop", lambda: asyncio.SelectorEventLoop(Selector(self)))


class Selector(selectors.DefaultSelector):
    """Moves the clock instead of waiting."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(None if timeout is None else 0)
        if not ready and timeout:
            self.clock.now += timeout
        return ready
