"""A network in memory, below the HTTP library. One thing goes wrong in it, at one stage."""

from __future__ import annotations

from asyncio import sleep
from collections import deque
from weakref import WeakSet

import httpcore
import pytest

# What a SOCKS proxy says.
METHOD = b"\x05\x00"
CONNECTED = b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00"


class Network:
    """Connects to anybody, and answers well; but at one stage it raises an error, once."""

    def __init__(self, stage: str = "", error: BaseException | None = None) -> None:
        self.stage = stage
        self.error = error
        # The requests that the server could have seen, at least in part.
        self.requests = 0
        # The connections that have not been closed, while anything refers to them.
        self.open: WeakSet[Line] = WeakSet()

    def reach(self, stage: str) -> None:
        error = self.error
        if stage == self.stage and error:
            self.error = None
            raise error


class Line:
    """One connection, as both ends see it."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.coming: deque[tuple[str, bytes]] = deque()
        network.open.add(self)

    def shutdown(self, _: int) -> None:
        """End it, as a socket does."""
        self.network.open.discard(self)

    def write(self, data: bytes) -> None:
        if not data:
            return
        stage = "write to the proxy"
        if data.startswith(b"CONNECT "):
            self.coming.append(("read from the proxy", b"HTTP/1.1 200 Connected\r\n\r\n"))
        elif data.startswith(b"\x05"):
            self.coming.append(("read from the proxy", METHOD if len(data) < 5 else CONNECTED))
        else:
            stage = "write"
            self.network.requests += 1
            ending = b"Connection: close\r\n" if self.network.stage == "close" else b""
            body = b'{"id": "%s"}' % data.split()[1].split(b"/")[-2]
            self.coming.append(("head", b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n" % len(body)))
            self.coming.append(("rest of the head", ending + b"\r\n"))
            self.coming.append(("body", body[:5]))
            self.coming.append(("rest of the body", body[5:]))
        self.network.reach(stage)

    def read(self) -> bytes:
        stage, data = self.coming.popleft()
        self.network.reach(stage)
        return data


class Stream(httpcore.NetworkStream):
    def __init__(self, line: Line) -> None:
        self.line = line

    def read(self, *_: object, **__: object) -> bytes:
        return self.line.read()

    def write(self, buffer: bytes, *_: object, **__: object) -> None:
        self.line.write(buffer)

    def close(self) -> None:
        self.line.network.open.discard(self.line)
        self.line.network.reach("close")

    def start_tls(self, *_: object, **__: object) -> Stream:
        self.line.network.reach("tls")
        return Stream(self.line)

    def get_extra_info(self, info: str) -> Line | None:
        return self.line if info == "socket" else None


class AsyncStream(httpcore.AsyncNetworkStream):
    def __init__(self, line: Line) -> None:
        self.line = line

    async def read(self, *_: object, **__: object) -> bytes:
        await sleep(0)
        return self.line.read()

    async def write(self, buffer: bytes, *_: object, **__: object) -> None:
        await sleep(0)
        self.line.write(buffer)

    async def aclose(self) -> None:
        await sleep(0)
        self.line.network.open.discard(self.line)
        self.line.network.reach("close")

    async def start_tls(self, *_: object, **__: object) -> AsyncStream:
        await sleep(0)
        self.line.network.reach("tls")
        return AsyncStream(self.line)

    def get_extra_info(self, info: str) -> Line | None:
        return self.line if info == "socket" else None


def connect(monkeypatch: pytest.MonkeyPatch, network: Network) -> None:
    """Let the HTTP library use this network."""

    def connect_tcp(_: object, *__: object, **___: object) -> Stream:
        network.reach("connect")
        return Stream(Line(network))

    async def connect_tcp_async(_: object, *__: object, **___: object) -> AsyncStream:
        await sleep(0)
        network.reach("connect")
        return AsyncStream(Line(network))

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect_tcp)
    monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect_tcp_async)
