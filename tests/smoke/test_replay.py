"""The installed package reads what was recorded, sync and async."""

import asyncio
import datetime
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import txcloud_identity
from txcloud_identity import AuthenticatedClient, models
from txcloud_identity.api.management import cancel_verification
from txcloud_identity.types import Response, Unset
from vcr.errors import CannotOverwriteExistingCassetteException

from scripts import document as openapi
from scripts import sandbox
from scripts.cassettes import CASSETTES, VERIFICATION_ID, replay

Answer = Response[models.ErrorResponse | models.Verification]
Call = Callable[[AuthenticatedClient], Answer]


def call_sync(client: AuthenticatedClient) -> Answer:
    with client:
        return cancel_verification.sync_detailed(VERIFICATION_ID, client=client)


def call_async(client: AuthenticatedClient) -> Answer:
    async def call() -> Answer:
        async with client:
            return await cancel_verification.asyncio_detailed(VERIFICATION_ID, client=client)

    return asyncio.run(call())


@pytest.fixture
def client() -> AuthenticatedClient:
    server = sandbox.address(openapi.load())
    return AuthenticatedClient(base_url=server, token="txc_test_none", timeout=httpx.Timeout(5))


@pytest.fixture(params=[call_sync, call_async], ids=["sync", "async"])
def call(request: pytest.FixtureRequest) -> Call:
    chosen: Call = request.param
    return chosen


def replayed(cassette: Path, call: Call, client: AuthenticatedClient) -> tuple[Answer, dict[str, Any]]:
    """The typed answer beside the recorded body, once the whole recording has been used."""
    with replay(cassette) as recording:
        answer = call(client)
    assert recording.all_played
    assert recording.play_count == 1
    return answer, json.loads(recording.responses[0]["body"]["string"])


def unset(model: Any, name: str = "verification") -> Iterator[str]:
    """The attributes at and below a model that have no value."""
    for attribute in getattr(model, "__attrs_attrs__", ()):
        value, path = getattr(model, attribute.name), f"{name}.{attribute.name}"
        if isinstance(value, Unset):
            yield path
        for item in value if isinstance(value, list) else [value]:
            yield from unset(item, path)


def test_the_package_under_test_is_the_installed_one() -> None:
    assert "site-packages" in Path(txcloud_identity.__file__).parts


def test_every_answer_is_typed(cassette: Path, call: Call, client: AuthenticatedClient) -> None:
    answer, body = replayed(cassette, call, client)
    assert cassette.stem == f"cancel_verification_{int(answer.status_code)}"
    assert isinstance(answer.parsed, models.Verification if answer.status_code == 200 else models.ErrorResponse)
    assert answer.parsed.to_dict().keys() == body.keys()
    assert answer.headers["X-RateLimit-Limit"]


def test_a_cancelled_verification_has_every_documented_attribute(call: Call, client: AuthenticatedClient) -> None:
    answer, body = replayed(CASSETTES / "cancel_verification_200.yaml", call, client)
    verification = answer.parsed
    assert isinstance(verification, models.Verification)
    assert not list(unset(verification))
    assert verification.id == VERIFICATION_ID
    assert verification.object_ is models.VerificationObject.IDENTITY_VERIFICATION
    assert verification.status is models.VerificationStatus(body["status"])
    assert verification.risk_level is models.RiskLevel(body["risk_level"])
    assert verification.created_at == datetime.datetime.fromisoformat(body["created_at"])
    assert isinstance(verification.extracted_data, models.ExtractedData)
    assert verification.extracted_data.date_of_birth == datetime.date.fromisoformat(
        body["extracted_data"]["date_of_birth"]
    )
    assert verification.additional_properties == {}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, models.ErrorType.AUTHENTICATION_ERROR),
        (404, models.ErrorType.NOT_FOUND_ERROR),
        (429, models.ErrorType.RATE_LIMIT_ERROR),
        (500, models.ErrorType.API_ERROR),
    ],
)
def test_an_error_says_what_went_wrong(
    status: int, kind: models.ErrorType, call: Call, client: AuthenticatedClient
) -> None:
    answer, body = replayed(CASSETTES / f"cancel_verification_{status}.yaml", call, client)
    assert isinstance(answer.parsed, models.ErrorResponse)
    error = answer.parsed.error
    assert isinstance(error, models.Error)
    assert error.type_ is kind
    assert (error.code, error.message) == (body["error"]["code"], body["error"]["message"])


@pytest.mark.parametrize(
    ("server", "verification_id", "difference"),
    [
        ("https://sandbox.api.txcloud.io/v1", "ver_of_somebody_else", "path differs"),
        ("https://api.txcloud.io/v1", VERIFICATION_ID, "host differs"),
        ("http://sandbox.api.txcloud.io/v1", VERIFICATION_ID, "scheme differs"),
    ],
)
def test_another_request_is_not_answered(server: str, verification_id: str, difference: str) -> None:
    client = AuthenticatedClient(base_url=server, token="txc_test_none", timeout=httpx.Timeout(5))
    with (
        replay(CASSETTES / "cancel_verification_200.yaml") as recording,
        pytest.raises(CannotOverwriteExistingCassetteException, match=difference),
    ):
        cancel_verification.sync_detailed(verification_id, client=client)
    assert not recording.all_played


def test_the_network_is_blocked() -> None:
    address_of_nobody = "https://192.0.2.1"
    with pytest.raises(RuntimeError, match="Network is disabled"):
        call_sync(AuthenticatedClient(base_url=address_of_nobody, token="txc_test_none", timeout=httpx.Timeout(5)))
