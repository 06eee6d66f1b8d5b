"""Compare two versions."""

from packaging.version import Version

from scripts.changes.change import Level


def bump_between(old: Version, new: Version) -> Level:
    """Return which part of the version `new` raises above `old`; none if it is the same version."""
    for level, part in ((Level.major, 1), (Level.minor, 2)):
        if new.release[:part] > old.release[:part]:
            return level
    return Level.patch if new > old else Level.none
