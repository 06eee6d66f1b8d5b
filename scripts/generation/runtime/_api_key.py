"""The API key, and where it must not be seen."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ._redaction import redactor

if TYPE_CHECKING:
    import httpx


# By environment. There are some while fakes respond, which need no key.
DEFAULTS: Mapping[str | None, str] = {}


class APIKey:
    """An API key, and other headers, that `repr`, `vars` and tracebacks with local variables do not show.

    Attributes:
        fault: Why they cannot be used; None, if they can.
        begins_with: Whether the key begins with a prefix.
        authorize: Adds them to a request.
        redact: Takes them out of a text.
    """

    __slots__ = ("authorize", "begins_with", "fault", "redact")

    def __init__(self, given: object, environment: str | None = None, default_headers: object = None) -> None:
        # Functions hold it, and no attribute does. Nothing here raises, because a traceback would contain this frame.
        default = DEFAULTS.get(environment if isinstance(environment, str) else None)
        value = os.environ.get("TXCLOUD_API_KEY") or default if given is None else given
        key = value if isinstance(value, str) else ""

        def authorize(request: httpx.Request) -> None:
            request.headers["Authorization"] = f"Bearer {key}"

        self.fault: str | None = fault_of(value)
        self.begins_with: Callable[[str], bool] = lambda prefix: key.startswith(prefix)
        self.authorize: Callable[[httpx.Request], None] = authorize
        secrets = {key: "[API key]"}
        self.redact: Callable[[str], str] = redactor(secrets)
        if default_headers is not None:
            from ._default_headers import add_headers

            add_headers(self, default_headers, secrets)


def fault_of(key: object) -> str | None:
    if key is None or key == "":
        return "There is no API key. Pass api_key, or set the variable TXCLOUD_API_KEY."
    if not isinstance(key, str):
        return f"api_key must be a string, not {type(key).__name__}."
    if not key.isascii() or not key.isprintable() or " " in key:
        return "The API key holds white space, a control character or a character beyond ASCII."
    return None
