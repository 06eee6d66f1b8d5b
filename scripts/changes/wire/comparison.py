"""What a comparison of two documents has found so far, and how it says so."""

from dataclasses import dataclass, field, replace
from typing import Any

from scripts.changes.change import NOBODY, Change, Kind, Level
from scripts.changes.wire.places import At, Way, leaves
from scripts.common.json_pointer import Steps, pointer

READERS = "No caller has to change anything: it is documentation."
UNKNOWN = "No caller is known to be affected."
UNUSED = "No caller is affected: no operation uses it."
FAKE = "Tests that expect what the fake answers: it answers otherwise."

# Keywords that only document, and affect no program.
DOCUMENTATION = {
    "description",
    "summary",
    "title",
    "example",
    "examples",
    "tags",
    "externalDocs",
    "bearerFormat",
    "$comment",
    "xml",
}

# Messages do not show values with more characters than this.
LONG = 60


@dataclass
class Comparison:
    """Collects the changes between two documents. Each place changes once, with the highest level that it has."""

    old: At
    new: At
    # Whether what is compared is used by no operation.
    is_unused: bool = False
    found: dict[tuple[str, str], Change] = field(default_factory=dict)
    compared: set[Any] = field(default_factory=set)

    def is_new(self, *key: Any) -> bool:
        """Whether this is the first time that something is compared."""
        if key in self.compared:
            return False
        self.compared.add(key)
        return True

    def report(
        self, level: Level, at: At | Steps, what: str, affects: str, *, kind: Kind = "changed", notable: bool = False
    ) -> None:
        """Report a change at a place of the new document, or of the old one if it was removed there."""
        place = pointer(at.steps if isinstance(at, At) else at)
        if self.is_unused:
            if (place, what) in self.found:
                return
            level, affects, notable = Level.patch, UNUSED, False
        change = Change(level=level, reader="wire", kind=kind, place=place, what=what, affects=affects, notable=notable)
        known = self.found.get((place, what))
        if known and known.affects != affects:
            if level == known.level and affects not in known.affects:
                change = replace(known, affects=f"{known.affects} {affects}", notable=notable or known.notable)
            elif level < known.level:
                change = known
        self.found[place, what] = change

    def added(self, level: Level, at: At, affects: str = NOBODY) -> None:
        self.report(level, at, f"The {at.name} was added.", affects, kind="added")

    def removed(self, level: Level, at: At, affects: str, *, notable: bool = False) -> None:
        self.report(level, at, f"The {at.name} was removed.", affects, kind="removed", notable=notable)

    def became(self, level: Level, old: At, new: At, key: str, affects: str, *, notable: bool = False) -> None:
        """Report a keyword of an object that has another value, came or went."""
        was, now = old.get(key), new.get(key)
        at = (*new.steps, key) if now is not None else (*old.steps, key)
        kind: Kind = "deprecated" if key == "deprecated" and now is True else "changed"
        what = f"`{key}` of the {new.name} {happened(was, now)}."
        self.report(level, at, what, affects, kind=kind, notable=notable)

    def documents(self, old: At, new: At, *keys: str, affects: str = READERS, level: Level = Level.patch) -> None:
        """Report each difference in keywords that hold plain values, at its place."""
        for key in keys:
            before, after = (
                {key: at.value[key]} if isinstance(at.value, dict) and key in at.value else {} for at in (old, new)
            )
            for steps, was, now, is_in_new in leaves(before, after):
                at = (*new.steps, *steps) if is_in_new else (*old.steps, *steps)
                inner = ".".join(map(str, steps[1:]))
                subject = f"`{inner}` in `{key}`" if inner else f"`{key}`"
                self.report(
                    level, at, f"{subject} of the {new.name} {happened(was, now)}.", affects, notable=affects == FAKE
                )

    def rest(self, old: At, new: At, known: set[str]) -> None:
        """Report what differs in all keywords but the known ones, so that nothing is lost."""
        for key in {**(old.value or {}), **(new.value or {})}:
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
        for name in {**before, **after}:
            if name not in after:
                self.removed(Level.patch, before[name], affects)
            elif name not in before:
                self.added(Level.patch, after[name], affects)
            else:
                self.documents(before[name], after[name], "value", "externalValue", affects=affects)
                self.rest(before[name], after[name], {"value", "externalValue"})
        if before.keys() == after.keys() and list(before) != list(after):
            self.report(
                Level.patch,
                (*new.steps, "examples"),
                f"The order of `examples` of the {new.name} was changed.",
                affects,
            )


def happened(was: Any, now: Any) -> str:
    """What became of a value; None is none."""
    shown = [isinstance(value, str | int | float) and len(str(value)) <= LONG for value in (was, now)]
    if was is None:
        return f"was set to {now!r}" if shown[1] else "was added"
    if now is None:
        return f"was {was!r}, and is gone" if shown[0] else "was removed"
    return f"was {was!r}, and is {now!r}" if all(shown) else "was changed"
