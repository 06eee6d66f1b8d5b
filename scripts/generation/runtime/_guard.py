"""The reads and writes of a connection, which keep to the limits of the attempt that they are for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._progress import Progress

# Bytes. The HTTP library applies a write timeout to each part of them that the system takes.
WRITTEN_AT_ONCE = 65_536


class Step(float):
    """The timeout of a read or write, by which it finds the attempt that it is for."""

    progress: Progress


class Guard(ABC):
    """Takes the place of the methods of a connection.

    The HTTP library applies a read timeout to each read, and a server may let one read follow the other forever. From
    a SOCKS proxy it reads without any timeout.
    """

    def __init__(self, stream: Any, opener: Progress) -> None:
        self._opener = opener
        self._read, self._write, self._start_tls = stream.read, stream.write, stream.start_tls
        stream.read, stream.write, stream.start_tls = self.read, self.write, self.start_tls

    def progress_of(self, timeout: float | None) -> Progress | None:
        """The attempt that a read or write is for; None if it is not for one of this package."""
        if isinstance(timeout, Step):
            return timeout.progress
        return self._opener if timeout is None and not self._opener.is_sent else None

    @abstractmethod
    def read(self, max_bytes: int, timeout: float | None = None) -> Any: ...

    @abstractmethod
    def write(self, buffer: bytes, timeout: float | None = None) -> Any: ...

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Any:
        # A connection is made for one attempt.
        return self._start_tls(ssl_context, server_hostname, self._opener.connect_timeout() or timeout)


class SyncGuard(Guard):
    """The guard of a connection of a `TXCloud`."""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        progress = self.progress_of(timeout)
        data: bytes = self._read(max_bytes, progress.read_timeout() if progress else timeout)
        if progress:
            progress.count(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        progress = self.progress_of(timeout)
        for start in range(0, len(buffer), WRITTEN_AT_ONCE):
            self._write(buffer[start : start + WRITTEN_AT_ONCE], progress.write_timeout() if progress else timeout)


class AsyncGuard(Guard):
    """The guard of a connection of an `AsyncTXCloud`."""

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        progress = self.progress_of(timeout)
        data: bytes = await self._read(max_bytes, progress.read_timeout() if progress else timeout)
        if progress:
            progress.count(len(data))
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        progress = self.progress_of(timeout)
        await self._write(buffer, progress.write_timeout() if progress else timeout)


def is_guarded(extensions: Mapping[str, Any]) -> bool:
    """Whether a response came over a connection with a guard."""
    read = getattr(extensions.get("network_stream"), "read", None)
    return isinstance(getattr(read, "__self__", None), Guard)
