"""The package of this repository."""

import json

from txcloud_identity import AsyncTXCloud, TXCloud
from txcloud_identity.models import Verification

decode = Verification.from_dict


def parse(body: bytes) -> Verification:
    return Verification.from_dict(json.loads(body))


def client(url: str) -> TXCloud:
    return TXCloud("txc_test_x", base_url=url)


def async_client(url: str) -> AsyncTXCloud:
    return AsyncTXCloud("txc_test_x", base_url=url)


def call(client: TXCloud) -> Verification:
    return client.cancel_verification("ver_a1b2c3d4e5f6")


async def async_call(client: AsyncTXCloud) -> Verification:
    return await client.cancel_verification("ver_a1b2c3d4e5f6")
