"""A server that answers at once, with the id that it was asked for: `python -m tests.support.echo [LIMIT WINDOW]`.

With a limit, it takes so many requests in each window of so many seconds, and answers 429 to the others. It prints its
port, and whenever it reads a line, what it has counted. It ends with its input.
"""

import asyncio
import json
import math
import sys
import time

HEAD = "HTTP/1.1 {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{}\r\n"


class Counts:
    def __init__(self, limit: float, window: float) -> None:
        self.limit = limit
        self.window = window
        self.began = -math.inf
        self.taken = 0
        self.requests = 0
        self.refused = 0
        self.open = 0
        self.most = 0

    def answer(self, request: bytes) -> bytes:
        self.requests += 1
        now = time.monotonic()
        if now >= self.began + self.window:
            self.began, self.taken = now, 0
        if self.taken >= self.limit:
            self.refused += 1
            body, after = '{"error": {"code": "rate_limit_exceeded"}}', math.ceil(self.began + self.window - now)
            return (HEAD.format("429 Too Many Requests", len(body), f"Retry-After: {after}\r\n") + body).encode()
        self.taken += 1
        verification_id = request.split(b" ", 2)[1].split(b"/")[-2].decode()
        body = json.dumps({"id": verification_id, "object": "identity.verification", "status": "expired"})
        return (HEAD.format("200 OK", len(body), "") + body).encode()


class Echo(asyncio.Protocol):
    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self.received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.counts.open += 1
        self.counts.most = max(self.counts.most, self.counts.open)

    def data_received(self, data: bytes) -> None:
        *requests, self.received = (self.received + data).split(b"\r\n\r\n")
        for request in requests:
            assert isinstance(self.transport, asyncio.WriteTransport)
            self.transport.write(self.counts.answer(request))

    def connection_lost(self, _: Exception | None) -> None:
        self.counts.open -= 1


async def main(limit: float = math.inf, window: float = math.inf) -> None:
    loop = asyncio.get_running_loop()
    counts = Counts(limit, window)
    server = await loop.create_server(lambda: Echo(counts), "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(json.dumps(vars(counts), default=str), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*map(float, sys.argv[1:])))
