"""`POST /identity/verifications/{id}/cancel`: Cancel verification."""

from __future__ import annotations

from ... import _encoding, _result, models
from ...client import AsyncTXCloud, Timeout, TXCloud
from ...models.verification import read_verification
from ...types import Request, Response

__all__ = ("asyncio", "asyncio_detailed", "sync", "sync_detailed")


def request(id: str) -> Request[models.Verification]:
    """What to send, and how to read the response."""
    return Request(
        method="POST",
        route="/identity/verifications/{id}/cancel",
        path=f"/identity/verifications/{_encoding.quote_path_segment('id', id)}/cancel",
        read=_read,
    )


def _read(body: bytes) -> models.Verification:
    return _result.json_model(read_verification, body)


def sync(
    id: str,
    *,
    client: TXCloud,
    timeout: Timeout | None = None,
    deadline: float | None = None,
    max_retries: int | None = None,
) -> models.Verification:
    """Cancel verification: see `TXCloud.cancel_verification`."""
    return client.send(request(id), timeout=timeout, deadline=deadline, max_retries=max_retries).parsed


def sync_detailed(
    id: str,
    *,
    client: TXCloud,
    timeout: Timeout | None = None,
    deadline: float | None = None,
    max_retries: int | None = None,
) -> Response[models.Verification]:
    """Cancel verification: see `TXCloud.cancel_verification_detailed`."""
    return client.send(request(id), timeout=timeout, deadline=deadline, max_retries=max_retries)


async def asyncio(
    id: str,
    *,
    client: AsyncTXCloud,
    timeout: Timeout | None = None,
    deadline: float | None = None,
    max_retries: int | None = None,
) -> models.Verification:
    """Cancel verification: see `AsyncTXCloud.cancel_verification`."""
    return (await client.send(request(id), timeout=timeout, deadline=deadline, max_retries=max_retries)).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AsyncTXCloud,
    timeout: Timeout | None = None,
    deadline: float | None = None,
    max_retries: int | None = None,
) -> Response[models.Verification]:
    """Cancel verification: see `AsyncTXCloud.cancel_verification_detailed`."""
    return await client.send(request(id), timeout=timeout, deadline=deadline, max_retries=max_retries)
