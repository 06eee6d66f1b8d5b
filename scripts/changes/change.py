"""A change between two versions of the document or the package, and the part of the version that it raises."""

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal, TypeAlias

Reader: TypeAlias = Literal["wire", "Python"]
Kind: TypeAlias = Literal["added", "changed", "deprecated", "removed"]

# The effect of a change that only adds something.
NOBODY = "No caller has to change anything: it is an addition."


class Level(IntEnum):
    """The part of the version number that a change raises (https://semver.org)."""

    none = 0
    patch = 1
    minor = 2
    major = 3


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change, as seen on the wire or in Python."""

    level: Level
    reader: Reader
    kind: Kind
    place: str
    what: str
    affects: str
    notable: bool = False


def required_bump(changes: list[Change]) -> Level:
    """The highest level of the changes."""
    return max((change.level for change in changes), default=Level.none)


def group_by_place(changes: list[Change]) -> list[tuple[Change, list[str]]]:
    """The changes, the highest level first, each with all the places where it occurs."""
    places: dict[Change, list[str]] = {}
    for each in sorted(changes, key=lambda each: -each.level):
        places.setdefault(replace(each, place=""), []).append(each.place)
    return [(each, list(dict.fromkeys(where))) for each, where in places.items()]
