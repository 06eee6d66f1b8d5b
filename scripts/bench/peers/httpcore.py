"""What httpx sends with, alone."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import httpcore

HEADERS = [("Authorization", "Bearer txc_test_x")]
PATH = "/identity/verifications/ver_a1b2c3d4e5f6/cancel"


def client(url: str) -> Callable[[], httpcore.Response]:
    return partial(httpcore.ConnectionPool().request, "POST", url + PATH, headers=HEADERS)


def call(post: Callable[[], httpcore.Response]) -> Any:
    return json.loads(post().content)
