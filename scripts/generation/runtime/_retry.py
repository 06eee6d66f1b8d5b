"""Whether a request is retried, and when."""

import time

from .errors import APIConnectionError, RateLimitError, ServerError, TXCloudError

# Seconds. The client keeps a requested delay in full, or raises the error if it is longer than this.
LONGEST_REQUESTED_DELAY = 60
FIRST_DELAY = 0.5
LONGEST_DELAY = 8


def requested_delay(error: TXCloudError) -> float | None:
    """Seconds for which the server asks to send nothing, if it does."""
    match error:
        case RateLimitError() | ServerError(status_code=503):
            return error.retry_after
        case _:
            return None


def retry_delay(error: TXCloudError, attempt: int, *, is_idempotent: bool = False) -> float | None:
    """Seconds between an attempt, the first of which is 1, and the next; None, if the request is not to be retried.

    It is not if the server asks for too long a delay, or may have acted and would act again.
    """
    requested = requested_delay(error)
    if requested is not None:
        return requested if requested <= LONGEST_REQUESTED_DELAY else None
    match error:
        case RateLimitError() | APIConnectionError(outcome_unknown=False):
            pass
        case _:
            if not (is_idempotent and error.outcome_unknown):
                return None
    # Slow to import, and hardly ever needed.
    import random

    return min(LONGEST_DELAY, FIRST_DELAY * 2.0 ** min(attempt - 1, 10)) * random.uniform(0.5, 1)


class Pause:
    """Keeps all calls of a client from making an attempt, if the server has asked one of them to wait.

    Attributes:
        ends_at: When the pause ends, by the monotonic clock.
    """

    def __init__(self) -> None:
        self.ends_at = 0.0

    def extend(self, seconds: float) -> None:
        """Begin a pause, unless it is too long to be waited for."""
        if seconds <= LONGEST_REQUESTED_DELAY:
            self.ends_at = max(self.ends_at, time.monotonic() + seconds)
