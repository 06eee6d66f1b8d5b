"""Measure the responses that make the most work within the limits: prints the most seconds, or the most megabytes.

`python worst_response.py seconds|megabytes`, in an environment that holds the package.
"""

import gzip
import socket
import sys
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress

from txcloud_identity import TXCloud, TXCloudError

REQUEST_END = b"\r\n\r\n"
# Just below the limits on the bytes, the values and the parts of a body.
SIZE, VALUES, PARTS = 4_900_000, 99_000, 19_900


def response(body: bytes, *fields: bytes, status: bytes = b"200 OK") -> bytes:
    lines = [b"HTTP/1.1 " + status, b"Connection: close", *fields]
    return b"\r\n".join(lines) + REQUEST_END + body


def compressed(body: bytes, status: bytes = b"200 OK") -> bytes:
    content = gzip.compress(body, compresslevel=1)
    return response(content, b"Content-Encoding: gzip", b"Content-Length: %d" % len(content), status=status)


def responses() -> Iterator[bytes]:
    bodies = [
        b'{"fraud_signals": [%s{}]}' % (b"{}," * (VALUES // 2)),
        b'{"fraud_signals": [%s{}]}' % (b'{"code":1},' * (VALUES // 2)),
        b'{"metadata": {%s}}' % b",".join(b'"%d":[]' % number for number in range(VALUES // 2)),
        '{{"id": "\N{GRINNING FACE}{}"}}'.format("x" * SIZE).encode(),
        b'{"id": [%s1]}' % (b"1" * 4200 + b",") * (SIZE // 4300),
        b'{"id": "%s"}' % (b"\\ud83d\\ude00" * (SIZE // 12)),
        b'{"id": "%s"}' % (b'\\",' * (SIZE // 3)),
        b"[" * SIZE,
    ]
    for body in bodies:
        yield compressed(body)
        yield compressed(b'{"error": %s}' % body, status=b"500 Failed")
    yield response(b"1\r\n \r\n" * PARTS + b"0\r\n\r\n", b"Transfer-Encoding: chunked")
    members = gzip.compress(b" ") * PARTS
    yield response(members, b"Content-Encoding: gzip", b"Content-Length: %d" % len(members))
    yield b"HTTP/1.1 102 Processing\r\n\r\n" * 11_000 + response(b"{}", b"Content-Length: 2")


def serve(listener: socket.socket, sent: list[bytes]) -> None:
    while True:
        connection, _ = listener.accept()
        received = b""
        while not received.endswith(REQUEST_END):
            received += connection.recv(65536)
        connection.sendall(sent[0])
        connection.close()


def call(client: TXCloud) -> None:
    with suppress(TXCloudError):
        client.cancel_verification("ver_1", max_retries=0)


def seconds(client: TXCloud) -> float:
    start = time.process_time()
    call(client)
    return time.process_time() - start


def megabytes(client: TXCloud) -> float:
    tracemalloc.start()
    call(client)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def main(unit: str) -> None:
    sent = [response(b"{}", b"Content-Length: 2")]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=[listener, sent], daemon=True).start()
        client = TXCloud("txc_test_x", base_url=f"http://127.0.0.1:{listener.getsockname()[1]}")
        call(client)
        worst = 0.0
        for each in responses():
            sent[0] = each
            worst = max(worst, {"seconds": seconds, "megabytes": megabytes}[unit](client))
    print(worst)


if __name__ == "__main__":
    main(sys.argv[1])
