"""The installed package reads what was recorded, and what its fake answers, sync and async."""

import datetime
import json
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import txcloud_identity
from txcloud_identity import (
    APIConnectionError,
    APIStatusError,
    AuthenticationError,
    NotFoundError,
    RateLimitError,
    ServerError,
    models,
)
from txcloud_identity.testing import FakeTXCloud

from scripts.common.hashing import digest
from scripts.common.workspace import HERE
from scripts.recording.cassettes import VERIFICATION_ID, replay
from tests.support.bodies import example_of
from tests.support.clients import KINDS, Answer, Session

Call = Callable[..., Answer]
Answering = Callable[[int], AbstractContextManager[Any]]


def cancel(kind: str, verification_id: str = VERIFICATION_ID, **options: Any) -> Answer:
    with Session(kind, max_retries=0, **options) as session:
        return session.call(verification_id)


@pytest.fixture(params=KINDS)
def call(request: pytest.FixtureRequest) -> Call:
    return partial(cancel, request.param)


@contextmanager
def recorded(status: int) -> Iterator[Any]:
    """A cassette answers, and all of it is used. Gives the body that it holds."""
    with replay(HERE.cassettes / f"cancel_verification_{status}.yaml") as recording:
        yield json.loads(recording.responses[0]["body"]["string"])
    assert recording.all_played
    assert recording.play_count == 1


@contextmanager
def faked(status: int) -> Iterator[Any]:
    """The package's fake answers. Gives what the document has for the body."""
    with FakeTXCloud() as fake:
        fake.add_verification(VERIFICATION_ID)
        if status != 200:
            fake.fail(status, retry_after=30 if status == 429 else None)
        yield example_of(status)
    assert len(fake.requests) == 1


@pytest.fixture(params=[recorded, faked])
def answering(request: pytest.FixtureRequest) -> Answering:
    chosen: Answering = request.param
    return chosen


def unset(model: Any, name: str = "verification") -> Iterator[str]:
    """The attributes at and below a model that have no value."""
    for attribute in getattr(model, "__attrs_attrs__", ()):
        value, path = getattr(model, attribute.name), f"{name}.{attribute.name}"
        if value is None:
            yield path
        for item in value if isinstance(value, list) else [value]:
            yield from unset(item, path)


def test_the_package_under_test_is_the_installed_one() -> None:
    assert "site-packages" in Path(txcloud_identity.__file__).parts


def test_it_carries_its_contract_and_says_which_it_is() -> None:
    assert files("txcloud_identity").joinpath("openapi.yaml").read_bytes() == HERE.contract.read_bytes()
    assert digest(HERE.contract) == txcloud_identity.SPEC_SHA256
    assert version("txcloud-identity") == txcloud_identity.__version__


def test_a_cancelled_verification_has_every_documented_attribute(call: Call, answering: Answering) -> None:
    with answering(200) as body:
        answer = call()
    verification = answer.parsed
    assert answer.status_code == 200
    assert answer.rate_limit.limit
    assert not list(unset(verification))
    assert verification.id == VERIFICATION_ID
    assert verification.object_ is models.VerificationObject.IDENTITY_VERIFICATION
    assert verification.status is models.VerificationStatus(body["status"])
    assert verification.risk_level is models.RiskLevel(body["risk_level"])
    assert verification.created_at == datetime.datetime.fromisoformat(body["created_at"])
    assert verification.extracted_data
    born = datetime.date.fromisoformat(body["extracted_data"]["date_of_birth"])
    assert verification.extracted_data.date_of_birth == born
    assert verification.additional_properties == {}
    assert verification.to_dict().keys() == body.keys()


@pytest.mark.parametrize(
    ("status", "kind", "named"),
    [
        (401, AuthenticationError, models.ErrorType.AUTHENTICATION_ERROR),
        (404, NotFoundError, models.ErrorType.NOT_FOUND_ERROR),
        (429, RateLimitError, models.ErrorType.RATE_LIMIT_ERROR),
        (500, ServerError, models.ErrorType.API_ERROR),
    ],
)
def test_an_error_says_what_went_wrong(
    status: int, kind: type[APIStatusError], named: models.ErrorType, call: Call, answering: Answering
) -> None:
    with answering(status) as body, pytest.raises(kind) as caught:
        call()
    error = caught.value
    assert (error.status_code, error.type) == (status, named)
    assert (error.code, error.message) == (body["error"]["code"], body["error"]["message"])
    assert error.headers["X-RateLimit-Limit"]
    assert models.ErrorResponse.from_dict(json.loads(error.body)).to_dict() == body


@pytest.mark.parametrize(
    ("options", "verification_id"),
    [
        ({}, "ver_of_somebody_else"),
        ({"base_url": "https://gateway.example/v1"}, VERIFICATION_ID),
        ({"base_url": "https://sandbox.api.txcloud.io:444/v1"}, VERIFICATION_ID),
    ],
)
def test_another_request_is_not_answered(options: dict[str, Any], verification_id: str) -> None:
    with (
        replay(HERE.cassettes / "cancel_verification_200.yaml") as recording,
        pytest.raises(APIConnectionError, match="CannotOverwriteExistingCassetteException"),
    ):
        cancel("sync", verification_id, **options)
    assert not recording.all_played


def test_the_network_is_blocked() -> None:
    address_of_nobody = "https://192.0.2.1"
    with pytest.raises(APIConnectionError, match="RuntimeError"):
        cancel("sync", base_url=address_of_nobody)
    with pytest.raises(RuntimeError, match="Network is disabled"):
        socket.create_connection(("192.0.2.1", 443))
