"""How far an attempt has got: from the events that the HTTP library reports, and from its reads and writes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, Any

from ._call import LONGEST_TIMEOUT
from ._guard import AsyncGuard, Guard, Step, SyncGuard
from ._received_body import LARGEST_HEADERS, LARGEST_RECEIVED, UnreadableResponse

if TYPE_CHECKING:
    import httpx

# Seconds.
SHORTEST_TIMEOUT = 0.001

# The events after which the HTTP library keeps nothing of an attempt: the connection was never made, or was given back.
# After any other it may count the connection as used for ever, as it does if TLS fails behind a proxy.
SETTLED = (
    "http11.response_closed.complete",
    "http2.response_closed.complete",
    "connection.connect_tcp.failed",
    "connection.connect_unix_socket.failed",
    "connection.start_tls.failed",
    "socks.connect_tcp.failed",
)


class RepeatedRequest(Exception):
    """A request that the HTTP library was about to send once more."""


class Progress:
    """How far an attempt has got, and how long its next step may take.

    Attributes:
        is_sent: Whether any of the request may have been written to the server itself, rather than to a proxy.
        received: The status and the headers of the response; None before they are received.
        is_intact: Whether the connections can be used for other attempts; False from when an attempt begins to use them
            until it ends as it should.
    """

    _guard: type[Guard]

    is_intact = True
    is_sent = False
    received: tuple[int, list[tuple[bytes, bytes]]] | None = None
    _is_connecting = True
    _last_event = ""
    _read_ends_at: float | None = None
    _room = LARGEST_HEADERS

    def __init__(self, timeout: httpx.Timeout, call_ends_at: float, opened: Callable[[Any], None]) -> None:
        self._timeout = timeout
        self._call_ends_at = call_ends_at
        self._opened = opened

    def timeouts(self) -> dict[str, float | None]:
        """The timeouts for the HTTP library."""
        limits = self._timeout.as_dict()
        if self._call_ends_at != inf:
            limits = {name: self._limited(seconds) for name, seconds in limits.items()}
        for name in ("read", "write"):
            step = limits[name] = Step(limits[name] or LONGEST_TIMEOUT)
            step.progress = self
        return limits

    def _limited(self, seconds: float | None) -> float | None:
        """The timeout of a step, or what is left for the call if that is less."""
        if self._call_ends_at == inf:
            return seconds
        left = max(self._call_ends_at - time.monotonic(), SHORTEST_TIMEOUT)
        return min(seconds or left, left)

    def connect_timeout(self) -> float | None:
        """Seconds that a TLS handshake may take."""
        return self._limited(self._timeout.connect)

    def write_timeout(self) -> float | None:
        """Seconds that a write may take."""
        return self._limited(self._timeout.write)

    def read_timeout(self) -> float:
        """Seconds that are left to receive the response. Raises TimeoutError if there are none."""
        now = time.monotonic()
        if self._read_ends_at is None:
            self._read_ends_at = now + (self._timeout.read or LONGEST_TIMEOUT)
        left = min(self._read_ends_at, self._call_ends_at) - now
        if left <= 0:
            raise TimeoutError
        return left

    def count(self, size: int) -> None:
        """Count bytes that were received. Raises UnreadableResponse if there are too many."""
        self._room -= size
        if self._room < 0:
            raise UnreadableResponse("is larger than it may be")

    def observe(self, event: str, info: Mapping[str, Any]) -> None:
        """Note an event that the HTTP library reports."""
        self._last_event = event
        note = note_of(event)
        if note:
            note(self, info)

    def note_request(self, info: Mapping[str, Any]) -> None:
        """Note that a request begins."""
        self._is_connecting = info["request"].method == b"CONNECT"
        if self.is_sent:
            # The HTTP library would send it again over HTTP/2, if the connection ends without a response.
            raise RepeatedRequest
        self.is_sent = not self._is_connecting
        # The time for the response begins with the first read.
        self._read_ends_at = self._connecting_ends_at() if self._is_connecting else None

    def note_response(self, info: Mapping[str, Any]) -> None:
        """Note the head of a response."""
        if self._is_connecting:
            return
        *before, headers = info["return_value"]
        if len(before) == 1:
            # Over HTTP/2, the read may have been another request's.
            self.read_timeout()
        self.received = next(part for part in before if isinstance(part, int)), headers
        self._room = LARGEST_RECEIVED

    def note_connection(self, info: Mapping[str, Any]) -> None:
        """Note a new connection."""
        self._opened(info["return_value"])
        self._guard(info["return_value"], self)
        self._read_ends_at = self._connecting_ends_at()

    def _connecting_ends_at(self) -> float:
        return time.monotonic() + (self._timeout.connect or LONGEST_TIMEOUT)

    @property
    def is_reported(self) -> bool:
        """Whether the HTTP library reports anything. Not every transport does."""
        return bool(self._last_event)

    @property
    def is_settled(self) -> bool:
        """Whether the HTTP library keeps nothing of the attempt."""
        return self._last_event in SETTLED

    def succeed(self) -> None:
        """End the attempt with a response."""
        self.is_intact = not self._last_event or self._last_event in SETTLED

    def fail(self, is_known: bool) -> None:
        """End the attempt with an error, which is one that the HTTP library knows, or not."""
        self.is_intact = self._last_event in SETTLED if self._last_event else is_known

    @property
    def is_unread(self) -> bool:
        """Whether there is a response although no guard has read anything since the request was sent."""
        return self.received is not None and self._read_ends_at is None


class SyncProgress(Progress):
    """The progress of an attempt of a `TXCloud`."""

    _guard = SyncGuard

    # As the HTTP library calls it.
    trace = Progress.observe


class AsyncProgress(Progress):
    """The progress of an attempt of an `AsyncTXCloud`."""

    _guard = AsyncGuard

    async def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """The same, as the HTTP library awaits it."""
        self.observe(event, info)


# By event, without the name of the protocol.
NOTES = {
    "send_request_headers.started": Progress.note_request,
    "receive_response_headers.complete": Progress.note_response,
    "connect_tcp.complete": Progress.note_connection,
    "connect_unix_socket.complete": Progress.note_connection,
    "start_tls.complete": Progress.note_connection,
}


@lru_cache
def note_of(event: str) -> Callable[[Progress, Mapping[str, Any]], None] | None:
    """What notes an event; None if nothing has to."""
    return NOTES.get(event.partition(".")[2])
