"""Functions that decode a JSON value as a type. For a value of another type they return None; none of them raises."""

from __future__ import annotations

import datetime
import enum
import re
import uuid
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")

# Returns the decoded value, or None for a value of another type.
Decoder: TypeAlias = Callable[[object], T | None]


def as_anything(value: Any) -> Any:
    return value


def as_string(value: object) -> str | None:
    return value if type(value) is str else None


def as_boolean(value: object) -> bool | None:
    return value if type(value) is bool else None


def as_integer(value: object) -> int | None:
    return value if type(value) is int else None


def as_number(value: object) -> float | None:
    return value if type(value) is float or type(value) is int else None


# RFC 3339, in the precision of a datetime: with less it would be incomplete, with more some would be lost.
INSTANT = re.compile(
    "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}"
    "([.][0-9]{1,6}0*)?([Zz]|[+-][0-9]{2}:[0-5][0-9])"
)

# The separators of a UTC timestamp, last to first, because `fromisoformat` stops at a null character.
MARKS = slice(None, 3, -3)
HOUR = slice(11, 13)

read_date_time: Callable[[str], datetime.datetime] = datetime.datetime.fromisoformat


def as_date_time(value: object) -> datetime.datetime | None:
    # The usual spelling is recognised by its separators, in a fraction of the time.
    if type(value) is not str or not (value[MARKS] == "Z::T--" or INSTANT.fullmatch(value)):
        return None
    try:
        found = read_date_time(value)
    except ValueError:
        return unusual_date_time(value)
    # From Python 3.14 on, hour 24 is read as the next day, which RFC 3339 does not know.
    return found if found.hour or value[HOUR] != "24" else None


def unusual_date_time(value: str) -> datetime.datetime | None:
    """Read what RFC 3339 allows and `fromisoformat` refuses, such as a small "z"."""
    # dateutil would accept more than that, for example a year with a sign.
    if not INSTANT.fullmatch(value):
        return None
    # Slow to import, and hardly ever needed.
    from dateutil.parser import isoparse

    try:
        return isoparse(value)
    except (OverflowError, ValueError):
        return None


# The separators of a date.
BETWEEN = slice(4, None, 3)

read_date: Callable[[str], datetime.date] = datetime.date.fromisoformat


def as_date(value: object) -> datetime.date | None:
    # A year alone or a week is not completed: the rest of the date would be invented.
    if type(value) is not str or value[BETWEEN] != "--":
        return None
    try:
        return read_date(value)
    except ValueError:
        return None


def as_uuid(value: object) -> uuid.UUID | None:
    # `to_dict` would change another spelling.
    if type(value) is str and re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value):
        return uuid.UUID(value)
    return None


StrMember = TypeVar("StrMember", bound=enum.StrEnum)


# Returns the member with a value, or else the second argument.
StrFinder: TypeAlias = Callable[[str, str], StrMember | str]


def str_finder(kind: type[StrMember]) -> StrFinder[StrMember]:
    """A function that finds the members of an enumeration, faster than its class does."""
    return {member.value: member for member in kind}.get


def as_enum(find: StrFinder[StrMember], value: object) -> StrMember | str | None:
    """The member with a documented value; any other string unchanged."""
    return find(value, value) if type(value) is str else None


IntMember = TypeVar("IntMember", bound=enum.IntEnum)


IntFinder: TypeAlias = Callable[[int, int], IntMember | int]


def int_finder(kind: type[IntMember]) -> IntFinder[IntMember]:
    """The same for an enumeration of integers."""
    return {member.value: member for member in kind}.get


def as_int_enum(find: IntFinder[IntMember], value: object) -> IntMember | int | None:
    """The member with a documented value; any other integer unchanged."""
    return find(value, value) if type(value) is int else None


def as_model(read: Callable[[Any], T], value: object) -> T | None:
    """A JSON object as a model, unless it is nested too deep."""
    try:
        return read(value) if type(value) is dict else None
    except RecursionError:
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


def as_object(value: Any) -> dict[str, Any] | None:
    found: dict[str, Any] = value
    return found if type(value) is dict else None


def as_list(value: Any) -> list[Any] | None:
    found: list[Any] = value
    return found if type(value) is list else None


def as_list_of(decode: Decoder[T], value: Any) -> list[T] | None:
    """A list, if each of its items is of the type."""
    items: list[Any] = value
    if type(value) is not list:
        return None
    found: list[T] = []
    for item in items:
        decoded = decode(item)
        if decoded is None:
            return None
        found.append(decoded)
    return found


def as_dict_of(decode: Decoder[T], value: Any) -> dict[str, T] | None:
    """A dict, if each of its values is of the type."""
    items: dict[str, Any] = value
    if type(value) is not dict:
        return None
    found: dict[str, T] = {}
    for name, item in items.items():
        decoded = decode(item)
        if decoded is None:
            return None
        found[name] = decoded
    return found


def as_list_of_nullable(decode: Decoder[T], value: Any) -> list[T | None] | None:
    """A list, if each of its items is null or of the type."""
    items: list[Any] = value
    if type(value) is not list:
        return None
    found: list[T | None] = []
    for item in items:
        decoded = decode(item)
        if decoded is None and item is not None:
            return None
        found.append(decoded)
    return found


def as_dict_of_nullable(decode: Decoder[T], value: Any) -> dict[str, T | None] | None:
    """A dict, if each of its values is null or of the type."""
    items: dict[str, Any] = value
    if type(value) is not dict:
        return None
    found: dict[str, T | None] = {}
    for name, item in items.items():
        decoded = decode(item)
        if decoded is None and item is not None:
            return None
        found[name] = decoded
    return found


def as_either(decoders: tuple[Decoder[object], ...], value: object) -> Any:
    """The type that fits; of several models, the one with the fewest additional properties."""
    fitting = [decoded for decode in decoders if (decoded := decode(value)) is not None]
    return min(fitting, key=unexplained, default=None)


def unexplained(value: object) -> int:
    return len(getattr(value, "additional_properties", ()))
