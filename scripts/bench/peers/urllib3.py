"""The HTTP library urllib3 alone."""

from collections.abc import Callable
from functools import partial
from typing import Any

import urllib3

HEADERS = {"Authorization": "Bearer txc_test_x"}
PATH = "/identity/verifications/ver_a1b2c3d4e5f6/cancel"


def client(url: str) -> Callable[[], urllib3.BaseHTTPResponse]:
    return partial(urllib3.PoolManager(headers=HEADERS).request, "POST", url + PATH)


def call(post: Callable[[], urllib3.BaseHTTPResponse]) -> Any:
    return post().json()
