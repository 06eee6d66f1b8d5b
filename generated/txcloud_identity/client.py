"""The clients: `TXCloud`, and `AsyncTXCloud` for asyncio, with a method for each operation."""

from __future__ import annotations

import typing

from . import api
from ._async_client import AsyncClient
from ._base_client import Timeout as Timeout
from ._contract import Environment as Environment
from ._lazy import LateGeneric, LateModule
from ._sync_client import SyncClient

if typing.TYPE_CHECKING:
    from . import models
    from .types import Response
else:
    models, Response = LateModule(".models"), LateGeneric(".types", "Response")


class TXCloud(SyncClient):
    """Client for the TXCloud Identity API. Threads may share it. Close it, or use it in a `with` statement."""

    def cancel_verification(
        self, id: str, *, timeout: Timeout | None = None, deadline: float | None = None, max_retries: int | None = None
    ) -> models.Verification:
        """Cancel verification.

        Cancels a verification that runs asynchronously and is still pending. It cannot be undone.

        The key needs the permission `identity:write`. The request has no body, and the vendor does
        not document `Idempotency-Key` for this operation, so a repeated call is a new call.

        `POST /identity/verifications/{id}/cancel` in the vendor's reference.

        Args:
            id: The identifier of the verification. Example: ver_a1b2c3d4e5f6.
            timeout: Seconds for each step of the call, or an `httpx.Timeout` or `httpx2.Timeout`; None for the
                client's own.
            deadline: Seconds for the whole call, with its retries and delays; None for the client's own.
            max_retries: How often to retry where that is safe; None for the client's own.

        Returns:
            Verification cancelled.

        Raises:
            ArgumentError: An argument is refused. Nothing was sent.
            ClientClosedError: The client is closed. Nothing was sent.
            ValidationError: 400. The request is malformed. `error.param` names the parameter at fault.
            AuthenticationError: 401. The API key is not accepted, or was revoked.
            PermissionDeniedError: 403. The key may not do this. It lacks `identity:write`, or calls from an
                address that is not allowed.
            NotFoundError: 404. No verification has this identifier.
            ConflictError: 409. The request conflicts with an earlier one.
            RateLimitError: 429. The rate limit is used up. Wait for the time that `Retry-After` and
                `error.retry_after` give.
            APIStatusError: The server responded with any other error; `ServerError` for 5xx.
            APIConnectionError: There was no response; `APITimeoutError` if it timed out.
            ResponseError: The server reported success, but its response cannot be read.
        """
        return self.send(
            api.management.cancel_verification.request(id), timeout=timeout, deadline=deadline, max_retries=max_retries
        ).parsed

    def cancel_verification_detailed(
        self, id: str, *, timeout: Timeout | None = None, deadline: float | None = None, max_retries: int | None = None
    ) -> Response[models.Verification]:
        """The same as `cancel_verification`, with status, headers and content of the response."""
        return self.send(
            api.management.cancel_verification.request(id), timeout=timeout, deadline=deadline, max_retries=max_retries
        )


class AsyncTXCloud(AsyncClient):
    """Client for the TXCloud Identity API, for asyncio. The tasks of one event loop may share it."""

    async def cancel_verification(
        self, id: str, *, timeout: Timeout | None = None, deadline: float | None = None, max_retries: int | None = None
    ) -> models.Verification:
        """Cancel verification.

        Cancels a verification that runs asynchronously and is still pending. It cannot be undone.

        The key needs the permission `identity:write`. The request has no body, and the vendor does
        not document `Idempotency-Key` for this operation, so a repeated call is a new call.

        `POST /identity/verifications/{id}/cancel` in the vendor's reference.

        Args:
            id: The identifier of the verification. Example: ver_a1b2c3d4e5f6.
            timeout: Seconds for each step of the call, or an `httpx.Timeout` or `httpx2.Timeout`; None for the
                client's own.
            deadline: Seconds for the whole call, with its retries and delays; None for the client's own.
            max_retries: How often to retry where that is safe; None for the client's own.

        Returns:
            Verification cancelled.

        Raises:
            ArgumentError: An argument is refused. Nothing was sent.
            ClientClosedError: The client is closed. Nothing was sent.
            ValidationError: 400. The request is malformed. `error.param` names the parameter at fault.
            AuthenticationError: 401. The API key is not accepted, or was revoked.
            PermissionDeniedError: 403. The key may not do this. It lacks `identity:write`, or calls from an
                address that is not allowed.
            NotFoundError: 404. No verification has this identifier.
            ConflictError: 409. The request conflicts with an earlier one.
            RateLimitError: 429. The rate limit is used up. Wait for the time that `Retry-After` and
                `error.retry_after` give.
            APIStatusError: The server responded with any other error; `ServerError` for 5xx.
            APIConnectionError: There was no response; `APITimeoutError` if it timed out.
            ResponseError: The server reported success, but its response cannot be read.
        """
        return (
            await self.send(
                api.management.cancel_verification.request(id),
                timeout=timeout,
                deadline=deadline,
                max_retries=max_retries,
            )
        ).parsed

    async def cancel_verification_detailed(
        self, id: str, *, timeout: Timeout | None = None, deadline: float | None = None, max_retries: int | None = None
    ) -> Response[models.Verification]:
        """The same as `cancel_verification`, with status, headers and content of the response."""
        return await self.send(
            api.management.cancel_verification.request(id), timeout=timeout, deadline=deadline, max_retries=max_retries
        )
