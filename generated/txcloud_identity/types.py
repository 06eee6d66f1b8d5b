"""Types that operations share, and the functions by which models read and write JSON."""

from __future__ import annotations

import datetime
import enum
import json
import re
from collections.abc import Callable, Mapping
from typing import Generic, Protocol, Self, TypeAlias, TypeVar, cast
from urllib.parse import quote

from attrs import define, field

from .errors import ConfigurationError

T = TypeVar("T")


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
    path: str
    read: Callable[[bytes], T]


def segment(name: str, value: object) -> str:
    """Quote an argument, so that it stays one segment of the path; a ConfigurationError if it cannot."""
    if not isinstance(value, str):
        raise ConfigurationError(f"{name} must be a string, not {type(value).__name__}.")
    if value in ("", ".", ".."):
        raise ConfigurationError(f"{name} must not be {value!r}, which would lead to another address.")
    if not value.isprintable() or any(character.isspace() for character in value):
        raise ConfigurationError(f"{name} must not hold white space or control characters.")
    return quote(value, safe="")


# A decoder gives a JSON value as its type, or raises a ValueError where it is of another.
Decoder: TypeAlias = Callable[[object], T]


def take(source: dict[str, object], name: str, decode: Decoder[T]) -> T | None:
    """Move a value out of `source`. Null, what is not of its type and what is nested too deep stays there."""
    if source.get(name) is None:
        return None
    try:
        value = decode(source[name])
    except (RecursionError, ValueError):
        return None
    del source[name]
    return value


def lay_over(additional: Mapping[str, object], attributes: Mapping[str, object]) -> dict[str, object]:
    """The attributes that have a value, laid over what no attribute represents."""
    return {**additional, **{name: value for name, value in attributes.items() if value is not None}}


def json_body(decode: Decoder[T]) -> Callable[[bytes], T]:
    """Read the whole of a body; a ValueError, if it is not JSON of this type."""

    def read(body: bytes) -> T:
        return decode(json.loads(body, parse_int=whole_number))

    return read


def whole_number(digits: str) -> int | str:
    """An integer, or its digits where there are more than Python makes one of."""
    try:
        return int(digits)
    except ValueError:
        return digits


def as_string(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError


def as_boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError


def as_integer(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError


def as_number(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise ValueError


# RFC 3339, as precise as a datetime can be: what says less is no instant, and of what says more some would be lost.
INSTANT = re.compile(
    "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6}0*)?([Zz]|[+-][0-9]{2}:[0-5][0-9])"
)


def as_date_time(value: object) -> datetime.datetime:
    if not isinstance(value, str) or not INSTANT.fullmatch(value):
        raise ValueError
    try:
        return datetime.datetime.fromisoformat(value)
    except ValueError:
        return unusual_date_time(value)


def unusual_date_time(value: str) -> datetime.datetime:
    """Read what RFC 3339 allows and `fromisoformat` refuses, such as a small "z"."""
    # Slow to import, and hardly ever needed.
    from dateutil.parser import isoparse

    try:
        return isoparse(value)
    except OverflowError:
        raise ValueError from None


def as_date(value: object) -> datetime.date:
    # A year alone, or a week, stays what it is: the rest of the date would be invented.
    if isinstance(value, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return datetime.date.fromisoformat(value)
    raise ValueError


StrMembers = TypeVar("StrMembers", bound=enum.StrEnum)


def as_enum(members: type[StrMembers]) -> Decoder[StrMembers | str]:
    """A documented value as its member, any other string as it is."""

    def decode(value: object) -> StrMembers | str:
        try:
            return members(as_string(value))
        except ValueError:
            return as_string(value)

    return decode


class Model(Protocol):
    """What has a `from_dict`."""

    @classmethod
    def from_dict(cls, source: Mapping[str, object]) -> Self: ...


M = TypeVar("M", bound=Model)


def as_model(kind: type[M]) -> Decoder[M]:
    """Any JSON object, as the model that is documented in its place."""

    def decode(value: object) -> M:
        return kind.from_dict(as_object(value))

    return decode


def as_object(value: object) -> dict[str, object]:
    if isinstance(value, dict):
        return cast("dict[str, object]", value)
    raise ValueError


def as_list(value: object) -> list[object]:
    if isinstance(value, list):
        return cast("list[object]", value)
    raise ValueError


def as_list_of(decode: Decoder[T]) -> Decoder[list[T]]:
    """A list, if each of its items is of the type."""
    return lambda value: [decode(item) for item in as_list(value)]


def as_dict_of(decode: Decoder[T]) -> Decoder[dict[str, T]]:
    """A dict, if each of its values is of the type."""
    return lambda value: {name: decode(inner) for name, inner in as_object(value).items()}


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
