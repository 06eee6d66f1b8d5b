"""The client of openapi-python-client with its own templates."""

import json

from tx_cloud_identity_api_client import AuthenticatedClient
from tx_cloud_identity_api_client.api.management import cancel_verification
from tx_cloud_identity_api_client.models import Verification

decode = Verification.from_dict


def parse(body: bytes) -> object:
    return Verification.from_dict(json.loads(body))


def client(url: str) -> AuthenticatedClient:
    return AuthenticatedClient(url, "txc_test_x")


async_client = client


def call(client: AuthenticatedClient) -> object:
    return cancel_verification.sync_detailed("ver_a1b2c3d4e5f6", client=client).parsed


async def async_call(client: AuthenticatedClient) -> object:
    return (await cancel_verification.asyncio_detailed("ver_a1b2c3d4e5f6", client=client)).parsed
