"""Functions that parse the body of a 2xx response."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ._decoding import Decoder
from ._json import json_value as json_value

T = TypeVar("T")


def json_body(decode: Decoder[T], body: bytes) -> T:
    """Parse a body as a type. Raises ValueError if it is not JSON of this type."""
    result = decode(json_value(body))
    if result is None:
        raise ValueError
    return result


def json_body_nullable(decode: Decoder[T], body: bytes) -> T | None:
    """The same, where null is None."""
    value = json_value(body)
    result = decode(value)
    if result is None and value is not None:
        raise ValueError
    return result


def json_model(read: Callable[[Any], T], body: bytes) -> T:
    """Parse a body as a model. Raises ValueError if it is not a JSON object."""
    value = json_value(body)
    if type(value) is not dict:
        raise ValueError
    return read(value)


def no_body(_: bytes) -> None:
    """The result of an operation without a documented result."""
