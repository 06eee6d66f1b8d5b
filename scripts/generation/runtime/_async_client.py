"""The client for asyncio."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self, TypeVar

from ._api_key import APIKey
from ._base_client import BaseClient, Timeout
from ._in_flight import InFlightCalls
from .errors import ConfigurationError, TXCloudError

if TYPE_CHECKING:
    import httpx

    from ._call import Call
    from ._contract import Environment
    from .types import Request, Response

T = TypeVar("T")


class AsyncClient(BaseClient):
    """The part of `AsyncTXCloud` that is the same for all operations."""

    def __init__(
        self,
        api_key: str | None = None,
        *,
        environment: Environment | None = None,
        base_url: str | None = None,
        timeout: Timeout = 30,
        max_retries: int = 3,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        """Create a client. The arguments are those of `TXCloud`, except for one.

        Args:
            api_key: As for `TXCloud`.
            environment: As for `TXCloud`.
            base_url: As for `TXCloud`.
            timeout: As for `TXCloud`.
            max_retries: As for `TXCloud`.
            http_client: An `httpx.AsyncClient` of your own.

        Raises:
            ConfigurationError: An argument is refused. The message does not quote the key.
        """
        key = APIKey(api_key)
        # A traceback with local variables would show it.
        del api_key
        super().__init__(key, environment, base_url, timeout, max_retries, is_owner=http_client is None)
        self._connect(http_client)

    def _connect(self, http_client: httpx.AsyncClient | None) -> None:
        # Callers of this client have imported it already; others do not need it.
        import asyncio

        from ._attempt import AsyncTransport
        from ._http_library import CONNECTIONS

        self._transport = AsyncTransport(self._key, self.base_url, http_client)
        self._slots = asyncio.Semaphore(CONNECTIONS if self._is_owner else sys.maxsize)
        self._in_flight = InFlightCalls()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Refuse further calls, and close the connections after those in flight. An `http_client` stays open."""
        if self._is_owner and self._in_flight.close():
            await self._transport.http.aclose()

    async def send(
        self, request: Request[T], *, timeout: Timeout | None = None, max_retries: int | None = None
    ) -> Response[T]:
        """Send the request of an operation, as each method of the client does."""
        call = self._call(request, timeout, max_retries)
        if self._is_owner and self._in_flight.is_forked():
            self._connect(None)
        while True:
            call.start_attempt()
            outcome = await self._attempt(call)
            call.log(outcome)
            if not isinstance(outcome, TXCloudError):
                return outcome
            delay = call.delay_after(outcome)
            import asyncio

            await asyncio.sleep(delay)

    async def _attempt(self, call: Call[T]) -> Response[T] | TXCloudError:
        # The HTTP library has its own queue, but scans all of it for each request.
        slots, transport = self._slots, self._transport
        if not slots.locked():
            await slots.acquire()
        else:
            import asyncio

            try:
                async with asyncio.timeout(call.timeout.pool):
                    await slots.acquire()
            except TimeoutError:
                return transport.no_free_slot()
            except RuntimeError:
                # Another event loop waits for it, too.
                return ConfigurationError("The client belongs to another event loop. Create one in each.")
        try:
            self._begin(transport)
            try:
                return await transport.attempt(call.request, call.timeout)
            finally:
                if self._in_flight.end():
                    await transport.http.aclose()
        finally:
            slots.release()
