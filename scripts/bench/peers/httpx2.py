"""The successor of httpx alone."""

import json
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import httpx2

AUTHORIZATION = {"Authorization": "Bearer txc_test_x"}
PATH = "/identity/verifications/ver_a1b2c3d4e5f6/cancel"

parse = json.loads


def client(url: str) -> Callable[[], httpx2.Response]:
    return partial(httpx2.Client(headers=AUTHORIZATION).post, url + PATH)


def async_client(url: str) -> Callable[[], Awaitable[httpx2.Response]]:
    return partial(httpx2.AsyncClient(headers=AUTHORIZATION).post, url + PATH)


def call(post: Callable[[], httpx2.Response]) -> Any:
    return parse(post().content)


async def async_call(post: Callable[[], Awaitable[httpx2.Response]]) -> Any:
    return parse((await post()).content)
