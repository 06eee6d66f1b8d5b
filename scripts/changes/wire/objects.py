"""Compare the properties of two objects, and the items of two arrays."""

from scripts.changes.change import NOBODY, Level
from scripts.changes.wire.comparison import Comparison, happened
from scripts.changes.wire.effects import ANOTHER_FORM, IGNORED, MISSING, OMITTED, RELIED, UNKNOWN
from scripts.changes.wire.places import ABSENT, Parts, Way
from scripts.changes.wire.shapes import Shape
from scripts.changes.wire.values import Relation, rate

# Keywords that hold one schema, and schemas by their names.
OTHERS = ("additionalProperties", "unevaluatedProperties")
SINGLE = (*OTHERS, "items", "unevaluatedItems", "contains", "propertyNames", "contentSchema")
NAMED = ("patternProperties", "dependentSchemas")
OBJECTS = {*SINGLE, *NAMED, "prefixItems"}


def compare_objects(c: Comparison, old: Shape, new: Shape, way: Way) -> None:
    """Compare what two schemas say of the values within their values."""
    for name in {**old.properties, **new.properties}:
        before, after = old.properties.get(name, ()), new.properties.get(name, ())
        if before and after:
            c.schemas(before, after, way, is_unused=is_hidden(before, way) and is_hidden(after, way))
            compare_restriction(c, old, new, way, name)
        elif is_hidden(before or after, way):
            (c.removed if before else c.added)((before or after)[-1], (Level.patch, UNKNOWN))
        elif before:
            c.removed(before[-1], (Level.major, IGNORED if way == "sent" else MISSING))
        else:
            c.added(after[-1])
    compare_required(c, old, new, way)
    for word in SINGLE:
        compare_inner(c, old, new, way, word)
    compare_prefixes(c, old, new, way)
    for word in NAMED:
        compare_named(c, named(old, word), named(new, word), way)


def compare_restriction(c: Comparison, old: Shape, new: Shape, way: Way, name: str) -> None:
    """Compare whether `additionalProperties` of one part holds for a property of another part."""
    is_restricted = new.restricts(name)
    if old.restricting and new.restricting and old.restricts(name) != is_restricted:
        at = new.properties[name][-1]
        what = f"`additionalProperties` {'holds' if is_restricted else 'no longer holds'} for the {at.name}."
        rate(c, way, "narrower" if is_restricted else "wider", at, what, ANOTHER_FORM)


def is_hidden(parts: Parts, way: Way) -> bool:
    """Whether a property is left out of what is sent, or of what is received."""
    word = "readOnly" if way == "sent" else "writeOnly"
    return any(part.get(word) is True or part.resolved().get(word) is True for part in parts)


def compare_required(c: Comparison, old: Shape, new: Shape, way: Way) -> None:
    """Compare which properties are always there, of those that are in both schemas or new."""
    for name in {**old.required, **new.required}:
        if name in old.required and name in new.required:
            continue
        if name in new.required:
            is_needed = way == "sent" and not is_hidden(new.properties.get(name, ()), way)
            level, affects = (Level.major, OMITTED) if is_needed else (Level.patch, UNKNOWN)
            c.report(level, new.required[name], f"`{name}` of the {new.at.name} is required.", affects)
        elif name in new.properties or name not in old.properties:
            at = next(iter(new.required.values()), old.required[name])
            is_relied_on = way == "received" and not is_hidden(old.properties.get(name, ()), way)
            level, affects = (Level.major, RELIED) if is_relied_on else (Level.minor, NOBODY)
            c.report(level, at, f"`{name}` of the {new.at.name} is no longer required.", affects)


def compare_inner(c: Comparison, old: Shape, new: Shape, way: Way, word: str) -> None:
    """Compare what two schemas say of values without names; anything is allowed if one says nothing."""
    before, after = (tuple(at for at in each.words.get(word, ()) if at.value not in (True, {})) for each in (old, new))
    was_closed, is_closed = (any(at.value is False for at in parts) for parts in (before, after))
    if was_closed and is_closed:
        return
    if was_closed:
        at = (after or before)[-1]
        what = f"The {new.at.name} may have other {'properties' if word in OTHERS else 'items'}."
        c.report(Level.minor, at, what, NOBODY)
    elif before and after and not is_closed:
        c.schemas(before, after, way)
    elif before or after:
        relation: Relation = "narrower" if after else "wider"
        was, now = (parts[-1].value if parts else ABSENT for parts in (before, after))
        what = f"`{word}` of the {new.at.name} {happened(was, now)}."
        rate(c, way, relation, (after or before)[-1], what, ANOTHER_FORM)


def compare_prefixes(c: Comparison, old: Shape, new: Shape, way: Way) -> None:
    """Compare the first items of two arrays, each of which has a schema of its own."""
    before, after = ([at for part in each.words.get("prefixItems", ()) for at in part.members()] for each in (old, new))
    for one, other in zip(before, after, strict=False):
        c.schemas((one,), (other,), way)
    if len(before) != len(after):
        at = (new if after else old).place("prefixItems")
        rate(c, way, "other", at, f"`prefixItems` of the {new.at.name} has {len(after)} schemas.", ANOTHER_FORM)


def compare_named(c: Comparison, before: dict[str, Parts], after: dict[str, Parts], way: Way) -> None:
    """Compare schemas by the patterns or the properties that they are for."""
    for name in {**before, **after}:
        if name in before and name in after:
            c.schemas(before[name], after[name], way)
        else:
            relation: Relation = "narrower" if name in after else "wider"
            at = (after.get(name) or before[name])[-1]
            what = f"The {at.name} was {'added' if name in after else 'removed'}."
            rate(c, way, relation, at, what, ANOTHER_FORM)


def named(found: Shape, word: str) -> dict[str, Parts]:
    """The schemas that all parts have below a keyword."""
    result: dict[str, Parts] = {}
    for part in found.words.get(word, ()):
        for at in part.members():
            result[str(at.steps[-1])] = (*result.get(str(at.steps[-1]), ()), at)
    return result
