"""What a comparison of two documents has found so far, and how it says so."""

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias, TypeVar

from scripts.changes.change import NOBODY, Change, Kind, Level
from scripts.changes.wire.effects import FAKE, NOTABLE, READERS, UNKNOWN, UNUSED
from scripts.changes.wire.places import ABSENT, At, Parts, Way, leaves
from scripts.common.json_pointer import Steps, pointer, reference_steps, walk
from scripts.contract.openapi import is_data

Name = TypeVar("Name")
# The level of a change, and whom it affects; it may depend on what comes or goes.
Rating: TypeAlias = tuple[Level, str]
Rated: TypeAlias = Rating | Callable[[At], Rating]

ADDITION: Rating = (Level.minor, NOBODY)

# Keywords that only document, and affect no program.
DOCUMENTATION = {
    "$comment",
    "description",
    "summary",
    "title",
    "example",
    "examples",
    "tags",
    "externalDocs",
    "bearerFormat",
}

# Messages do not show values with more characters than this.
LONG = 60


@dataclass
class Comparison:
    """Collects the changes between two documents. Each place changes once, with the highest level that it has."""

    old: At
    new: At
    # Whether what is compared is neither sent nor received.
    is_unused: bool = False
    # The security schemes of the new document by their names, each with the name that it had.
    old_names: dict[str, str] = field(default_factory=dict)
    found: dict[tuple[str, str], Change] = field(default_factory=dict)
    compared: set[Any] = field(default_factory=set)
    # The conditions that are being compared, which may contain themselves.
    conditions: set[tuple[Steps, Steps]] = field(default_factory=set)
    # The schemas to compare yet; those that are neither sent nor received come last.
    waiting: deque[tuple[Parts, Parts, Way]] = field(default_factory=deque)
    unused: list[tuple[Parts, Parts, Way]] = field(default_factory=list)

    def is_new(self, way: Way, *key: Any) -> bool:
        """Whether this is the first time that something is compared in a way, or in any if it is used in neither."""
        if (key if self.is_unused else (way, key)) in self.compared:
            return False
        self.compared |= {key, (way, key)}
        return True

    def schemas(self, old: Parts, new: Parts, way: Way, *, is_unused: bool = False) -> None:
        """Let two schemas be compared, each given by its parts, when it is their turn."""
        if is_unused and not self.is_unused:
            self.unused.append((old, new, way))
        else:
            self.waiting.append((old, new, way))

    @cached_property
    def used(self) -> set[Steps]:
        """What a reference or a requirement of either document leads to, components by their names."""
        found: set[Steps] = set()
        for document in (self.old.value, self.new.value):
            for steps, value in walk(document):
                if steps[-1:] == ("$ref",) and isinstance(value, str) and not is_data(steps):
                    target = reference_steps(value)
                    found |= {target, target[:3]}
                elif steps[-1:] == ("security",) and isinstance(value, list) and not is_data(steps):
                    found |= {("components", "securitySchemes", name) for each in value for name in each}
        return found

    def report(self, level: Level, at: At | Steps, what: str, affects: str, *, kind: Kind = "changed") -> None:
        """Report a change at a place of the new document, or of the old one if it was removed there."""
        place = pointer(at.steps if isinstance(at, At) else at)
        known = self.found.get((place, what))
        if self.is_unused:
            if known:
                return
            level, affects = Level.patch, UNUSED
        if known and level <= known.level:
            if level < known.level or affects in known.affects:
                return
            affects = f"{known.affects} {affects}"
        notable = any(each in affects for each in NOTABLE)
        self.found[place, what] = Change(
            level=level, reader="wire", kind=kind, place=place, what=what, affects=affects, notable=notable
        )

    def added(self, at: At, rated: Rated = ADDITION) -> None:
        level, affects = rated(at) if callable(rated) else rated
        self.report(level, at, f"The {at.name} was added.", affects, kind="added")

    def removed(self, at: At, rated: Rated) -> None:
        level, affects = rated(at) if callable(rated) else rated
        self.report(level, at, f"The {at.name} was removed.", affects, kind="removed")

    def each_pair(
        self, before: Mapping[Name, At], after: Mapping[Name, At], gone: Rated, fresh: Rated = ADDITION
    ) -> Iterator[tuple[At, At]]:
        """What is in both, with references followed; what is only in one is reported."""
        for name in {**before, **after}:
            if name not in after:
                self.removed(before[name], gone)
            elif name not in before:
                self.added(after[name], fresh)
            else:
                yield before[name].resolved(), after[name].resolved()

    def became(self, level: Level, old: At, new: At, key: str, affects: str) -> None:
        """Report a keyword of an object that has another value, came or went."""
        was, now = old.get(key, ABSENT), new.get(key, ABSENT)
        at = new.child(key) or old.child(key) or new
        kind: Kind = "deprecated" if key == "deprecated" and now is True else "changed"
        self.report(level, at, f"`{key}` of the {new.name} {happened(was, now)}.", affects, kind=kind)

    def documents(self, old: At, new: At, *keys: str, affects: str = READERS, level: Level = Level.patch) -> None:
        """Report each difference in keywords that hold plain values, at its place."""
        for key in keys:
            before, after = old.child(key), new.child(key)
            for steps, was, now in leaves(before.value if before else ABSENT, after.value if after else ABSENT):
                at = before if now is ABSENT or not after else after
                inner = ".".join(map(str, steps))
                subject = f"`{inner}` in `{key}`" if inner else f"`{key}`"
                place = (*(at or new).steps, *steps)
                self.report(level, place, f"{subject} of the {new.name} {happened(was, now)}.", affects)

    def rest(self, old: At, new: At, *known: str) -> None:
        """Report what differs in all keywords but the known ones, so that nothing is lost."""
        values = [at.value if isinstance(at.value, dict) else {} for at in (old, new)]
        for key in {**values[0], **values[1]}:
            if key in known or key == "$ref":
                continue
            if key in ("x-transition", "x-creates"):
                self.documents(old, new, key, affects=FAKE, level=Level.minor)
            else:
                self.documents(old, new, key, affects=READERS if key in DOCUMENTATION else UNKNOWN)

    def examples(self, old: At, new: At, way: Way) -> None:
        """Compare the examples of a value. Those of responses are what the fake answers; it prefers the first."""
        affects = FAKE if way == "received" else READERS
        self.documents(old, new, "example", affects=affects)
        if isinstance(old.get("examples"), list) or isinstance(new.get("examples"), list):
            self.documents(old, new, "examples", affects=affects)
            return
        before, after = old.items("examples"), new.items("examples")
        for one, other in self.each_pair(before, after, (Level.patch, affects), (Level.patch, affects)):
            self.documents(one, other, "value", "externalValue", affects=affects)
            self.rest(one, other, "value", "externalValue")
        if before.keys() == after.keys() and list(before) != list(after):
            at = (*new.steps, "examples")
            self.report(Level.patch, at, f"The order of `examples` of the {new.name} was changed.", affects)


def happened(was: Any, now: Any) -> str:
    """What became of a value."""
    if was is ABSENT:
        return f"was set to {shown(now)}" if is_short(now) else "was added"
    if now is ABSENT:
        return f"was {shown(was)}, and is gone" if is_short(was) else "was removed"
    return f"was {shown(was)}, and is {shown(now)}" if is_short(was) and is_short(now) else "was changed"


def is_short(value: Any) -> bool:
    return value is None or (isinstance(value, str | int | float) and len(str(value)) <= LONG)


def shown(value: Any) -> str:
    """A plain value in a message."""
    return json.dumps(value) if value is None or isinstance(value, bool) else repr(value)
