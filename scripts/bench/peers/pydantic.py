"""The models that datamodel-code-generator writes, with plain httpx."""

import httpx
from verification_models import Verification

decode = Verification.model_validate
parse = Verification.model_validate_json


def client(url: str) -> httpx.Client:
    return httpx.Client(base_url=url, headers={"Authorization": "Bearer txc_test_x"})


def async_client(url: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=url, headers={"Authorization": "Bearer txc_test_x"})


def call(client: httpx.Client) -> object:
    return parse(client.post("/identity/verifications/ver_a1b2c3d4e5f6/cancel").content)


async def async_call(client: httpx.AsyncClient) -> object:
    return parse((await client.post("/identity/verifications/ver_a1b2c3d4e5f6/cancel")).content)
