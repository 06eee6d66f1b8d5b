"""Compare two schemas: what a caller may send, or has to expect."""

from scripts.changes.change import Change
from scripts.changes.wire.alternatives import ALTERNATIVES, compare_choice, compare_discriminators, compare_groups
from scripts.changes.wire.comparison import Comparison
from scripts.changes.wire.effects import ANOTHER_FORM, FAKE, READERS
from scripts.changes.wire.objects import OBJECTS, compare_objects
from scripts.changes.wire.places import At, Way, is_equal, pairs
from scripts.changes.wire.remarks import compare_remarks
from scripts.changes.wire.shapes import Shape, shapes
from scripts.changes.wire.values import VALUES, compare_types, compare_values, rate

CONDITIONS = ("not", "if", "then", "else")
# Definitions are compared where something refers to them.
HANDLED = {*VALUES, *OBJECTS, *ALTERNATIVES, *CONDITIONS, "$defs"}


def compare_waiting(c: Comparison) -> None:
    """Compare the schemas that wait for it, and those that they contain, each pair once.

    It needs no recursion, because schemas may contain each other in long chains.
    """
    while c.waiting:
        old, new, way = c.waiting.popleft()
        if not c.is_new(way, *(tuple(part.resolved().key for part in parts) for parts in (old, new))):
            continue
        before, after = shapes(old, new)
        if not compare_choice(c, before, after, way) and compare_types(c, before, after, way):
            compare_values(c, before, after, way)
            compare_objects(c, before, after, way)
            compare_groups(c, before, after, way)
            compare_conditions(c, before, after, way)
        compare_discriminators(c, before, after)
        compare_remarks(c, before, after, way, HANDLED)


def compare_conditions(c: Comparison, old: Shape, new: Shape, way: Way) -> None:
    """Compare conditions. Nobody can tell whether another condition allows more."""
    for word in CONDITIONS:
        for one, other in pairs(list(old.words.get(word, ())), list(new.words.get(word, ())), is_equal):
            inner = changes_within(c, one, other, way) if one and other else {}
            at = other or one
            if at and (not one or not other or any(each.affects not in (READERS, FAKE) for each in inner.values())):
                happening = "was added" if not one else "was removed" if not other else "was changed"
                rate(c, way, "other", at, f"`{word}` of the {new.at.name} {happening}.", ANOTHER_FORM)
            else:
                c.found = inner | c.found


def changes_within(c: Comparison, old: At, new: At, way: Way) -> dict[tuple[str, str], Change]:
    """The changes of a condition; none if it contains itself."""
    key = old.steps, new.steps
    if key in c.conditions:
        return {}
    inner = Comparison(c.old, c.new, conditions={*c.conditions, key})
    inner.schemas((old,), (new,), way)
    compare_waiting(inner)
    return inner.found
