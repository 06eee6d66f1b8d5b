"""The models that datamodel-code-generator writes, with plain httpx."""

from collections.abc import Awaitable, Callable
from functools import partial

import httpx
from verification_models import Verification

AUTHORIZATION = {"Authorization": "Bearer txc_test_x"}
PATH = "/identity/verifications/ver_a1b2c3d4e5f6/cancel"

decode = Verification.model_validate
parse = Verification.model_validate_json


def client(url: str) -> Callable[[], httpx.Response]:
    return partial(httpx.Client(headers=AUTHORIZATION).post, url + PATH)


def async_client(url: str) -> Callable[[], Awaitable[httpx.Response]]:
    return partial(httpx.AsyncClient(headers=AUTHORIZATION).post, url + PATH)


def call(post: Callable[[], httpx.Response]) -> object:
    return parse(post().content)


async def async_call(post: Callable[[], Awaitable[httpx.Response]]) -> object:
    return parse((await post()).content)
