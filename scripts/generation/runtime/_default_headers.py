"""The headers that a caller adds to each request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast

import httpx

from ._contract import HEADER_PARAMETERS
from ._http_library import HEADERS

if TYPE_CHECKING:
    from ._api_key import APIKey

NAME = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)
VALUE = re.compile(r"[!-~]+(?: +[!-~]+)*")

# What is about a connection or the transfer over it, rather than a request.
OF_CONNECTIONS = ("Expect", "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Upgrade")

# What is shorter, or a plain word, is no secret, and is found in texts that have nothing to do with it.
SHORTEST_SECRET = 8
WORD = re.compile("[A-Za-z_-]+")

# The vendor may send it back as the name of the request, for its support.
ECHOED = "x-request-id"


def add_headers(key: APIKey, default_headers: object, secrets: dict[str, str]) -> None:
    """Let a key authorize with more headers, which are secrets, too. If it cannot, the key gets the fault."""
    # As in the key, functions hold the headers, and nothing here raises.
    key.fault = key.fault or fault_of(key, default_headers)
    if key.fault:
        return
    given = dict(cast("Mapping[str, str]", default_headers))
    secrets.update(dict.fromkeys(secret_parts(given), "[header]"))
    authorize = key.authorize

    def authorize_with_headers(request: httpx.Request) -> None:
        authorize(request)
        request.headers.update(given)

    key.authorize = authorize_with_headers


def secret_parts(headers: Mapping[str, str]) -> Iterable[str]:
    """The values that may be secret, and what in them may be, such as what follows a scheme."""
    for name, value in headers.items():
        if name.lower() != ECHOED:
            for part in (value, *value.split()):
                if len(part) >= SHORTEST_SECRET and not WORD.fullmatch(part):
                    yield part


def fault_of(key: APIKey, default_headers: object) -> str | None:
    """Why these headers cannot be added; None, if they can. It quotes no value."""
    if not isinstance(default_headers, Mapping):
        return f"default_headers must be a mapping, not {type(default_headers).__name__}."
    taken = {name.lower() for name in names_of_requests(key)}
    for name, value in cast("Mapping[object, object]", default_headers).items():
        if not isinstance(name, str) or not NAME.fullmatch(name):
            return "default_headers holds a name that no header can have."
        if name.lower() in taken:
            return f"default_headers must not hold {name}, which is the client's own."
        if not isinstance(value, str) or not VALUE.fullmatch(value):
            return f"default_headers must hold printable ASCII as {name}, without white space around it."
    return None


def names_of_requests(key: APIKey) -> Iterable[str]:
    """The headers that any request of the client has, or may have."""
    url = "https://host"
    with httpx.Client(headers=HEADERS, transport=httpx.BaseTransport(), trust_env=False) as http:
        sized = http.build_request("POST", url, content=b"1", headers={"Content-Type": "text/plain"})
    key.authorize(sized)
    chunked = httpx.Request("POST", url, content=iter([b"1"]))
    return [*sized.headers, *chunked.headers, *HEADER_PARAMETERS, *OF_CONNECTIONS]
