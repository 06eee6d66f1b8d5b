"""A transport by which an `AsyncTXCloud` sends its requests with aiohttp. It takes the extra `aiohttp`."""

from __future__ import annotations

import asyncio
import inspect
from importlib import import_module
from typing import Any, cast

import httpx

from ._http_library import NEVER_CONNECTED, is_from_aiohttp, is_one, library_of

__all__ = ("Transport",)


class Transport(httpx.AsyncBaseTransport):
    """A transport for an `httpx.AsyncClient` or `httpx2.AsyncClient`: that of httpx-aiohttp, with what a call needs.

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
        self._transport: Any = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and receive the headers of its response."""
        library = library_of(request)
        self._transport = self._transport or new_transport(library, self._options)
        # Some versions of httpx have no types for extensions.
        limits: dict[str, float | None] = cast("Any", request).extensions.get("timeout", {})
        try:
            # aiohttp limits each read, and the headers of a response may take any number of reads.
            async with asyncio.timeout(sum(filter(None, limits.values())) or None):
                response: httpx.Response = await self._transport.handle_async_request(request)
                return response
        except TimeoutError:
            kind, text = library.ReadTimeout, "no response in time"
        except Exception as error:
            # httpx-aiohttp reports a lost connection as one that was never made.
            if not is_one(error, "ConnectTimeout") and not is_from_aiohttp(error, "ClientError"):
                raise
            cause, text = error if is_from_aiohttp(error, "ClientError") else error.__cause__, str(error)
            kind = library.ReadError
            if is_from_aiohttp(cause, *NEVER_CONNECTED):
                kind = library.ConnectTimeout if isinstance(cause, TimeoutError) else library.ConnectError
        raise kind(text)

    async def aclose(self) -> None:
        """Close the connections."""
        if self._transport:
            await self._transport.aclose()


def new_transport(library: Any, options: dict[str, object]) -> Any:
    """The transport of httpx-aiohttp for a library."""
    aiohttp: Any = import_module("aiohttp")
    module = import_module("httpx_aiohttp" if library is httpx else f"httpx_aiohttp.{library.__name__}")

    async def start(response: Any, connection: Any) -> Any:
        await aiohttp.ClientResponse.start(response, connection)
        # The transport fails on one that is not UTF-8.
        response.reason = None
        return response

    transport = module.AiohttpTransport(**options)
    session = transport.get_client()
    kind = type("Response", (aiohttp.ClientResponse,), {"start": start})
    transport.client = aiohttp.ClientSession(connector=session.connector, response_class=kind)
    # aiohttp would repeat some requests if the connection ends.
    vars(transport.client)["_retry_connection"] = False
    session.detach()
    return transport
