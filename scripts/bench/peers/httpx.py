"""The HTTP library alone: the floor of each client that uses it."""

import json
from typing import Any

import httpx

parse = json.loads


def another() -> httpx.Client:
    return httpx.Client()


def client(url: str) -> httpx.Client:
    return httpx.Client(base_url=url, headers={"Authorization": "Bearer txc_test_x"})


def async_client(url: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=url, headers={"Authorization": "Bearer txc_test_x"})


def call(client: httpx.Client) -> Any:
    return parse(client.post("/identity/verifications/ver_a1b2c3d4e5f6/cancel").content)


async def async_call(client: httpx.AsyncClient) -> Any:
    return parse((await client.post("/identity/verifications/ver_a1b2c3d4e5f6/cancel")).content)
