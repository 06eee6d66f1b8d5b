"""One call of an operation. What follows an attempt is decided here without I/O, for both clients."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Generic, TypeVar

from ._logs import LOGGER
from ._retry import retry_delay
from .errors import TXCloudError, one_line

if TYPE_CHECKING:
    import httpx

    from ._api_key import APIKey
    from .types import Request, Response

T = TypeVar("T")


class Call(Generic[T]):
    """A request, the limits of each attempt, and the number of attempts so far."""

    __slots__ = ("_attempt", "_key", "_max_retries", "_started", "request", "timeout")

    def __init__(self, request: Request[T], timeout: httpx.Timeout, max_retries: int, key: APIKey) -> None:
        self.request = request
        self.timeout = timeout
        self._max_retries = max_retries
        self._key = key
        self._attempt = 0
        self._started = 0.0

    def start_attempt(self) -> None:
        """Count one more attempt, and start its clock."""
        self._attempt += 1
        self._started = time.monotonic()

    def log(self, outcome: Response[T] | TXCloudError) -> None:
        """Log the outcome of the attempt."""
        if not LOGGER.isEnabledFor(logging.INFO):
            return
        status = getattr(outcome, "status_code", "")
        what = f"{status} {type(outcome).__name__}".strip() if isinstance(outcome, TXCloudError) else status
        request_id = self._key.redact(one_line(outcome.request_id or "unknown"))
        seconds = time.monotonic() - self._started
        line = "%s %s: %s in %.3f s (attempt %d, request %s)"
        LOGGER.info(line, self.request.method, self.request.route, what, seconds, self._attempt, request_id)

    def delay_after(self, error: TXCloudError) -> float:
        """Seconds to wait before the request is retried.

        Raises:
            TXCloudError: It is not retried, and this is the error.
        """
        delay = retry_delay(error, self._attempt)
        if delay is None or self._attempt > self._max_retries:
            raise error
        return delay
