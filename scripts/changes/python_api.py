"""Find what changes in the public API of the Python package.

The surfaces of two packages are compared. Griffe compares the packages as well; its findings count for objects about
which the comparison of the surfaces reports nothing.
"""

import re
from collections.abc import Iterator

import griffe

from scripts.changes.change import NOBODY, Change, Kind, Level
from scripts.changes.python_surface import Facts, Names, Surface

REQUIRED = "It must be passed."
OMITTED = "Calls without it raise TypeError."

REMOVED = {
    "module": "Importing it raises ImportError.",
    "class": "Using it raises ImportError or AttributeError.",
    "value": "Using it raises ImportError or AttributeError.",
    "function": "Calling it raises AttributeError.",
    "attribute": "Reading it raises AttributeError.",
    "member": "Using it raises AttributeError. The client returns the value as a string.",
    "parameter": "Passing it raises TypeError.",
}

# The subject of the message for a changed fact, and whom the change affects.
CHANGED = {
    "kind": ("Its kind", "Callers that use it as the old kind."),
    "bases": ("Its base class", "Callers that rely on the old base class."),
    "type": ("Its type", "Callers that rely on the type. A type checker finds them."),
    "value": ("Its value", "Callers that compare or store the value."),
    "default": ("Its default", "Callers that omit it."),
    "passed": ("The way to pass it", "Passing it in the old way raises TypeError."),
    "positions": ("The order of its arguments", "Passing them by position assigns them to other names."),
}


def python_changes(old: Surface, new: Surface) -> Iterator[Change]:
    """The changes between two packages that code importing them can notice."""
    before, after = old.names, new.names
    found = list(compare_surfaces(before, after))
    yield from found
    reported = {before.get(each.place, after.get(each.place, {}))["home"] for each in found}
    homes = {facts["home"] for facts in before.values()} - reported
    for breakage in griffe.find_breaking_changes(old.package, new.package):
        # Griffe does not know which base classes are private.
        if breakage.obj.canonical_path in homes and breakage.kind != griffe.BreakageKind.CLASS_REMOVED_BASE:
            what = f"{breakage.kind.value}."
            yield python_change(Level.major, breakage.obj.canonical_path, what, "Callers that use it.")


def compare_surfaces(before: Names, after: Names) -> Iterator[Change]:
    """The changes between two surfaces, without the parts of an object that is itself removed or new."""
    for name in before | after:
        old, new = before.get(name), after.get(name)
        parent = re.sub(r"(\.\w+|\(\w+\))$", "", name)
        if old and new:
            yield from fact_changes(name, old, new)
        elif parent in (before if old else after) and parent not in (after if old else before):
            continue
        elif old:
            # A model keeps values without an attribute.
            kept = " Its value is in `additional_properties`."
            is_field = old["kind"] == "attribute" and ".models." in name
            affects = REMOVED[old["kind"]] + (kept if is_field else "")
            yield python_change(Level.major, name, f"The {old['kind']} is gone.", affects, kind="removed")
        elif new:
            yield addition(name, new)


def addition(name: str, facts: Facts) -> Change:
    """Rate a new public name for existing callers."""
    what = f"The {facts['kind']} is new."
    if facts["kind"] == "member":
        affects = "Code that distinguishes all members, such as a `match`, gets a new one."
        return python_change(Level.minor, name, what, affects, notable=True, kind="added")
    if facts.get("required") == "yes":
        return python_change(Level.major, name, f"{what} {REQUIRED}", OMITTED, kind="added")
    return python_change(Level.minor, name, what, NOBODY, kind="added")


def fact_changes(name: str, old: Facts, new: Facts) -> Iterator[Change]:
    """The changes of one name between two surfaces."""
    for fact, was in old.items():
        now = new.get(fact, "")
        if was == now or fact == "home":
            continue
        if fact in ("order", "positions") and in_order(was.split(), now.split()):
            continue
        # A required parameter has no default, and an optional one accepts None: that is not a second change.
        flipped = old.get("required") != new.get("required")
        if flipped and (fact == "default" or (fact == "type" and (widened(was, now) or widened(now, was)))):
            continue
        if fact == "order":
            affects = "Only code that lists them, or reads `repr` or `to_dict`: these follow the order."
            yield python_change(Level.patch, name, "Its members are in another order.", affects)
        elif fact == "required" and now == "yes":
            yield python_change(Level.major, name, REQUIRED, OMITTED)
        elif fact == "required":
            yield python_change(Level.minor, name, "It can be omitted.", NOBODY)
        elif fact == "shown" and now == "no":
            yield python_change(Level.patch, name, "It is left out of `repr`.", "Callers that look for it in a log.")
        elif fact == "shown":
            affects = "Callers that log the model: the log contains the value."
            yield python_change(Level.minor, name, "It is shown by `repr`.", affects, notable=True)
        else:
            subject, affects = CHANGED[fact]
            what = f"{subject} was `{was or 'nothing'}`, and is `{now or 'nothing'}`."
            yield python_change(Level.major, name, what, affects)
        if fact == "kind":
            return


def in_order(was: list[str], now: list[str]) -> bool:
    """Whether the names that both lists contain are in the same order."""
    return [each for each in was if each in now] == [each for each in now if each in was]


def widened(was: str, now: str) -> bool:
    """Whether the new type has all alternatives of the old one."""
    return set(was.split(" | ")) <= set(now.split(" | "))


def python_change(
    level: Level, name: str, what: str, affects: str, *, notable: bool = False, kind: Kind = "changed"
) -> Change:
    return Change(level=level, reader="Python", kind=kind, place=name, what=what, affects=affects, notable=notable)
