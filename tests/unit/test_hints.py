"""`typing.get_type_hints` works on all that is public."""

import typing
from collections.abc import Callable

import httpx
import pytest
import txcloud_identity
from txcloud_identity import AsyncTXCloud, Response, TXCloud, models
from txcloud_identity._http_library import HTTPX2AsyncClient, HTTPX2Client, HTTPX2Timeout
from txcloud_identity.api.management import cancel_verification
from txcloud_identity.testing import FakeTXCloud

from tests.support.hints import public_objects, unresolved


def test_every_hint_of_the_package_is_had() -> None:
    found = public_objects(txcloud_identity)
    assert {TXCloud, AsyncTXCloud, models.Verification, FakeTXCloud, cancel_verification.sync} <= set(found.values())
    assert unresolved(txcloud_identity) == {}


@pytest.mark.parametrize(
    ("function", "name", "hint"),
    [
        (TXCloud.cancel_verification, "return", models.Verification),
        (TXCloud.cancel_verification_detailed, "return", Response[models.Verification]),
        (TXCloud.cancel_verification, "timeout", float | httpx.Timeout | HTTPX2Timeout | None),
        (TXCloud.__init__, "http_client", httpx.Client | HTTPX2Client | None),
        (AsyncTXCloud.__init__, "http_client", httpx.AsyncClient | HTTPX2AsyncClient | None),
        (cancel_verification.asyncio, "client", AsyncTXCloud),
    ],
)
def test_a_hint_is_the_type(function: Callable[..., object], name: str, hint: object) -> None:
    assert typing.get_type_hints(function)[name] == hint
