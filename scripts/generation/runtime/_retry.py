"""Whether a request is retried, and when."""

from .errors import APIConnectionError, RateLimitError, ServerError, TXCloudError

# Seconds. The client keeps a requested delay in full, or raises the error if it is longer than this.
LONGEST_REQUESTED_DELAY = 60
FIRST_DELAY = 0.5
LONGEST_DELAY = 8


def retry_delay(error: TXCloudError, attempt: int) -> float | None:
    """Seconds between an attempt, the first of which is 1, and the next; None, if the request is not to be retried.

    It is not if the server may have acted, or asks for too long a delay.
    """
    match error:
        case APIConnectionError(outcome_unknown=False):
            requested = None
        case RateLimitError() | ServerError(status_code=503, retry_after=float()):
            requested = error.retry_after
        case _:
            return None
    if requested is None:
        # Slow to import, and hardly ever needed.
        import random

        return min(LONGEST_DELAY, FIRST_DELAY * 2.0 ** min(attempt - 1, 10)) * random.uniform(0.5, 1)
    return requested if requested <= LONGEST_REQUESTED_DELAY else None
