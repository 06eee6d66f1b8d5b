"""The module of the standard library alone."""

import json
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

HEADERS = {"Authorization": "Bearer txc_test_x"}


def client(url: str) -> HTTPConnection:
    return HTTPConnection(urlsplit(url).netloc)


def call(connection: HTTPConnection) -> Any:
    connection.request("POST", "/identity/verifications/ver_a1b2c3d4e5f6/cancel", headers=HEADERS)
    return json.loads(connection.getresponse().read())
