"""The rate limit that a fake keeps."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping


class Limit:
    """So many requests in each window, which begins with its first request.

    Attributes:
        wait: Seconds until the window ends, for a request that is refused; None, if it is not.
        headers: What the limit adds to the response.
    """

    def __init__(self, requests: int, window: float) -> None:
        self._requests = requests
        self._window = window
        self._ends = -math.inf
        self._left = 0
        self.wait: float | None = None
        self.headers: Mapping[str, str] = {}

    def count(self) -> None:
        """Count a request, unless it is refused."""
        now = time.time()
        # A clock that a test holds may also be set back.
        if not self._ends - self._window <= now < self._ends:
            self._ends, self._left = now + self._window, self._requests
        self.wait = None if self._left else self._until(self._ends - now)
        self._left = max(0, self._left - 1)
        fields = {
            "Limit": self._requests,
            "Remaining": self._left,
            "Reset": math.ceil(self._ends),
            "Window": math.ceil(self._window),
        }
        self.headers = {f"X-RateLimit-{name}": str(value) for name, value in fields.items()}

    def _until(self, seconds: float) -> float:
        """A time as the vendor reports it, in whole seconds; in milliseconds, if the window is no number of seconds."""
        return math.ceil(seconds) if self._window == int(self._window) else math.ceil(seconds * 1000) / 1000
