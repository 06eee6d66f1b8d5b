"""Functions that encode attributes and arguments: as JSON, and as part of a URL."""

from __future__ import annotations

import datetime
import enum
from binascii import b2a_base64
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from ._lazy import LateModule
from .errors import refused

if TYPE_CHECKING:
    import uuid
else:
    # Slow to import, and not needed by most documents.
    uuid = LateModule("uuid")

# Octets, in an address: what every server should take of a whole one (RFC 9110).
LONGEST_SEGMENT = 8_000


def quote_path_segment(name: str, value: object) -> str:
    """Quote an argument as one segment of the path. Raises ArgumentError if it cannot be one."""
    if not isinstance(value, str):
        raise refused(name, f"must be a string, not {type(value).__name__}.")
    if value in ("", ".", ".."):
        raise refused(name, f"must not be {value!r}, which would lead to another address.")
    if not value.isprintable() or " " in value:
        raise refused(name, "must not hold white space or control characters.")
    quoted = quote(value, safe="")
    if len(quoted) > LONGEST_SEGMENT:
        raise refused(name, "is too long for an address.")
    return quoted


def as_text(name: str, value: object) -> str | None:
    """The text of an argument for the path or a header. Raises ArgumentError if it is not printable ASCII."""
    if value is None:
        return None
    text = spelled(name, value)
    if not text.isascii() or not text.isprintable():
        raise refused(name, "must be printable ASCII.")
    return text


def as_cookie(name: str, value: object) -> str | None:
    """The text of an argument for a cookie. Raises ArgumentError if it would begin another one."""
    text = as_text(name, value)
    if text and any(character in text for character in ' ",;\\'):
        raise refused(name, "must not hold spaces, quotes, commas, semicolons or backslashes.")
    return text


def as_query(name: str, value: object) -> str | list[str] | None:
    """The text or texts of an argument for the query. Raises ArgumentError if it has none."""
    if value is None:
        return None
    if isinstance(value, list):
        return [spelled(name, each) for each in cast("list[object]", value)]
    return spelled(name, value)


def as_queries(name: str, value: object) -> dict[str, object]:
    """The entries of an object for the query. Raises ArgumentError if it is none."""
    return {each: as_query(name, inner) for each, inner in as_object(name, {} if value is None else value).items()}


def as_object(name: str, value: object) -> Mapping[str, object]:
    """The JSON object that an argument is. Raises ArgumentError if it is none."""
    found = encode(value)
    if not isinstance(found, dict):
        raise refused(name, f"must be one of the documented models, not {type(value).__name__}.")
    return cast("dict[str, object]", found)


def form(values: Mapping[str, object]) -> dict[str, object]:
    """The values for a form. Raises ArgumentError if one is an object."""
    for name, value in values.items():
        if isinstance(value, dict):
            raise refused(name, "must be no object, because the body is a form.")
    return {name: value for name, value in values.items() if value is not None}


def idempotency_key(value: object) -> str | None:
    """The key of the caller, or else a new one. Raises ArgumentError for a key that identifies nothing."""
    if value == "":
        raise refused("idempotency_key", "must not be empty.")
    return as_text("idempotency_key", uuid.uuid4() if value is None else value)


def spelled(name: str, value: object) -> str:
    """The text of a single value. Raises ArgumentError if it has none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    encoded = encode(value)
    if not isinstance(encoded, str | int | float):
        raise refused(name, f"must be text, a number or the like, not {type(value).__name__}.")
    try:
        text = str(encoded)
    except ValueError:
        # Python limits the digits of an integer.
        raise refused(name, "has too many digits.") from None
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise refused(name, "must be valid Unicode.")
    return text


def date_time(value: datetime.datetime) -> str:
    """The usual spelling: `Z` for UTC, and a fraction of no, three or six digits, the fewest that hold it."""
    text = value.isoformat()
    if text[23:26] == "000":
        text = text[:23] + text[26:]
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


# The classes of most values. They need no encoding.
PLAIN = frozenset((str, int, float, bool))


def encode(value: object) -> object:
    """The value as JSON."""
    if value is None or type(value) in PLAIN:
        return value
    match value:
        case enum.Enum():
            # Faster than `value`, which a property of Python finds.
            return value._value_
        case datetime.datetime():
            return date_time(value)
        case datetime.date():
            return value.isoformat()
        case bytes():
            return b2a_base64(value, newline=False).decode()
        case list():
            return [encode(item) for item in cast("list[object]", value)]
        case dict():
            return {name: encode(inner) for name, inner in cast("dict[str, object]", value).items()}
        case uuid.UUID():
            return str(value)
        case _:
            to_dict = getattr(value, "to_dict", None)
            return to_dict() if to_dict else value
