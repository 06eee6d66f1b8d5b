"""One call of an operation. What follows an attempt is decided here without I/O, for both clients."""

from __future__ import annotations

import logging
import time
from math import inf
from typing import TYPE_CHECKING, Generic, TypeVar

from ._error_fields import one_line
from ._logs import LOGGER
from ._retry import LONGEST_REQUESTED_DELAY, Pause, requested_delay, retry_delay
from .errors import APITimeoutError, TXCloudError

if TYPE_CHECKING:
    import httpx

    from ._api_key import APIKey
    from .types import Request, Response

T = TypeVar("T")

# Seconds.
LONGEST_TIMEOUT = 86_400


class Call(Generic[T]):
    """A request, the limits of each attempt and of all of them, and the number of attempts so far.

    Attributes:
        request: The request.
        timeout: The limits of each attempt.
        ends_at: When the call ends at the latest, by the monotonic clock.
    """

    __slots__ = (
        "_attempt",
        "_backoff",
        "_due_at",
        "_error",
        "_key",
        "_max_retries",
        "_pause",
        "_started",
        "_waited_for",
        "ends_at",
        "request",
        "timeout",
    )

    def __init__(
        self,
        request: Request[T],
        timeout: httpx.Timeout,
        deadline: float | None,
        max_retries: int,
        key: APIKey,
        pause: Pause,
    ) -> None:
        self.request = request
        self.timeout = timeout
        self._max_retries = max_retries
        self._key = key
        self._pause = pause
        self._attempt = 0
        self._backoff = 0.0
        # By the monotonic clock: when the attempt began, when it was planned, and until when the call has waited.
        self._started = self._due_at = self._waited_for = time.monotonic()
        self.ends_at = inf if deadline is None else self._due_at + deadline
        self._error: TXCloudError | None = None

    def delay(self) -> float:
        """Seconds until the next attempt may begin; 0 if it may begin now.

        Raises:
            TXCloudError: The call ends before that.
        """
        if not self._backoff and self._pause.ends_at <= self._waited_for and self.ends_at == inf:
            return 0.0
        now = time.monotonic()
        # Others may extend the pause again and again, so there is a limit.
        pause_ends_at = min(self._pause.ends_at, self._due_at + LONGEST_REQUESTED_DELAY)
        seconds = max(self._backoff, pause_ends_at - now) if pause_ends_at > self._waited_for else self._backoff
        if now + seconds >= self.ends_at:
            raise self._error or too_late(seconds)
        self._backoff = 0.0
        self._waited_for = max(self._waited_for, now + seconds)
        return seconds

    def start_attempt(self) -> float:
        """Count one more attempt and start its clock. Returns the seconds that it may wait for a connection."""
        self._attempt += 1
        self._started = time.monotonic()
        longest = LONGEST_TIMEOUT if self.timeout.pool is None else self.timeout.pool
        return min(longest, self.ends_at - self._started)

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

    def plan_retry(self, error: TXCloudError) -> None:
        """Plan another attempt after one that failed.

        Raises:
            TXCloudError: There is none, and this is the error.
        """
        requested = requested_delay(error)
        if requested is not None:
            self._pause.extend(requested)
        delay = retry_delay(error, self._attempt, is_idempotent=self.request.is_idempotent)
        # An earlier attempt may have acted, whatever became of this one.
        error.outcome_unknown |= self._error is not None and self._error.outcome_unknown
        if delay is None or self._attempt > self._max_retries:
            raise error
        self._error = error
        self._backoff = delay
        self._due_at = time.monotonic() + delay


def too_late(seconds: float) -> APITimeoutError:
    """The error for a call that ends before its first attempt."""
    error = APITimeoutError(
        f"the server asked for {seconds:.0f} s without requests, which is longer than the call may take, so nothing "
        "was sent",
        outcome_unknown=False,
    )
    error.retry_after = seconds
    return error
