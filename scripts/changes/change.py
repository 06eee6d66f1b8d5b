"""What changes between two documents, and how much of a change it is for those who have to live with it."""

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal, TypeAlias

Reader: TypeAlias = Literal["wire", "Python"]
Kind: TypeAlias = Literal["added", "changed", "deprecated", "removed"]

# What is said of a change that only adds.
NOBODY = "Nobody has to do anything: there is more to use."


class Level(IntEnum):
    """Which part of a version number the change asks to raise (https://semver.org)."""

    none = 0
    patch = 1
    minor = 2
    major = 3


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change, as one kind of reader sees it."""

    level: Level
    reader: Reader
    kind: Kind
    place: str
    what: str
    affects: str
    notable: bool = False


def required_bump(differences: list[Change]) -> Level:
    """The largest of the changes."""
    return max((difference.level for difference in differences), default=Level.none)


def group_by_place(differences: list[Change]) -> list[tuple[Change, list[str]]]:
    """The changes, the largest first, each with all the places where it occurs."""
    places: dict[Change, list[str]] = {}
    for each in sorted(differences, key=lambda each: -each.level):
        places.setdefault(replace(each, place=""), []).append(each.place)
    return [(each, list(dict.fromkeys(where))) for each, where in places.items()]
