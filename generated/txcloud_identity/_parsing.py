"""How the body of a success is read as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from ._decoding import Decoder

T = TypeVar("T")


def json_value(body: bytes) -> Any:
    """Read the whole of a body; a ValueError, if it is not JSON."""
    try:
        return json.loads(body)
    except ValueError:
        # An integer may have more digits than Python makes one of.
        return json.loads(body, parse_int=whole_number)


def whole_number(digits: str) -> int | str:
    try:
        return int(digits)
    except ValueError:
        return digits


def json_body(decode: Decoder[T], body: bytes) -> T:
    """Read the whole of a body; a ValueError, if it is not JSON of this type."""
    result = decode(json_value(body))
    if result is None:
        raise ValueError
    return result


def json_model(read: Callable[[Any], T], body: bytes) -> T:
    """Read the whole of a body; a ValueError, if it is no JSON object."""
    value = json_value(body)
    if type(value) is not dict:
        raise ValueError
    return read(value)


def no_body(_: bytes) -> None:
    """The result of an operation that documents none."""
