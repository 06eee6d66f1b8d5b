"""A server on a real socket that does one thing wrong."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from txcloud_identity import APIConnectionError, APITimeoutError, ResponseError

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def close(_: socket.socket) -> None:
    """Go away without a word."""


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def be_slow(connection: socket.socket) -> None:
    connection.settimeout(5)
    connection.recv(1)


def garbage(connection: socket.socket) -> None:
    connection.sendall(b"\x00\xff garbage\r\n\r\n")


def stop_within_the_head(connection: socket.socket) -> None:
    connection.sendall(HEAD[:30])


def stop_within_the_body(connection: socket.socket) -> None:
    connection.sendall(HEAD + b'Content-Length: 99\r\n\r\n{"id": "ver_1", ')


def stop_between_chunks(connection: socket.socket) -> None:
    connection.sendall(HEAD + b'Transfer-Encoding: chunked\r\n\r\n10\r\n{"id": "ver_1", \r\n')


def be_slow_within_the_body(connection: socket.socket) -> None:
    stop_within_the_body(connection)
    be_slow(connection)


def bad_gzip(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Encoding: gzip\r\nContent-Length: 9\r\n\r\nno gzip!!")


# What goes wrong once the request has arrived, and the error for it.
AFTER_THE_REQUEST = {
    close: APIConnectionError,
    reset: APIConnectionError,
    garbage: APIConnectionError,
    stop_within_the_head: APIConnectionError,
    be_slow: APITimeoutError,
    stop_within_the_body: ResponseError,
    stop_between_chunks: ResponseError,
    be_slow_within_the_body: ResponseError,
    bad_gzip: ResponseError,
}


@contextmanager
def serving(fault: Callable[[socket.socket], None]) -> Iterator[tuple[str, list[bytes]]]:
    """The server's address, and the requests that it has received."""
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(5)

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    received.append(connection.recv(65536))
                    fault(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", received
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(10)


def address_of_nobody() -> str:
    """Where nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"
