"""A transport by which an `AsyncTXCloud` sends its requests with aiohttp. It takes the extra `aiohttp`."""

from __future__ import annotations

import asyncio
import inspect
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import httpx

from ._http_library import library_of

if TYPE_CHECKING:
    from ._aiohttp_connections import Connections

__all__ = ("Transport",)


class Transport(httpx.AsyncBaseTransport):
    """A transport for an `httpx.AsyncClient` or `httpx2.AsyncClient`, with the connections of httpx-aiohttp.

    For type checkers, it is one of httpx. Its errors tell whether a request was sent. The headers of a response have a
    time limit as a whole: the sum of those of all steps.
    """

    def __init__(self, **options: object) -> None:
        """Create a transport.

        Args:
            options: Those of `httpx.AsyncHTTPTransport`, such as `verify`, `limits` and `proxy`.

        Raises:
            ImportError: The extra `aiohttp` is not installed.
            TypeError: There is no such option.
        """
        inspect.signature(httpx.AsyncHTTPTransport).bind(**options)
        try:
            import_module("httpx_aiohttp")
        except ImportError as error:
            raise ImportError(f"{__name__} needs an extra: pip install 'txcloud-identity[aiohttp]'") from error
        self._options = options
        self._connections: Connections | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and receive the headers of its response."""
        connections = self._connections
        if not connections:
            from ._aiohttp_connections import Connections

            connections = self._connections = Connections(library_of(request), self._options)
        # Some versions of httpx have no types for extensions.
        limits: dict[str, float | None] = cast("Any", request).extensions.get("timeout", {})
        try:
            # aiohttp limits each read, and the headers of a response may take any number of reads.
            async with asyncio.timeout(sum(filter(None, limits.values())) or None):
                response: httpx.Response = await connections.send(request, limits)
                return response
        except Exception as error:
            raise connections.translated(error) from error.__cause__

    async def aclose(self) -> None:
        """Close the connections."""
        if self._connections:
            await self._connections.session.close()
