"""A server on this machine that does one thing wrong, and remembers what it was asked."""

import asyncio
import json
import socket
import ssl
import struct
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress

from tests.support.bodies import NAME
from tests.support.waiting import until

READY = 30


class Exchange:
    """A request, and the connection to answer on."""

    def __init__(
        self, server: "Server", reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
    ) -> None:
        self.server = server
        self.reader = reader
        self.writer = writer
        self.request = request
        self.keeps_connection = False

    @property
    def verification_id(self) -> str:
        return self.request.split()[1].decode().split("/")[-2]

    def head(self, *fields: str, status: str = "200 OK") -> bytes:
        """The head of an answer, which gives the key back."""
        key = next(line for line in self.request.decode().split("\r\n") if line.lower().startswith("authorization:"))
        lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", f"X-Echo: {key}", *fields]
        return "".join(f"{line}\r\n" for line in lines).encode(errors="surrogateescape") + b"\r\n"

    def body(self) -> bytes:
        return json.dumps({"id": self.verification_id, "extracted_data": {"first_name": NAME}}).encode()

    async def send(self, data: bytes) -> None:
        self.server.bytes_sent += len(data)
        self.writer.write(data)
        await self.writer.drain()

    async def wait(self) -> None:
        """Do nothing until the client ends the connection."""
        await self.reader.read()

    async def answer(self, *fields: str, status: str = "200 OK", body: bytes | None = None) -> None:
        """Answer as a server should, and keep the connection."""
        body = self.body() if body is None else body
        await self.send(self.head(f"Content-Length: {len(body)}", *fields, status=status) + body)
        self.keeps_connection = True

    def reset(self) -> None:
        """End the connection in such a way that what was sent is lost."""
        reset(self.writer)


def reset(writer: asyncio.StreamWriter) -> None:
    connection = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


Act = Callable[[Exchange], Awaitable[None]]


class Gate:
    """Takes every request, and answers none before it is opened."""

    def __init__(self) -> None:
        self.held: list[asyncio.Future[None]] = []
        self.is_open = False

    async def __call__(self, exchange: Exchange) -> None:
        exchange.server.at += 1
        if not self.is_open:
            passed = asyncio.get_running_loop().create_future()
            self.held.append(passed)
            await passed
        await exchange.answer()

    def open(self) -> None:
        """Answer those that wait, and all that come."""
        self.is_open = True
        for passed in self.held:
            passed.get_loop().call_soon_threadsafe(let_pass, passed)


def let_pass(held: "asyncio.Future[None]") -> None:
    if not held.done():
        held.set_result(None)


class Server:
    """Does wrong at one of the requests, counted from 1, and answers the others well."""

    def __init__(self, act: Act, at: int) -> None:
        self.act = act
        self.at = at
        self.requests: list[bytes] = []
        self.bytes_sent = 0
        self.connections = 0
        self.open = 0
        self.port = 0
        # What is done wrong is done; and the client has nothing to do.
        self.acted = False
        self.idle = threading.Event()

    def wait_until_closed(self) -> None:
        """Fail unless every connection ends."""
        until(lambda: self.open == 0)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open += 1
        try:
            # A client may end the connection at any moment.
            with suppress(ConnectionError, asyncio.CancelledError, asyncio.IncompleteReadError, ssl.SSLError):
                await self.converse(reader, writer)
        finally:
            writer.close()
            # The client can notice it from now on.
            with suppress(OSError, ssl.SSLError):
                await writer.wait_closed()
            self.open -= 1

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            exchange = Exchange(self, reader, writer, await reader.readuntil(b"\r\n\r\n"))
            self.requests.append(exchange.request)
            if len(self.requests) == self.at:
                await self.act(exchange)
                self.acted = True
            else:
                await exchange.answer()
            if not exchange.keeps_connection:
                return


@contextmanager
def serving(act: Act, at: int = 1, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Have a server listen until the block ends."""
    server = Server(act, at)
    with listening(server.serve, tls) as server.port:
        yield server


Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@contextmanager
def listening(serve: Serve, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """The port at which connections are served until the block ends, in a thread and an event loop of their own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def start() -> asyncio.Server:
        return await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls, backlog=1024)

    async def stop() -> None:
        listener.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await loop.shutdown_asyncgens()

    listener = asyncio.run_coroutine_threadsafe(start(), loop).result(READY)
    try:
        yield listener.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result(READY)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(READY)
        loop.close()


# Taken, so that no test that runs at the same time listens there.
NOBODY = socket.socket()
NOBODY.bind(("127.0.0.1", 0))


def port_of_nobody() -> int:
    """Where nothing listens."""
    port: int = NOBODY.getsockname()[1]
    return port
