"""A server that speaks HTTP/2 without TLS, and can refuse a stream before it says so."""

import asyncio
from contextlib import suppress

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived

BODY = b'{"id": "ver_1"}'


class Http2Server:
    """Responds to each request but one, at which it ends the connection and says that it has not looked at it."""

    def __init__(self, *, goes_away_at: int = 0) -> None:
        self.goes_away_at = goes_away_at
        self.requests = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = H2Connection(H2Configuration(client_side=False))
        connection.initiate_connection()
        with suppress(ConnectionError):
            writer.write(connection.data_to_send())
            while data := await reader.read(65536):
                for event in connection.receive_data(data):
                    if isinstance(event, RequestReceived):
                        self.respond(connection, event)
                writer.write(connection.data_to_send())
        writer.close()

    def respond(self, connection: H2Connection, event: RequestReceived) -> None:
        self.requests += 1
        stream = event.stream_id or 0
        if self.requests == self.goes_away_at:
            # The stream before it; those of a client have odd numbers.
            connection.close_connection(last_stream_id=stream - 2)
            return
        given = dict(event.headers or [])
        echoed = (b"x-echo", given[b"authorization"])
        connection.send_headers(stream, [(b":status", b"200"), (b"content-type", b"application/json"), echoed])
        connection.send_data(stream, BODY, end_stream=True)
