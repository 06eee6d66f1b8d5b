"""Compare the values that two schemas allow: their types, enumerations, limits and formats."""

from typing import Any, Literal, TypeAlias

from scripts.changes.change import NOBODY, Level
from scripts.changes.wire.comparison import Comparison, happened, shown
from scripts.changes.wire.effects import (
    ANOTHER_TYPE,
    DISTINGUISHED,
    LIMITS,
    NEVER,
    NO_NULL,
    NULL,
    OUTSIDE,
    REFUSED,
    UNKNOWN,
)
from scripts.changes.wire.places import ABSENT, At, Way, plain
from scripts.changes.wire.shapes import GREATER, Shape

# How the values that a schema allows compare with those that it allowed.
Relation: TypeAlias = Literal["narrower", "wider", "other"]

BOUNDS = (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum"))
LENGTHS = ("minLength", "minItems", "minProperties", "maxLength", "maxItems", "maxProperties")
# Keywords of which nobody can tell whether another value allows more.
OPAQUE = ("format", "pattern", "multipleOf", "uniqueItems", "contentEncoding", "contentMediaType")
OPAQUE_LOGIC = ("dependentRequired", "dependencies", "minContains", "maxContains")
WIDER_FORMATS = {("int32", "int64"), ("float", "double"), ("date", "date-time")}
VALUES = {
    *("type", "nullable", "enum", "const", *OPAQUE, *OPAQUE_LOGIC, *LENGTHS),
    *(word for pair in BOUNDS for word in pair),
}

# Messages show no more values of an enumeration than these.
MANY = 6


def rate(
    c: Comparison, way: Way, relation: Relation, at: At, what: str, sent: str, received: str | None = None
) -> None:
    """Report other values of a schema: who sends what is no longer allowed, or receives what was not, is affected."""
    if relation == "other" or (way == "sent") == (relation == "narrower"):
        c.report(Level.major, at, what, received if received and way == "received" else sent)
    else:
        c.report(Level.patch, at, what, UNKNOWN)


def compare_types(c: Comparison, old: Shape, new: Shape, way: Way) -> bool:
    """Compare the types, and return whether the values have anything in common."""
    before, after = (None if types is None else types - {"null"} for types in (old.types(), new.types()))
    is_narrower, is_wider = not includes(after, before), not includes(before, after)
    if is_narrower or is_wider:
        at = new.place("type") if after is not None else old.place("type")
        relation: Relation = "other" if is_narrower and is_wider else "narrower" if is_narrower else "wider"
        what = f"The type of the {new.at.name} was {type_names(before)}, and is {type_names(after)}."
        rate(c, way, relation, at, what, ANOTHER_TYPE)
    if old.is_nullable() != new.is_nullable():
        compare_null(c, old, new, way)
    return not (is_narrower and is_wider and not (before or set()) & (after or set()))


def compare_null(c: Comparison, old: Shape, new: Shape, way: Way) -> None:
    is_null = new.is_nullable()
    sides = (new, old) if is_null else (old, new)
    at = next((each.place(word) for each in sides for word in ("nullable", "type") if word in each.words), new.at)
    what = f"The {new.at.name} {'may' if is_null else 'can no longer'} be null."
    is_parameter = len(new.at.steps) > 1 and "parameters" in new.at.steps
    if way == "received" and is_null:
        c.report(Level.minor, at, what, NULL)
    elif way == "sent" and not is_null:
        c.report(Level.major, at, what, NO_NULL)
    elif way == "sent" and not is_parameter:
        c.report(Level.minor, at, what, NOBODY)
    else:
        c.report(Level.patch, at, what, UNKNOWN)


def includes(types: set[str] | None, others: set[str] | None) -> bool:
    """Whether a value of the other types has one of the types."""
    if types is None or others is None:
        return types is None
    return all(each in types or (each == "integer" and "number" in types) for each in others)


def type_names(types: set[str] | None) -> str:
    return "any" if types is None else " or ".join(f"`{each}`" for each in sorted(types)) or "none"


def compare_values(c: Comparison, old: Shape, new: Shape, way: Way) -> None:
    """Compare enumerations, limits and formats."""
    compare_enumerations(c, old, new, way)
    for word, exclusive in BOUNDS:
        named = word if old.value(word) != new.value(word) else exclusive
        compare_limit(c, old, new, way, named, bound(old, word, exclusive), bound(new, word, exclusive))
    for word in LENGTHS:
        compare_limit(c, old, new, way, word, old.value(word), new.value(word))
    for word in OPAQUE:
        was, now = old.value(word), new.value(word)
        relation: Relation = "narrower" if was is None else "wider" if now is None else "other"
        if isinstance(was, str) and isinstance(now, str) and {(was, now), (now, was)} & WIDER_FORMATS:
            relation = "wider" if (was, now) in WIDER_FORMATS else "narrower"
        limited(c, old, new, way, word, relation)
    for word in OPAQUE_LOGIC:
        limited(c, old, new, way, word, "other")


def bound(found: Shape, word: str, exclusive: str) -> tuple[float, bool] | None:
    """A limit of a number, and whether the limit itself is outside."""
    limit, outside = found.value(word), found.value(exclusive)
    if outside is None or outside is True:
        return None if limit is None else (limit, outside is True)
    is_narrower = limit is None or (outside >= limit if word in GREATER else outside <= limit)
    return (outside, True) if is_narrower else (limit, False)


def compare_limit(c: Comparison, old: Shape, new: Shape, way: Way, word: str, was: Any, now: Any) -> None:
    """Compare a limit of a number or a length."""
    if was == now:
        return
    if was is None or now is None:
        relation: Relation = "narrower" if was is None else "wider"
    elif isinstance(was, tuple) and was[0] == now[0]:
        relation = "narrower" if now[1] else "wider"
    else:
        relation = "narrower" if (now > was) == (word in GREATER) else "wider"
    limited(c, old, new, way, word, relation)


def limited(c: Comparison, old: Shape, new: Shape, way: Way, word: str, relation: Relation) -> None:
    """Report a keyword that has another value."""
    was, now = (ABSENT if value is None else value for value in (old.value(word), new.value(word)))
    if was == now:
        return
    at = new.place(word) if word in new.words else old.place(word)
    rate(c, way, relation, at, f"`{word}` of the {new.at.name} {happened(was, now)}.", OUTSIDE, LIMITS)


def compare_enumerations(c: Comparison, old: Shape, new: Shape, way: Way) -> None:
    """Compare the values that are listed; `const` lists one."""
    before, after = listed(old), listed(new)
    if old.is_nullable() != new.is_nullable():
        # That the value may be null has been said.
        before, after = (
            found and {key: each for key, each in found.items() if each is not None} for found in (before, after)
        )
    if before == after and list(before or ()) == list(after or ()):
        return
    at = next((each.place(word) for each in (new, old) for word in ("enum", "const") if word in each.words), new.at)
    lost = [] if before is None or after is None else [value for key, value in before.items() if key not in after]
    gained = [] if before is None or after is None else [value for key, value in after.items() if key not in before]
    if before is None or after is None:
        what = f"The values of the {new.at.name} are {'now' if before is None else 'no longer'} listed."
    elif lost or gained:
        parts = [f"{verb} {several(found)}" for verb, found in (("lost", lost), ("gained", gained)) if found]
        what = f"The enumeration of the {new.at.name} {' and '.join(parts)}."
    else:
        what = f"The order of the enumeration of the {new.at.name} was changed."
    is_less, is_more = bool(lost) or before is None, bool(gained) or after is None
    if way == "sent" and is_less:
        c.report(Level.major, at, what, REFUSED)
    elif way == "received" and is_more:
        c.report(Level.minor, at, what, f"{NEVER} {DISTINGUISHED}" if is_less else DISTINGUISHED)
    elif way == "sent" and is_more:
        c.report(Level.minor, at, what, NOBODY)
    else:
        c.report(Level.patch, at, what, NEVER if is_less else UNKNOWN)


def listed(found: Shape) -> dict[str, Any] | None:
    """The values that are listed, by their text."""
    values = [found.value("const")] if "const" in found.words else found.value("enum")
    return None if values is None else {plain(each): each for each in values}


def several(values: list[Any]) -> str:
    rest = f" and {len(values) - MANY} more" if len(values) > MANY else ""
    return ", ".join(map(shown, values[:MANY])) + rest
