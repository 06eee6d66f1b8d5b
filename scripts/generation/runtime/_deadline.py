"""How long a response may take, whatever the server does."""

import time
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

R = TypeVar("R")


class EarlyResponse(Exception):
    """A response that was there before its request."""


class Deadline(float):
    """Seconds for the whole of a response.

    The HTTP library applies its read timeout to each read of a connection, and a server may let one read follow the
    other forever. Given this as the timeout, a `DeadlineRead` can tell how much of it remains.
    """

    expires_at: float | None = None

    def remaining(self) -> float:
        """Seconds that remain, counted from the first read; a TimeoutError, if there are none."""
        now = time.monotonic()
        if self.expires_at is None:
            self.expires_at = now + self
        if now >= self.expires_at:
            raise TimeoutError
        return self.expires_at - now


class DeadlineRead(Generic[R]):
    """The `read` of a connection, which ends at the deadline of the response. It is awaited where the original is."""

    def __init__(self, read: Callable[[int, float | None], R]) -> None:
        self.read = read

    def __call__(self, max_bytes: int, timeout: float | None = None) -> R:
        return self.read(max_bytes, timeout.remaining() if isinstance(timeout, Deadline) else timeout)


def limit_reads(event: str, info: dict[str, Any]) -> None:
    """Limit the reads of each new connection: a `trace` for the HTTP library, which has no setting for it."""
    if event.endswith((".connect_tcp.complete", ".connect_unix_socket.complete", ".start_tls.complete")):
        stream = info["return_value"]
        stream.read = DeadlineRead(stream.read)


async def limit_async_reads(event: str, info: dict[str, Any]) -> None:
    """The same for the asynchronous half of the HTTP library."""
    limit_reads(event, info)


def is_early(deadline: Deadline, extensions: Mapping[str, Any]) -> bool:
    """Whether a response was there before its request, so that it is the response to another one.

    The HTTP library takes what a server has sent beyond one response for the response to the next request.
    """
    is_limited = isinstance(getattr(extensions.get("network_stream"), "read", None), DeadlineRead)
    # Over HTTP/2, the read may have been another request's.
    return is_limited and deadline.expires_at is None and extensions.get("http_version") != b"HTTP/2"
