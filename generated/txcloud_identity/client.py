"""The clients: `TXCloud`, and `AsyncTXCloud` for asyncio, with a method for each operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _base_client, api
from ._base_client import Timeout as Timeout
from ._contract import Environment as Environment

if TYPE_CHECKING:
    from .models.verification import Verification
    from .types import Response


class TXCloud(_base_client.SyncClient):
    """A client. Threads may share it. Close it when you are done, or use it in a `with` statement.

    Args:
        api_key: The API key. Unless given, it is read from the environment variable TXCLOUD_API_KEY.
        environment: production or sandbox. Unless given, it is the one that the key belongs to.
        base_url: Another address, such as that of a gateway. It begins with https, unless it is on this machine.
        timeout: Seconds for each step of an exchange (to wait for a free connection, to connect, to send, to receive
            the whole answer), or an `httpx.Timeout`. Nobody waits for an answer longer than a day.
        max_retries: How often a request is repeated where it cannot have been acted on: where no connection was made,
            for status 429, and for status 503 if the server says when to come back. As long as the server asks for is
            waited; if that is more than 60 seconds, the error is raised instead.
        http_client: An `httpx.Client` of your own, for example with a proxy. It is used as it is and not closed;
            `timeout` holds for it, too.

    Raises:
        ConfigurationError: An argument is refused. The message does not quote the key.
    """

    def cancel_verification(
        self, id: str, *, timeout: Timeout | None = None, max_retries: int | None = None
    ) -> Verification:
        """Cancel verification.

        Cancels a verification that runs asynchronously and is still pending. It cannot be undone.

        The key needs the permission `identity:write`. The request has no body, and the vendor does
        not document `Idempotency-Key` for this operation, so a repeated call is a new call.

        `POST /identity/verifications/{id}/cancel` in the vendor's reference.

        Args:
            id: The identifier of the verification. Example: ver_a1b2c3d4e5f6.
            timeout: Seconds for each step of an exchange, or an `httpx.Timeout`; None for the client's own.
            max_retries: How often to repeat the request, where that is safe; None for the client's own.

        Returns:
            Verification cancelled.

        Raises:
            ConfigurationError: An argument is refused. Nothing was sent.
            ValidationError: 400. The request is malformed. `error.param` names the parameter at fault.
            AuthenticationError: 401. The API key is not accepted, or was revoked.
            PermissionDeniedError: 403. The key may not do this. It lacks `identity:write`, or calls from an address
                that is not allowed.
            NotFoundError: 404. No verification has this identifier.
            ConflictError: 409. The request conflicts with an earlier one.
            RateLimitError: 429. The rate limit is used up. Wait for the time that `Retry-After` and
                `error.retry_after` give.
            APIStatusError: Any other error that the server answers; `ServerError` for 5xx.
            APIConnectionError: No answer came; `APITimeoutError`, if not in time.
            ResponseError: The server says that it succeeded, but its answer cannot be read.
        """
        return api.management.cancel_verification.sync(id, client=self, timeout=timeout, max_retries=max_retries)

    def cancel_verification_detailed(
        self, id: str, *, timeout: Timeout | None = None, max_retries: int | None = None
    ) -> Response[Verification]:
        """The same as `cancel_verification`, with status, headers and content of the answer."""
        return api.management.cancel_verification.sync_detailed(
            id, client=self, timeout=timeout, max_retries=max_retries
        )


class AsyncTXCloud(_base_client.AsyncClient):
    """The same as `TXCloud`, for asyncio: tasks of one event loop may share it, and its methods are awaited.

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

    async def cancel_verification(
        self, id: str, *, timeout: Timeout | None = None, max_retries: int | None = None
    ) -> Verification:
        """Cancel verification.

        Cancels a verification that runs asynchronously and is still pending. It cannot be undone.

        The key needs the permission `identity:write`. The request has no body, and the vendor does
        not document `Idempotency-Key` for this operation, so a repeated call is a new call.

        `POST /identity/verifications/{id}/cancel` in the vendor's reference.

        Args:
            id: The identifier of the verification. Example: ver_a1b2c3d4e5f6.
            timeout: Seconds for each step of an exchange, or an `httpx.Timeout`; None for the client's own.
            max_retries: How often to repeat the request, where that is safe; None for the client's own.

        Returns:
            Verification cancelled.

        Raises:
            ConfigurationError: An argument is refused. Nothing was sent.
            ValidationError: 400. The request is malformed. `error.param` names the parameter at fault.
            AuthenticationError: 401. The API key is not accepted, or was revoked.
            PermissionDeniedError: 403. The key may not do this. It lacks `identity:write`, or calls from an address
                that is not allowed.
            NotFoundError: 404. No verification has this identifier.
            ConflictError: 409. The request conflicts with an earlier one.
            RateLimitError: 429. The rate limit is used up. Wait for the time that `Retry-After` and
                `error.retry_after` give.
            APIStatusError: Any other error that the server answers; `ServerError` for 5xx.
            APIConnectionError: No answer came; `APITimeoutError`, if not in time.
            ResponseError: The server says that it succeeded, but its answer cannot be read.
        """
        return await api.management.cancel_verification.asyncio(
            id, client=self, timeout=timeout, max_retries=max_retries
        )

    async def cancel_verification_detailed(
        self, id: str, *, timeout: Timeout | None = None, max_retries: int | None = None
    ) -> Response[Verification]:
        """The same as `cancel_verification`, with status, headers and content of the answer."""
        return await api.management.cancel_verification.asyncio_detailed(
            id, client=self, timeout=timeout, max_retries=max_retries
        )
