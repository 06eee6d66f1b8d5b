"""`POST /identity/verifications/{id}/cancel`: Cancel verification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._bodies import json_model
from ..._encode import segment
from ...models.verification import Verification, read_verification
from ...types import Request, Response

if TYPE_CHECKING:
    from ...client import AsyncTXCloud, Timeout, TXCloud


def sync(id: str, *, client: TXCloud, timeout: Timeout | None = None, max_retries: int | None = None) -> Verification:
    """Cancel verification: see `TXCloud.cancel_verification`."""
    return sync_detailed(id, client=client, timeout=timeout, max_retries=max_retries).parsed


def sync_detailed(
    id: str, *, client: TXCloud, timeout: Timeout | None = None, max_retries: int | None = None
) -> Response[Verification]:
    """Cancel verification: see `TXCloud.cancel_verification_detailed`."""
    return client.send(_request(id), timeout=timeout, max_retries=max_retries)


async def asyncio(
    id: str, *, client: AsyncTXCloud, timeout: Timeout | None = None, max_retries: int | None = None
) -> Verification:
    """Cancel verification: see `AsyncTXCloud.cancel_verification`."""
    return (await asyncio_detailed(id, client=client, timeout=timeout, max_retries=max_retries)).parsed


async def asyncio_detailed(
    id: str, *, client: AsyncTXCloud, timeout: Timeout | None = None, max_retries: int | None = None
) -> Response[Verification]:
    """Cancel verification: see `AsyncTXCloud.cancel_verification_detailed`."""
    return await client.send(_request(id), timeout=timeout, max_retries=max_retries)


def _request(id: str) -> Request[Verification]:
    return Request(
        method="POST",
        route="/identity/verifications/{id}/cancel",
        path=f"/identity/verifications/{segment('id', id)}/cancel",
        read=lambda body: json_model(read_verification, body),
    )
