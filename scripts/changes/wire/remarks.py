"""Compare what two schemas say that allows or forbids no value."""

from scripts.changes.change import NOBODY, Level
from scripts.changes.wire.comparison import DOCUMENTATION, Comparison, Rating, happened
from scripts.changes.wire.effects import (
    DEFAULT,
    EXPOSED,
    IGNORED,
    MISSING,
    PROTECTED,
    READERS,
    REPLACE,
    UNKNOWN,
    XML,
)
from scripts.changes.wire.places import At, Way, is_equal, pairs
from scripts.changes.wire.shapes import Shape
from scripts.contract import marks

REMARKS = {"deprecated", "readOnly", "writeOnly", "default", "x-pii", "xml", "example", "examples"}
PHRASES = {"deprecated": "deprecated", "readOnly": "only read", "writeOnly": "only written"}


def compare_remarks(c: Comparison, old: Shape, new: Shape, way: Way, known: set[str]) -> None:
    """Compare all keywords but the known ones, which have been compared."""
    for word in PHRASES:
        if bool(old.value(word)) != bool(new.value(word)):
            is_set = bool(new.value(word))
            level, affects = rated_flag(word, way, is_set=is_set)
            at = new.place(word) if word in new.words else old.place(word)
            what = f"The {new.at.name} is {'' if is_set else 'no longer '}{PHRASES[word]}."
            c.report(level, at, what, affects, kind="deprecated" if word == "deprecated" and is_set else "changed")
    if "x-pii" in old.words or "x-pii" in new.words:
        compare_personal_data(c, old, new)
    for word in ("example", "examples"):
        c.examples(holder(old, word), holder(new, word), way)
    c.documents(holder(old, "default"), holder(new, "default"), "default", affects=DEFAULT, level=Level.minor)
    c.documents(holder(old, "xml"), holder(new, "xml"), "xml", affects=XML, level=Level.major)
    for word in sorted({*old.words, *new.words} - REMARKS - known):
        for one, other in pairs(list(old.words.get(word, ())), list(new.words.get(word, ())), is_equal):
            c.rest(alone(one) if one else nothing(old), alone(other) if other else nothing(new))
    for one, other in pairs(old.inline, new.inline, is_equal):
        c.documents(one or nothing(old), other or nothing(new), *DOCUMENTATION)


def rated_flag(word: str, way: Way, *, is_set: bool) -> Rating:
    """The level of a mark that was set or removed, and whom it affects."""
    if word == "deprecated":
        return (Level.minor, REPLACE) if is_set else (Level.patch, NOBODY)
    if way == ("received" if word == "readOnly" else "sent"):
        return Level.patch, UNKNOWN
    return (Level.major, IGNORED if word == "readOnly" else MISSING) if is_set else (Level.minor, NOBODY)


def holder(found: Shape, word: str) -> At:
    """The schema or the part that has a keyword, with nothing but the keyword."""
    places = found.words.get(word)
    return alone(places[-1]) if places else nothing(found)


def alone(at: At) -> At:
    """A keyword without those that stand beside it."""
    return At(at.document, {str(at.steps[-1]): at.value}, at.steps[:-1])


def nothing(found: Shape) -> At:
    return At(found.at.document, {}, found.at.steps)


def compare_personal_data(c: Comparison, old: Shape, new: Shape) -> None:
    """Compare what a value says of a person."""
    was, now = old.value("x-pii"), new.value("x-pii")
    if was != now:
        at = new.place("x-pii") if "x-pii" in new.words else old.place("x-pii")
        before, after = (marks.LEVELS.index(marks.level(each)) for each in (was, now))
        affects = EXPOSED if after < before else PROTECTED if after > before else READERS
        what = f"`x-pii` of the {new.at.name} {happened(was, now)}."
        c.report(Level.minor if after < before else Level.patch, at, what, affects)
