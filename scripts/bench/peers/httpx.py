"""The HTTP library alone, with whole addresses: the floor of each client that uses it."""

import json
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import httpx

AUTHORIZATION = {"Authorization": "Bearer txc_test_x"}
PATH = "/identity/verifications/ver_a1b2c3d4e5f6/cancel"

parse = json.loads


def client(url: str) -> Callable[[], httpx.Response]:
    return partial(httpx.Client(headers=AUTHORIZATION).post, url + PATH)


def async_client(url: str) -> Callable[[], Awaitable[httpx.Response]]:
    return partial(httpx.AsyncClient(headers=AUTHORIZATION).post, url + PATH)


def call(post: Callable[[], httpx.Response]) -> Any:
    return parse(post().content)


async def async_call(post: Callable[[], Awaitable[httpx.Response]]) -> Any:
    return parse((await post()).content)
