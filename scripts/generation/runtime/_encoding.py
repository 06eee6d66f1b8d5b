"""Functions that encode attributes and arguments: as JSON, and as part of a URL."""

from __future__ import annotations

import datetime
import enum
import uuid
from binascii import b2a_base64
from collections.abc import Mapping
from typing import cast
from urllib.parse import quote

from .errors import ConfigurationError


def quote_path_segment(name: str, value: object) -> str:
    """Quote an argument as one segment of the path. Raises ConfigurationError if it cannot be one."""
    if not isinstance(value, str):
        raise ConfigurationError(f"{name} must be a string, not {type(value).__name__}.")
    if value in ("", ".", ".."):
        raise ConfigurationError(f"{name} must not be {value!r}, which would lead to another address.")
    if not value.isprintable() or " " in value:
        raise ConfigurationError(f"{name} must not hold white space or control characters.")
    return quote(value, safe="")


def as_text(name: str, value: object) -> str | None:
    """The text of an argument for the path or a header. Raises ConfigurationError if it is not printable ASCII."""
    if value is None:
        return None
    text = spelled(value)
    if not text.isascii() or not text.isprintable():
        raise ConfigurationError(f"{name} must be printable ASCII.")
    return text


def as_cookie(name: str, value: object) -> str | None:
    """The text of an argument for a cookie. Raises ConfigurationError if it would begin another one."""
    text = as_text(name, value)
    if text and any(character in text for character in ' ",;\\'):
        raise ConfigurationError(f"{name} must not hold spaces, quotes, commas, semicolons or backslashes.")
    return text


def form(values: Mapping[str, object]) -> dict[str, object]:
    """The values for a form. Raises ConfigurationError if one is an object."""
    for name, value in values.items():
        if isinstance(value, dict):
            raise ConfigurationError(f"{name} must be no object, because the body is a form.")
    return {name: value for name, value in values.items() if value is not None}


def idempotency_key(value: object) -> str | None:
    """The key of the caller, or else a new one. Raises ConfigurationError for a key that identifies nothing."""
    if value == "":
        raise ConfigurationError("idempotency_key must not be empty.")
    return as_text("idempotency_key", uuid.uuid4() if value is None else value)


def spelled(value: object) -> str:
    """The text of a single value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(encode(value))


# The classes of most values. They need no encoding.
PLAIN = frozenset((str, int, float, bool))


def encode(value: object) -> object:
    """The value as JSON."""
    if value is None or type(value) in PLAIN:
        return value
    match value:
        case enum.Enum():
            return value.value
        case datetime.date():
            return value.isoformat()
        case uuid.UUID():
            return str(value)
        case bytes():
            return b2a_base64(value, newline=False).decode()
        case list():
            return [encode(item) for item in cast("list[object]", value)]
        case dict():
            return {name: encode(inner) for name, inner in cast("dict[str, object]", value).items()}
        case _:
            to_dict = getattr(value, "to_dict", None)
            return to_dict() if to_dict else value
