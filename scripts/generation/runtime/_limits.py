"""How long an answer may take and how large it may be, whatever the server does."""

import time
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

R = TypeVar("R")

LARGEST_BODY = 10_000_000
"""Bytes that the body of an answer may have, unpacked."""

# For zlib: what is packed by gzip.
GZIP = 31


class UnreadableAnswer(ValueError):
    """An answer that cannot be taken. The text says what is wrong with it, after "its answer"."""


class EarlyAnswer(Exception):
    """An answer that was there before its request."""


class AnswerLimit(float):
    """Seconds for the whole of an answer.

    The HTTP library hands its read time-out on to each read of a connection, and one may come after the other for
    ever. Given this as the time-out, a `LimitedRead` can tell how much of it is left.
    """

    ends: float | None = None

    def left(self) -> float:
        """Seconds that are left, counted from the first read; a TimeoutError, where there are none."""
        now = time.monotonic()
        if self.ends is None:
            self.ends = now + self
        if now >= self.ends:
            raise TimeoutError
        return self.ends - now


class LimitedRead(Generic[R]):
    """The `read` of a connection, which takes no longer than its answer may. It is awaited where the original is."""

    def __init__(self, read: Callable[[int, float | None], R]) -> None:
        self.read = read

    def __call__(self, max_bytes: int, timeout: float | None = None) -> R:
        return self.read(max_bytes, timeout.left() if isinstance(timeout, AnswerLimit) else timeout)


def limit_reads(event: str, info: dict[str, Any]) -> None:
    """Limit the reads of each new connection: a `trace` for the HTTP library, which has no setting for it."""
    if event.endswith((".connect_tcp.complete", ".connect_unix_socket.complete", ".start_tls.complete")):
        stream = info["return_value"]
        stream.read = LimitedRead(stream.read)


async def limit_async_reads(event: str, info: dict[str, Any]) -> None:
    """The same for the asynchronous half of the HTTP library."""
    limit_reads(event, info)


def is_early(limit: AnswerLimit, extensions: Mapping[str, Any]) -> bool:
    """Whether an answer was there before its request, so that it answers another one.

    The HTTP library takes what a server has sent beyond an answer for the answer to whichever request comes next.
    """
    is_limited = isinstance(getattr(extensions.get("network_stream"), "read", None), LimitedRead)
    # Over HTTP/2, the read may have been another request's.
    return is_limited and limit.ends is None and extensions.get("http_version") != b"HTTP/2"


class Body:
    """The body of an answer, as it comes in.

    The HTTP library would unpack all that it is sent, and a few bytes may unpack to more than there is memory.
    """

    def __init__(self, encoding: str, limit: AnswerLimit) -> None:
        self.limit = limit
        self.parts: list[bytes] = []
        self.size = 0
        self.gzip = zlib.decompressobj(GZIP) if encoding.lower() in ("gzip", "x-gzip") else None
        if not self.gzip and encoding.lower() not in ("", "identity"):
            raise UnreadableAnswer("is packed in a way that was not asked for")

    def add(self, part: bytes) -> None:
        """Take what has come in; an UnreadableAnswer or a TimeoutError, if that is too much or too late."""
        self.limit.left()
        if self.gzip:
            try:
                part = self.gzip.decompress(part, LARGEST_BODY + 1 - self.size)
            except zlib.error:
                raise UnreadableAnswer("is not packed as it says") from None
        self.size += len(part)
        if self.size > LARGEST_BODY:
            raise UnreadableAnswer(f"is larger than {LARGEST_BODY:,} bytes")
        self.parts.append(part)

    def whole(self) -> bytes:
        """What has come in; an UnreadableAnswer, if it ends too early."""
        if self.size and self.gzip and not self.gzip.eof:
            raise UnreadableAnswer("broke off")
        return b"".join(self.parts)
