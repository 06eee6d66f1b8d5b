"""The client that blocks while it waits."""

from __future__ import annotations

import time
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
    from ._http_library import HTTPX2Client
    from ._model import Model
    from .types import Method, Request, Response
else:
    httpx, Request, Response = LateModule("httpx"), LateGeneric(".types", "Request"), LateGeneric(".types", "Response")
    Method, Model = late_type(".types", "Method"), late_type("._model", "Model")
    HTTPX2Client = late_type("._http_library", "HTTPX2Client")

T = TypeVar("T")
M = TypeVar("M", bound="Model")


class SyncClient(BaseClient):
    """The part of `TXCloud` that is the same for all operations."""

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
        http_client: httpx.Client | HTTPX2Client | None = None,
    ) -> None:
        """Create a client.

        Args:
            api_key: The API key. By default, it is read from the environment variable TXCLOUD_API_KEY.
            environment: The environment to call. By default, it is the one that the key belongs to.
            base_url: Another address, such as a gateway's. It begins with https, unless it is on this machine.
            timeout: Seconds for each step of a call (to wait for a free connection, to connect, to send, to receive
                the whole response), or an `httpx.Timeout`. No response is waited for longer than a day.
            deadline: Seconds for a call as a whole, with its retries and delays. By default, there is no such limit.
            max_retries: How often a request is retried if it cannot have been acted on: if no connection was made, for
                status 429, and for status 503 if the server says when to come back. One with an idempotency key is
                also retried if it may have been acted on. The delay is what the server asks for; if that is more than
                60 seconds, the error is raised instead.
            default_headers: More headers for each request, such as a gateway's. They may be secret: no `repr`, log or
                error shows a value of 8 characters or more, unless it is a plain word, or that of `X-Request-Id`.
            http_client: An `httpx.Client` or `httpx2.Client` of your own, for example with a proxy. It is used as it is
                and not closed; `timeout` holds for it, too.

        Raises:
            ConfigurationError: An argument is refused. The message does not quote the key.
        """
        key = APIKey(api_key, environment, default_headers)
        # A traceback with local variables would show them.
        del api_key, default_headers
        super().__init__(key, environment, base_url, timeout, deadline, max_retries)
        # Slow to import, so they are imported with the first client.
        from ._attempt import SyncTransport
        from ._sync_connections import SyncConnections

        self._connections = SyncConnections(http_client, self.base_url)
        self._transport = SyncTransport(self._key, self.base_url, is_owner=http_client is None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Refuse further calls, and close the connections after those in flight. An `http_client` stays open."""
        self._connections.close()

    def send(
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
                time.sleep(delay)
            outcome = self._attempt(call)
            call.log(outcome)
            if not isinstance(outcome, TXCloudError):
                return outcome
            call.plan_retry(outcome)

    @overload
    def request(self, method: Method, route: str, /, *, cast_to: type[M], **path_parameters: str | int) -> M: ...

    @overload
    def request(self, method: Method, route: str, /, *, cast_to: None = None, **path_parameters: str | int) -> Any: ...

    def request(
        self, method: Method, route: str, /, *, cast_to: type[Model] | None = None, **path_parameters: str | int
    ) -> object:
        """Send a request that the contract does not describe, without a query and without a body.

        It is retried, logged and limited like that of an operation, by the settings of the client.

        Args:
            method: The HTTP method.
            route: The path below `base_url`, with its parameters in braces: `/things/{id}`. It is logged as it is.
            cast_to: The model that the response is read as.
            path_parameters: The parameters of the route.

        Returns:
            The model, or else the parsed JSON; None, if the response has no body.

        Raises:
            ArgumentError: An argument is refused. Nothing was sent.
            TXCloudError: The call failed, as that of an operation may.
        """
        from ._undocumented import undocumented

        return self.send(undocumented(method, route, cast_to, path_parameters)).parsed

    def _attempt(self, call: Call[T]) -> Response[T] | TXCloudError:
        try:
            lease = self._connections.take(call.start_attempt())
        except TimeoutError:
            return self._transport.outcomes.no_free_connection()
        progress = self._transport.progress(call.timeout, call.ends_at, lease.pool.opened)
        try:
            return self._transport.attempt(call, progress, lease.pool.http)
        finally:
            self._connections.end(lease, progress.is_intact)
