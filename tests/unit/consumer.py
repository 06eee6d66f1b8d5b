"""What a service does with the package. Type checkers read this at their strictest, and a test runs it."""

import datetime
from typing import Any, assert_type

import httpx
from txcloud_identity import (
    APIConnectionError,
    APIStatusError,
    ArgumentError,
    AsyncTXCloud,
    NotFoundError,
    RateLimitError,
    Response,
    ResponseError,
    TXCloud,
    TXCloudError,
)
from txcloud_identity.api.management import cancel_verification
from txcloud_identity.models import FraudSignal, Verification, VerificationStatus


def cancel(client: TXCloud, verification_id: str) -> str:
    """Cancel a verification, and say in a line what came of it."""
    try:
        verification = client.cancel_verification(verification_id, timeout=5, max_retries=1)
    except NotFoundError as error:
        return f"not found, {error.code}, {error.request_id or 'no request id'}"
    except RateLimitError as error:
        return f"come back in {error.retry_after or 60.0:.0f} s"
    except APIStatusError as error:
        return f"{error.status_code} {error.type}: {error.message}"
    except APIConnectionError as error:
        return "may be cancelled" if error.outcome_unknown else "not cancelled"
    except ResponseError as error:
        return f"{error.status_code}, but unreadable"
    except ArgumentError as error:
        return f"refused, {error.param}"
    except TXCloudError as error:
        return f"refused: {error}"
    return f"{describe(verification)}, {oldest(verification)}, {score(verification):.2f}"


def describe(verification: Verification) -> str:
    match verification.status:
        case VerificationStatus.EXPIRED | "cancelled":
            return "over"
        case VerificationStatus() as known:
            return f"still {known.value}"
        case str() as unknown:
            return f"something new: {unknown}"
        case None:
            return "not said"


def oldest(verification: Verification) -> datetime.date:
    created = verification.created_at or datetime.datetime.now(datetime.UTC)
    document = verification.extracted_data
    return document.issue_date if document and document.issue_date else created.date()


def score(verification: Verification) -> float:
    """The lowest confidence of any field, where there is one."""
    document = verification.extracted_data
    confidences = document.field_confidences if document else None
    return min(confidences.values(), default=0.0) if confidences else 0.0


def severities(verification: Verification) -> list[str]:
    signals: list[FraudSignal] = verification.fraud_signals or []
    return [signal.severity or "unknown" for signal in signals]


async def cancel_all(verification_ids: list[str]) -> list[Response[Verification]]:
    async with AsyncTXCloud(timeout=httpx.Timeout(30, connect=5)) as client:
        return [await client.cancel_verification_detailed(each) for each in verification_ids]


def left(client: TXCloud, verification_id: str) -> int | None:
    """How many requests are left, through the functions that openapi-python-client is known for."""
    return cancel_verification.sync_detailed(verification_id, client=client).rate_limit.remaining


def look_up(client: TXCloud, verification_id: str) -> Verification:
    """Requests that the contract does not describe."""
    assert_type(client.request("GET", "/identity/verifications/{id}", id=verification_id), Any)
    found = client.request("GET", "/identity/verifications/{id}", id=verification_id, cast_to=Verification)
    return assert_type(found, Verification)


async def look_up_async(client: AsyncTXCloud, verification_id: str) -> Verification:
    assert_type(await client.request("GET", "/identity/verifications/{id}", id=verification_id), Any)
    found = await client.request("GET", "/identity/verifications/{id}", id=verification_id, cast_to=Verification)
    return assert_type(found, Verification)
