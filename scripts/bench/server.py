"""A local server that responds to every request with the first line of its standard input.

It prints its port, and serves until it is killed.
"""

import asyncio
import sys


class Responder(asyncio.Protocol):
    def __init__(self, response: bytes) -> None:
        self.response = response
        self.received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        # The requests have no body, so each ends with an empty line.
        *requests, self.received = (self.received + data).split(b"\r\n\r\n")
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.write(self.response * len(requests))


async def main() -> None:
    body = sys.stdin.buffer.readline()
    headers = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    server = await asyncio.get_running_loop().create_server(lambda: Responder(headers.encode() + body), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
