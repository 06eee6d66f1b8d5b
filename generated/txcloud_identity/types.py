"""Types that operations share, and the functions by which models read and write JSON."""

from __future__ import annotations

import datetime
import enum
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Generic, Protocol, TypeAlias, TypeVar, cast
from urllib.parse import quote

from attrs import define, field

from .errors import ConfigurationError

T = TypeVar("T")

# Gives a JSON value as its type, or None where it is of another.
Decoder: TypeAlias = Callable[[object], T | None]


@define(frozen=True, kw_only=True)
class RateLimit:
    """How much of the rate limit is left, by the headers of an answer. What a header does not say is None.

    Attributes:
        limit: Requests allowed in one window.
        remaining: Requests left in the current window.
        reset: When the current window ends.
        window: Length of a window, in seconds.
    """

    limit: int | None
    remaining: int | None
    reset: datetime.datetime | None
    window: int | None

    @classmethod
    def from_headers(cls, headers: Mapping[str, str]) -> RateLimit:
        """Read `X-RateLimit-Limit`, `-Remaining`, `-Reset` (seconds since 1970-01-01T00:00:00Z) and `-Window`."""

        def count(name: str) -> int | None:
            value = headers.get(f"X-RateLimit-{name}", "")
            return int(value) if re.fullmatch("[0-9]{1,11}", value) else None

        reset = count("Reset")
        return cls(
            limit=count("Limit"),
            remaining=count("Remaining"),
            reset=None if reset is None else datetime.datetime.fromtimestamp(reset, datetime.UTC),
            window=count("Window"),
        )


@define(frozen=True, kw_only=True)
class Response(Generic[T]):
    """The answer to a call that succeeded.

    Attributes:
        status_code: 200 to 299.
        headers: The headers; their names may be spelled in any case.
        content: The body as it came. It may hold personal data.
        parsed: The operation's result.
    """

    status_code: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    parsed: T

    @property
    def request_id(self) -> str | None:
        """Identifies the request to the vendor's support, where the server says so."""
        return self.headers.get("X-Request-Id")

    @property
    def rate_limit(self) -> RateLimit:
        """How much of the rate limit is left."""
        return RateLimit.from_headers(self.headers)


@define(frozen=True, kw_only=True)
class Request(Generic[T]):
    """One call of an operation: what to send, and how to read the body of a success."""

    method: str
    # The path in the document, with the names of its parameters; and with their values.
    route: str
    path: str
    read: Callable[[bytes], T]

    def answered(self, status_code: int, headers: Mapping[str, str], content: bytes) -> Response[T]:
        """What a success holds; a ValueError, if it cannot be read as the operation's result."""
        return Response(status_code=status_code, headers=headers, content=content, parsed=self.read(content))


def segment(name: str, value: object) -> str:
    """Quote an argument, so that it stays one segment of the path; a ConfigurationError if it cannot."""
    if not isinstance(value, str):
        raise ConfigurationError(f"{name} must be a string, not {type(value).__name__}.")
    if value in ("", ".", ".."):
        raise ConfigurationError(f"{name} must not be {value!r}, which would lead to another address.")
    if not value.isprintable() or " " in value:
        raise ConfigurationError(f"{name} must not hold white space or control characters.")
    return quote(value, safe="")


def left_over(source: Mapping[str, Any], attributes: Mapping[str, object]) -> dict[str, Any]:
    """What no attribute represents."""
    return {name: value for name, value in source.items() if attributes.get(name) is None}


def lay_over(additional: Mapping[str, object], attributes: Mapping[str, object]) -> dict[str, object]:
    """The attributes that have a value, laid over what no attribute represents."""
    return {**additional, **{name: value for name, value in attributes.items() if value is not None}}


class New(Protocol):
    """Makes an object, without its `__init__`."""

    def __call__(self, kind: type[T], /) -> T: ...


# To call `__init__` with the attributes would take as long again as to find their values.
new: New = object.__new__


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


def json_model(read: Callable[[Any], T], body: bytes) -> T:
    """Read the whole of a body; a ValueError, if it is no JSON object."""
    value = json_value(body)
    if type(value) is not dict:
        raise ValueError
    return read(value)


# RFC 3339, as precise as a datetime can be: what says less is no instant, and of what says more some would be lost.
INSTANT = re.compile(
    "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6}0*)?([Zz]|[+-][0-9]{2}:[0-5][0-9])"
)

# What is no digit in the usual spelling, from its end on, since `fromisoformat` does not look beyond a null character.
MARKS = slice(None, 3, -3)

read_date_time: Callable[[str], datetime.datetime] = datetime.datetime.fromisoformat


def as_date_time(value: object) -> datetime.datetime | None:
    # The usual spelling is told by its marks, in a fraction of the time.
    if type(value) is not str or not (value[MARKS] == "Z::T--" or INSTANT.fullmatch(value)):
        return None
    try:
        return read_date_time(value)
    except ValueError:
        return unusual_date_time(value)


def unusual_date_time(value: str) -> datetime.datetime | None:
    """Read what RFC 3339 allows and `fromisoformat` refuses, such as a small "z"."""
    # dateutil would read more than that, and a year with a sign for one.
    if not INSTANT.fullmatch(value):
        return None
    # Slow to import, and hardly ever needed.
    from dateutil.parser import isoparse

    try:
        return isoparse(value)
    except (OverflowError, ValueError):
        return None


# Where a date has what is no digit.
BETWEEN = slice(4, None, 3)

read_date: Callable[[str], datetime.date] = datetime.date.fromisoformat


def as_date(value: object) -> datetime.date | None:
    # A year alone, or a week, stays what it is: the rest of the date would be invented.
    if type(value) is not str or value[BETWEEN] != "--":
        return None
    try:
        return read_date(value)
    except ValueError:
        return None


def as_models(read: Callable[[Any], T], value: Any) -> list[T] | None:
    """A list, if each of its items is a JSON object."""
    items: list[Any] = value
    if type(value) is not list:
        return None
    models: list[T] = []
    for item in items:
        if type(item) is not dict:
            return None
        models.append(read(item))
    return models


def as_plain_list(classes: tuple[type, ...], value: Any) -> list[Any] | None:
    """A list, if each of its items is of one of the classes."""
    items: list[Any] = value
    if type(value) is not list:
        return None
    for item in items:
        if type(item) not in classes:
            return None
    return items


def as_plain_dict(classes: tuple[type, ...], value: Any) -> dict[str, Any] | None:
    """A dict, if each of its values is of one of the classes."""
    items: dict[str, Any] = value
    if type(value) is not dict:
        return None
    for item in items.values():
        if type(item) not in classes:
            return None
    return items


def encode(value: object) -> object:
    """What an attribute or an argument holds, as JSON has it."""
    match value:
        case enum.Enum():
            return value.value
        case datetime.date():
            return value.isoformat()
        case list():
            return [encode(item) for item in cast("list[object]", value)]
        case _:
            to_dict = getattr(value, "to_dict", None)
            return to_dict() if to_dict else value
