"""Functions that decode a JSON value as a type. For a value of another type they return None; none of them raises."""

from __future__ import annotations

import enum
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
