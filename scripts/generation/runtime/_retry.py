"""Whether a request is repeated, and when."""

from .errors import APIConnectionError, RateLimitError, ServerError, TXCloudError

# Seconds. What the server asks for is waited in full, unless it is longer than a caller would expect to wait.
LONGEST_WAIT = 60
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 8


def pause_before_repeating(error: TXCloudError, attempt: int) -> float | None:
    """Seconds until the request is repeated; None, where the server may have acted or asks for too long a wait."""
    match error:
        case APIConnectionError(outcome_unknown=False):
            asked = None
        case RateLimitError() | ServerError(status_code=503, retry_after=float()):
            asked = error.retry_after
        case _:
            return None
    if asked is None:
        # Slow to import, and hardly ever needed.
        import random

        return min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(attempt, 10)) * random.uniform(0.5, 1)
    return asked if asked <= LONGEST_WAIT else None
