"""The connections of the transport that sends with aiohttp."""

from __future__ import annotations

from collections.abc import AsyncIterator
from importlib import import_module
from typing import Any

import httpx


class Connections:
    """The connections of a transport, for requests of one library.

    They go to aiohttp without the transport of httpx-aiohttp, which would copy the headers one by one.

    Attributes:
        session: What aiohttp calls a client.
    """

    def __init__(self, library: Any, options: dict[str, object]) -> None:
        aiohttp: Any = import_module("aiohttp")
        module = import_module("httpx_aiohttp" if library is httpx else f"httpx_aiohttp.{library.__name__}")
        transport = module.AiohttpTransport(**options)
        made = transport.get_client()
        # Redirects, cookies and compression are up to the HTTP client.
        self.session = aiohttp.ClientSession(
            connector=made.connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
        )
        made.detach()
        # aiohttp would repeat some requests if the connection ends.
        vars(self.session)["_retry_connection"] = False
        self._proxy: dict[str, Any] = {}
        if proxy := transport.proxy:
            auth = aiohttp.BasicAuth(*proxy.auth) if proxy.auth else None
            self._proxy = {"proxy": str(proxy.url), "proxy_auth": auth, "proxy_headers": proxy.headers}
        self._library = library
        self._timeout = aiohttp.ClientTimeout
        # The HTTP client refuses a body that is not of its library.
        self._body = type("Body", (Body, library.AsyncByteStream), {})
        # Any other error is one of a connection that was made.
        self._errors = {
            aiohttp.ClientConnectorError: library.ConnectError,
            aiohttp.ClientHttpProxyError: library.ProxyError,
            aiohttp.ConnectionTimeoutError: library.ConnectTimeout,
            aiohttp.InvalidURL: library.UnsupportedProtocol,
            aiohttp.NonHttpUrlClientError: library.UnsupportedProtocol,
            aiohttp.SocketTimeoutError: library.ReadTimeout,
            aiohttp.ClientError: library.ReadError,
            TimeoutError: library.ReadTimeout,
        }

    def translated(self, error: Exception) -> Exception:
        """The error of the library for one of aiohttp or of a time limit; any other is itself."""
        kind = next((self._errors[kind] for kind in type(error).__mro__ if kind in self._errors), None)
        return kind(str(error) or "no response in time") if kind else error

    async def send(self, request: Any, limits: dict[str, float | None]) -> Any:
        """Send a request, and receive the headers of its response."""
        encoding = request.headers.encoding
        headers = [(name.decode(encoding), value.decode(encoding)) for name, value in request.headers.raw]
        body = request.stream
        if isinstance(body, self._library.ByteStream):
            body = b"".join(body) or None
        else:
            # aiohttp adds it.
            headers = [header for header in headers if header[0].lower() != "transfer-encoding"]
        response = await self.session.request(
            request.method,
            str(request.url),
            headers=headers,
            data=body,
            allow_redirects=False,
            timeout=self._timeout(
                connect=limits.get("pool"), sock_connect=limits.get("connect"), sock_read=limits.get("read")
            ),
            server_hostname=request.extensions.get("sni_hostname"),
            **self._proxy,
        )
        return self._library.Response(
            response.status,
            headers=response.raw_headers,
            stream=self._body(response, self),
            extensions={"http_version": b"HTTP/1.1"},
        )


class Body:
    """The body of a response."""

    def __init__(self, response: Any, connections: Connections) -> None:
        self._response = response
        self._connections = connections

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            while part := await self._response.content.readany():
                yield part
        except Exception as error:
            raise self._connections.translated(error) from error.__cause__

    async def aclose(self) -> None:
        """Keep the connection if the body is complete."""
        self._response.release()
        await self._response.wait_for_close()
