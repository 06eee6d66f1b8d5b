"""The client for asyncio."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

from ._api_key import APIKey
from ._base_client import BaseClient, Timeout
from ._contract import Environment
from ._lazy import LateGeneric, LateModule, late_type
from .errors import TXCloudError

if TYPE_CHECKING:
    import httpx

    from ._call import Call
    from ._http_library import HTTPX2AsyncClient
    from ._model import Model
    from .types import Method, Request, Response
else:
    httpx, Request, Response = LateModule("httpx"), LateGeneric(".types", "Request"), LateGeneric(".types", "Response")
    Method, Model = late_type(".types", "Method"), late_type("._model", "Model")
    HTTPX2AsyncClient = late_type("._http_library", "HTTPX2AsyncClient")

T = TypeVar("T")
M = TypeVar("M", bound="Model")


class AsyncClient(BaseClient):
    """The part of `AsyncTXCloud` that is the same for all operations."""

    def __init__(
        self,
        api_key: str | None = None,
        *,
        environment: Environment | None = None,
        base_url: str | None = None,
        timeout: Timeout = 30,
        deadline: float | None = None,
        max_retries: int = 3,
        default_headers: Mapping[str, str] | None = None,
        http_client: httpx.AsyncClient | HTTPX2AsyncClient | None = None,
    ) -> None:
        """Create a client. The arguments are those of `TXCloud`, except for one.

        Args:
            api_key: As for `TXCloud`.
            environment: As for `TXCloud`.
            base_url: As for `TXCloud`.
            timeout: As for `TXCloud`.
            deadline: As for `TXCloud`.
            max_retries: As for `TXCloud`.
            default_headers: As for `TXCloud`.
            http_client: An `httpx.AsyncClient` or `httpx2.AsyncClient` of your own.

        Raises:
            ConfigurationError: An argument is refused. The message does not quote the key.
        """
        key = APIKey(api_key, environment, default_headers)
        # A traceback with local variables would show them.
        del api_key, default_headers
        super().__init__(key, environment, base_url, timeout, deadline, max_retries)
        # Slow to import, so they are imported with the first client.
        from ._async_connections import AsyncConnections
        from ._attempt import AsyncTransport

        self._connections = AsyncConnections(http_client, self.base_url)
        self._transport = AsyncTransport(self._key, self.base_url, is_owner=http_client is None)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Refuse further calls, and close the connections after those in flight. An `http_client` stays open."""
        await self._connections.close()

    async def send(
        self,
        request: Request[T],
        *,
        timeout: Timeout | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
    ) -> Response[T]:
        """Send the request of an operation, as each method of the client does."""
        call = self._call(request, timeout, deadline, max_retries)
        while True:
            while delay := call.delay():
                import asyncio

                await asyncio.sleep(delay)
            outcome = await self._attempt(call)
            call.log(outcome)
            if not isinstance(outcome, TXCloudError):
                return outcome
            call.plan_retry(outcome)

    @overload
    async def request(self, method: Method, route: str, /, *, cast_to: type[M], **path_parameters: str | int) -> M: ...

    @overload
    async def request(
        self, method: Method, route: str, /, *, cast_to: None = None, **path_parameters: str | int
    ) -> Any: ...

    async def request(
        self, method: Method, route: str, /, *, cast_to: type[Model] | None = None, **path_parameters: str | int
    ) -> object:
        """Send a request that the contract does not describe: see `TXCloud.request`."""
        from ._undocumented import undocumented

        return (await self.send(undocumented(method, route, cast_to, path_parameters))).parsed

    async def _attempt(self, call: Call[T]) -> Response[T] | TXCloudError:
        try:
            lease = await self._connections.take(call.start_attempt())
        except TimeoutError:
            return self._transport.outcomes.no_free_connection()
        progress = self._transport.progress(call.timeout, call.ends_at, lease.pool.opened)
        try:
            outcome = await self._transport.attempt(call, progress, lease.pool.http)
        except BaseException:
            self._connections.interrupt(lease, progress.is_intact or progress.is_settled)
            raise
        await self._connections.end(lease, progress.is_intact)
        return outcome
