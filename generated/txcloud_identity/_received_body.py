"""The body of a response, decompressed as it is received, with a limit on its size."""

import zlib

from ._deadline import Deadline

LARGEST_BODY = 10_000_000
"""Bytes that the body of a response may have, decompressed."""

# For zlib: what is compressed by gzip.
GZIP = 31


class UnreadableResponse(ValueError):
    """A response that cannot be used. The text says what is wrong with it, after "its response"."""


class ReceivedBody:
    """The parts of a body that have been received so far.

    The HTTP library would decompress without a limit, and a few bytes can expand to more than there is memory.
    """

    def __init__(self, encoding: str, deadline: Deadline) -> None:
        self.deadline = deadline
        self.parts: list[bytes] = []
        self.size = 0
        self.gzip = zlib.decompressobj(GZIP) if encoding.lower() in ("gzip", "x-gzip") else None
        if not self.gzip and encoding.lower() not in ("", "identity"):
            raise UnreadableResponse("is compressed in a way that was not asked for")

    def add(self, part: bytes) -> None:
        """Add a part. Raises UnreadableResponse if it is too large, and TimeoutError after the deadline."""
        self.deadline.remaining()
        if self.gzip:
            try:
                part = self.gzip.decompress(part, LARGEST_BODY + 1 - self.size)
            except zlib.error:
                raise UnreadableResponse("is not compressed as it says") from None
        self.size += len(part)
        if self.size > LARGEST_BODY:
            raise UnreadableResponse(f"is larger than {LARGEST_BODY:,} bytes")
        self.parts.append(part)

    def finish(self) -> bytes:
        """The whole body. Raises UnreadableResponse if it is incomplete."""
        if self.size and self.gzip and not self.gzip.eof:
            raise UnreadableResponse("broke off")
        return b"".join(self.parts)
