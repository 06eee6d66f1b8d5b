"""The body of a response, decompressed as it is received, with limits on its size and on the work that it makes."""

import zlib
from collections.abc import Callable, Iterable

# Bytes: what the body may have, decompressed; and what may be received before the headers are complete, and after.
LARGEST_BODY = 5_000_000
LARGEST_HEADERS = 300_000
LARGEST_RECEIVED = 2 * LARGEST_BODY

# How many pieces of a body there may be: parts as they are received, and members of a gzip file.
MOST_PARTS = 20_000

# For zlib: what is compressed by gzip.
GZIP = 31


class UnreadableResponse(ValueError):
    """A response that cannot be used. The text says what is wrong with it, after "its response"."""


class ReceivedBody:
    """The parts of a body that have been received so far.

    The HTTP library would decompress without a limit, and a few bytes can expand to more than there is memory.
    """

    def __init__(self, encoding: str, check_time: Callable[[], object]) -> None:
        self._check_time = check_time
        self._parts: list[bytes] = []
        self._count = 0
        self._size = 0
        self._gzip = zlib.decompressobj(GZIP) if encoding.lower() in ("gzip", "x-gzip") else None
        if not self._gzip and encoding.lower() not in ("", "identity"):
            raise UnreadableResponse("is compressed in a way that was not asked for")

    def add(self, part: bytes) -> None:
        """Add a part. Raises UnreadableResponse if it is too large, and TimeoutError if time is up."""
        self._check_time()
        for content in self._decompressed(part):
            self._count += 1
            self._size += len(content)
            if self._size > LARGEST_BODY:
                raise UnreadableResponse(f"is larger than {LARGEST_BODY:,} bytes")
            if self._count > MOST_PARTS:
                raise UnreadableResponse(f"has more than {MOST_PARTS:,} parts")
            self._parts.append(content)

    def _decompressed(self, part: bytes) -> Iterable[bytes]:
        if not self._gzip:
            yield part
            return
        while part:
            if self._gzip.eof:
                # Several compressed files, one after the other, are one of them all.
                self._gzip = zlib.decompressobj(GZIP)
            try:
                yield self._gzip.decompress(part, LARGEST_BODY + 1 - self._size)
            except zlib.error:
                raise UnreadableResponse("is not compressed as it says") from None
            part = self._gzip.unused_data

    def finish(self) -> bytes:
        """The whole body. Raises UnreadableResponse if it is incomplete."""
        if self._size and self._gzip and not self._gzip.eof:
            raise UnreadableResponse("broke off")
        return b"".join(self._parts)
