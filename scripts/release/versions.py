"""What a version says of a change."""

from packaging.version import Version

from scripts.changes.change import Level


def bump_between(old: Version, new: Version) -> Level:
    """Which part of its number a version raises above another."""
    for level, part in ((Level.major, 1), (Level.minor, 2)):
        if new.release[:part] > old.release[:part]:
            return level
    return Level.patch
