"""Compare two schemas: what a caller may send, or has to expect."""

from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any, Literal, TypeAlias

from scripts.changes.change import NOBODY, Level
from scripts.changes.wire.comparison import DOCUMENTATION, READERS, UNKNOWN, UNUSED, Comparison, happened
from scripts.changes.wire.places import At, Way
from scripts.changes.wire.shapes import GREATER, Parts, Shape, shapes
from scripts.contract import marks

# How the values that a schema allows compare with those that it allowed.
Relation: TypeAlias = Literal["narrower", "wider", "other"]

MISSING = "Callers that read it: it is missing."
IGNORED = "Callers that send it: it is ignored or refused."
ANOTHER_TYPE = "Callers that send or read the value: its type differs."
ANOTHER_FORM = "Callers that send or read the value: its form differs."
DISTINGUISHED = "Code that distinguishes all values, such as a `match`, gets a new one. The client reads it."
NEVER = "Code that expects the value: it no longer comes."
REFUSED = "Requests with the value are refused."
OUTSIDE = "Requests outside of the new limits are refused."
LIMITS = "Callers that rely on the limits, such as a column width."
OMITTED = "Requests without it are refused."
RELIED = "Callers that rely on the value."
NULL = "Callers that rely on a value. The client gives None, as for a missing value."
NO_NULL = "Requests with null are refused."
DEFAULT = "Callers that omit it: the server may use another value."
REPLACE = "Callers that use it should replace it."
EXPOSED = "Callers that protect the value as personal data: it tells less of a person than they were told."
PROTECTED = "Callers that use the value: it tells more of a person than they were told."

BOUNDS = (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum"))
LENGTHS = ("minLength", "minItems", "minProperties", "maxLength", "maxItems", "maxProperties")
# Keywords of which nobody can tell whether another value allows more.
OPAQUE = ("pattern", "multipleOf", "contentEncoding", "contentMediaType")
WIDER_FORMATS = {("int32", "int64"), ("float", "double"), ("date", "date-time")}
SINGLE = ("contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties", "contentSchema")
NAMED = ("patternProperties", "dependentSchemas")
LOGIC = ("not", "if", "then", "else", "dependentRequired", "dependencies", "minContains", "maxContains")
HANDLED = {
    *("type", "nullable", "enum", "const", "format", "uniqueItems", "properties", "required", "additionalProperties"),
    *(
        "items",
        "oneOf",
        "anyOf",
        "discriminator",
        "default",
        "deprecated",
        "readOnly",
        "writeOnly",
        "x-pii",
        "example",
        "prefixItems",
    ),
    *("examples", *OPAQUE, *LENGTHS, *(word for pair in BOUNDS for word in pair), *SINGLE, *NAMED, *LOGIC),
}


def compare_schemas(c: Comparison, old: Parts, new: Parts, way: Way) -> None:
    """Compare two schemas, each given by its parts."""
    keys = [tuple((part.steps, part.resolved().steps) for part in parts) for parts in (old, new)]
    if not c.is_new("schema", *keys, way):
        return
    before, after = shapes(old, new)
    for each in (*before.reached, *after.reached):
        c.compared.add(("component", each.steps))
    if compare_types(c, before, after, way):
        compare_values(c, before, after, way)
        compare_objects(c, before, after, way)
        compare_alternatives(c, before, after, way)
    compare_remarks(c, before, after, way)


def narrowed(c: Comparison, way: Way, relation: Relation, at: At, what: str, sent: str, received: str) -> None:
    """Report other values of a schema: who sends what is no longer allowed, or receives what was not, is affected."""
    if way == "unused":
        c.report(Level.patch, at, what, UNUSED)
    elif (way == "sent") == (relation != "wider") or relation == "other":
        c.report(Level.major, at, what, sent if way == "sent" else received)
    else:
        c.report(Level.patch, at, what, UNKNOWN)


def compare_types(c: Comparison, old: Shape, new: Shape, way: Way) -> bool:
    """Compare the types, and return whether the values have anything in common."""
    before, after = old.types(), new.types()
    is_narrower, is_wider = not includes(after, before), not includes(before, after)
    at = new.place("type") if after else old.place("type")
    if is_narrower or is_wider:
        relation: Relation = "other" if is_narrower and is_wider else "narrower" if is_narrower else "wider"
        what = f"The type of the {new.at.name} was {words(before)}, and is {words(after)}."
        narrowed(c, way, relation, at, what, ANOTHER_TYPE, ANOTHER_TYPE)
    if old.is_nullable() != new.is_nullable():
        is_null = new.is_nullable()
        sides = (new, old) if is_null else (old, new)
        at = next((each.words[word] for each in sides for word in ("nullable", "type") if word in each.words), new.at)
        what = f"The {new.at.name} {'may' if is_null else 'can no longer'} be null."
        is_property = len(new.at.steps) < 2 or "parameters" not in new.at.steps
        if way == "received" and is_null:
            c.report(Level.minor, at, what, NULL, notable=True)
        elif way == "sent" and not is_null:
            c.report(Level.major, at, what, NO_NULL)
        elif way == "sent" and is_property:
            c.report(Level.minor, at, what, NOBODY)
        else:
            c.report(Level.patch, at, what, UNKNOWN)
    return not (is_narrower and is_wider and not (before or set()) & (after or set()))


def includes(types: set[str] | None, others: set[str] | None) -> bool:
    """Whether a value of the other types has one of the types."""
    if types is None or others is None:
        return types is None
    return all(each in types or (each == "integer" and "number" in types) for each in others)


def words(types: set[str] | None) -> str:
    return " or ".join(f"`{each}`" for each in sorted(types)) if types else "any"


def compare_values(c: Comparison, old: Shape, new: Shape, way: Way) -> None:
    """Compare enumerations, limits and formats."""
    compare_enumerations(c, old, new, way)
    for word, exclusive in BOUNDS:
        named = word if old.value(word) != new.value(word) else exclusive
        compare_limit(c, old, new, way, named, bound(old, word, exclusive), bound(new, word, exclusive))
    for word in LENGTHS:
        compare_limit(c, old, new, way, word, old.value(word), new.value(word))
    for word in (*OPAQUE, "format", "uniqueItems"):
        was, now = old.value(word), new.value(word)
        if was != now:
            relation: Relation = "narrower" if was is None else "wider" if now is None else "other"
            if (was, now) in WIDER_FORMATS or (now, was) in WIDER_FORMATS:
                relation = "wider" if (was, now) in WIDER_FORMATS else "narrower"
            limited(c, old, new, way, word, relation, was, now)


def bound(found: Shape, word: str, exclusive: str) -> tuple[float, bool] | None:
    """A limit of a number, and whether the limit itself is outside."""
    limit, outside = found.value(word), found.value(exclusive)
    if isinstance(outside, int | float) and not isinstance(outside, bool):
        return (outside, True) if limit is None else (limit, False)
    return None if limit is None else (limit, outside is True)


def compare_limit(c: Comparison, old: Shape, new: Shape, way: Way, word: str, was: Any, now: Any) -> None:
    """Compare a limit of a number or a length."""
    if was == now:
        return
    if was is None or now is None:
        relation: Relation = "narrower" if was is None else "wider"
    else:
        is_greater = now > was
        relation = "narrower" if is_greater == (word in GREATER) else "wider"
        if isinstance(was, tuple) and was[0] == now[0]:
            relation = "narrower" if now[1] else "wider"
    limited(c, old, new, way, word, relation, old.value(word), new.value(word))


def limited(c: Comparison, old: Shape, new: Shape, way: Way, word: str, relation: Relation, was: Any, now: Any) -> None:
    at = new.place(word) if word in new.words else old.place(word)
    limit = {None: "none"}
    what = f"`{word}` of the {new.at.name} was {limit.get(was, repr(was))}, and is {limit.get(now, repr(now))}."
    narrowed(c, way, relation, at, what, OUTSIDE, LIMITS)


def compare_enumerations(c: Comparison, old: Shape, new: Shape, way: Way) -> None:
    """Compare the values that are listed; `const` lists one."""
    before, after = listed(old), listed(new)
    if before == after:
        return
    at = next((each.words[word] for each in (new, old) for word in ("enum", "const") if word in each.words), new.at)
    lost = None if after is None else [each for each in before or [] if each not in after]
    gained = None if before is None else [each for each in after or [] if each not in before]
    if before is None or after is None:
        what = f"The {new.at.name} {'has a list of its values' if before is None else 'no longer lists its values'}."
    elif lost or gained:
        parts = [
            f"{verb} {', '.join(map(repr, found))}" for verb, found in (("lost", lost), ("gained", gained)) if found
        ]
        what = f"The enumeration of the {new.at.name} {' and '.join(parts)}."
    else:
        what = f"The order of the enumeration of the {new.at.name} was changed."
    is_less, is_more = bool(lost) or before is None, bool(gained) or after is None
    if way == "sent" and is_less:
        c.report(Level.major, at, what, REFUSED)
    elif way == "received" and is_more:
        affects = f"{NEVER} {DISTINGUISHED}" if is_less else DISTINGUISHED
        c.report(Level.minor, at, what, affects, notable=True)
    elif way == "sent" and is_more:
        c.report(Level.minor, at, what, NOBODY)
    else:
        c.report(Level.patch, at, what, NEVER if is_less else UNKNOWN)


def listed(found: Shape) -> list[Any] | None:
    return [found.value("const")] if "const" in found.words else found.value("enum")


def compare_objects(c: Comparison, old: Shape, new: Shape, way: Way) -> None:
    """Compare the properties of an object, and the items of an array."""
    for name in {**old.properties, **new.properties}:
        if name not in new.properties:
            at = old.properties[name][-1]
            affects = {"sent": IGNORED, "received": MISSING, "unused": UNUSED}[way]
            c.removed(Level.patch if way == "unused" else Level.major, at, affects)
        elif name not in old.properties:
            c.added(Level.patch if way == "unused" else Level.minor, new.properties[name][-1])
        else:
            compare_schemas(c, old.properties[name], new.properties[name], way)
    compare_required(c, old, new, way)
    for word in ("additionalProperties", "items", *SINGLE):
        compare_inner(c, old, new, way, word)
    for one, other in zip(alternatives(old, "prefixItems"), alternatives(new, "prefixItems"), strict=False):
        compare_schemas(c, (one,), (other,), way)
    for word in NAMED:
        before, after = (each.at.plain_items(word) for each in (old, new))
        for name in before.keys() & after.keys():
            compare_schemas(c, (before[name],), (after[name],), way)
        for name in before.keys() ^ after.keys():
            relation: Relation = "narrower" if name in after else "wider"
            at = after.get(name) or before[name]
            narrowed(
                c,
                way,
                relation,
                at,
                f"The {at.name} was {'added' if name in after else 'removed'}.",
                ANOTHER_FORM,
                ANOTHER_FORM,
            )


def compare_required(c: Comparison, old: Shape, new: Shape, way: Way) -> None:
    """Compare which properties are always there, of those that are in both schemas or new."""
    for name in {**old.required, **new.required}:
        if (name in old.required) == (name in new.required):
            continue
        if name in old.required:
            if name in new.properties or name not in old.properties:
                at = next(iter(new.required.values()), old.required[name])
                level, affects = {
                    "sent": (Level.minor, NOBODY),
                    "received": (Level.major, RELIED),
                    "unused": (Level.patch, UNUSED),
                }[way]
                c.report(level, at, f"`{name}` is no longer required.", affects)
        else:
            level, affects = {
                "sent": (Level.major, OMITTED),
                "received": (Level.patch, UNKNOWN),
                "unused": (Level.patch, UNUSED),
            }[way]
            c.report(level, new.required[name], f"`{name}` is required.", affects)


def compare_inner(c: Comparison, old: Shape, new: Shape, way: Way, word: str) -> None:
    """Compare what a schema says of the values within its values; anything is allowed if it says nothing."""
    before, after = old.value(word), new.value(word)
    free: tuple[Any, ...] = (None, True, {})
    if before == after and not isinstance(before, dict):
        return
    if isinstance(before, dict) and isinstance(after, dict) and before and after:
        compare_schemas(c, (old.words[word],), (new.words[word],), way)
    elif not (before in free and after in free):
        at = new.place(word) if word in new.words else old.place(word)
        relation: Relation = "narrower" if after is False or before in free else "wider"
        if before is False:
            c.report(Level.minor, at, f"The {new.at.name} may have other properties.", NOBODY)
        else:
            happening = "set" if before in free else "removed" if after in free else "changed"
            what = f"`{word}` of the {new.at.name} was {happening}."
            narrowed(c, way, relation, at, what, ANOTHER_FORM, ANOTHER_FORM)


def compare_alternatives(c: Comparison, old: Shape, new: Shape, way: Way) -> None:
    """Compare the alternatives of a schema: by what they refer to, or else by their order."""
    for word in ("oneOf", "anyOf"):
        before, after = (alternatives(each, word) for each in (old, new))
        for one, other in pairs(before, after):
            if one and other:
                compare_schemas(c, (one,), (other,), way)
                continue
            at = other or one or new.at
            what = f"The {at.name} was {'added' if other else 'removed'}."
            if not before or not after:
                narrowed(c, way, "other", at, what, ANOTHER_FORM, ANOTHER_FORM)
            elif way == "sent" and other:
                c.report(Level.minor, at, what, NOBODY, kind="added")
            else:
                narrowed(c, way, "wider" if other else "narrower", at, what, ANOTHER_FORM, ANOTHER_FORM)
    compare_discriminators(c, holder(old, "discriminator"), holder(new, "discriminator"))
    lengths = [len(alternatives(each, "prefixItems")) for each in (old, new)]
    for each in (*LOGIC, *(("prefixItems",) if lengths[0] != lengths[1] else ())):
        if old.value(each) != new.value(each):
            at = new.place(each) if each in new.words else old.place(each)
            narrowed(c, way, "other", at, f"`{each}` of the {new.at.name} was changed.", ANOTHER_FORM, ANOTHER_FORM)


def alternatives(found: Shape, word: str) -> list[At]:
    """The schemas in a list."""
    value = found.words.get(word)
    return value.members() if value else []


def pairs(old: list[At], new: list[At]) -> Iterator[tuple[At | None, At | None]]:
    """The alternatives that belong together: with the same reference, equal, or in the same place among the others."""
    for is_same in (has_same_reference, is_equal):
        for one in list(old):
            if other := next((each for each in new if is_same(one, each)), None):
                yield one, other
                old, new = [each for each in old if each is not one], [each for each in new if each is not other]
    yield from zip_longest(old, new)


def has_same_reference(one: At, other: At) -> bool:
    return bool(one.get("$ref")) and one.get("$ref") == other.get("$ref")


def is_equal(one: At, other: At) -> bool:
    return bool(one.resolved().value == other.resolved().value)


def compare_discriminators(c: Comparison, old: At, new: At) -> None:
    """Compare what tells the alternatives of a schema apart."""
    before, after = (each.child("discriminator") or each for each in (old, new))
    if before.get("propertyName") != after.get("propertyName"):
        is_other = "propertyName" in before.value and "propertyName" in after.value
        c.became(Level.major if is_other else Level.minor, before, after, "propertyName", ANOTHER_FORM)
    known, names = (mapping(each) for each in (before, after))
    for name in {**known, **names}:
        if known.get(name) != names.get(name):
            steps = (*(after if name in names else before).steps, "mapping", name)
            what = f"The discriminator's value `{name}` {happened(known.get(name), names.get(name))}."
            c.report(Level.minor, steps, what, ANOTHER_FORM)


def mapping(discriminator: At) -> dict[str, str]:
    """The schemas by the values of a discriminator; a reference to a component stands for its name."""
    found = discriminator.get("mapping") or {}
    return {
        name: each if "/" in each or "." in each else f"#/components/schemas/{each}" for name, each in found.items()
    }


def compare_remarks(c: Comparison, old: Shape, new: Shape, way: Way) -> None:
    """Compare what a schema says that allows or forbids no value."""
    flags: dict[str, Callable[[bool], tuple[Level, str]]] = {
        "deprecated": lambda is_set: (Level.minor, REPLACE) if is_set else (Level.patch, NOBODY),
        "readOnly": lambda is_set: (Level.major, IGNORED) if is_set and way == "sent" else (Level.minor, NOBODY),
        "writeOnly": lambda is_set: (Level.major, MISSING) if is_set and way == "received" else (Level.minor, NOBODY),
    }
    relevant = {"deprecated": way, "readOnly": "sent", "writeOnly": "received"}
    for word, rated in flags.items():
        if bool(old.value(word)) != bool(new.value(word)):
            is_set = bool(new.value(word))
            level, affects = rated(is_set) if relevant[word] == way else (Level.patch, UNKNOWN)
            at = new.place(word) if word in new.words else old.place(word)
            what = f"The {new.at.name} is {'' if is_set else 'no longer '}{PHRASES[word]}."
            c.report(level, at, what, affects, kind="deprecated" if word == "deprecated" and is_set else "changed")
    if old.value("default") != new.value("default"):
        at = new.place("default") if "default" in new.words else old.place("default")
        c.report(Level.minor, at, f"`default` of the {new.at.name} was changed.", DEFAULT)
    if "x-pii" in old.words or "x-pii" in new.words:
        compare_personal_data(c, old, new)
    for word in ("example", "examples"):
        c.examples(holder(old, word), holder(new, word), way)
    for word in {**old.words, **new.words}:
        if word not in HANDLED:
            c.rest(holder(old, word), holder(new, word), set())
    if len(old.parts) == len(new.parts):
        for one, other in zip(old.parts, new.parts, strict=True):
            c.documents(one, other, *DOCUMENTATION)


def holder(found: Shape, word: str) -> At:
    """The schema or the part that has a keyword, with nothing but the keyword."""
    if word not in found.words:
        return At(found.at.document, {}, found.at.steps)
    at = found.words[word]
    return At(at.document, {word: at.value}, at.steps[:-1])


PHRASES = {"deprecated": "deprecated", "readOnly": "only read", "writeOnly": "only written"}


def compare_personal_data(c: Comparison, old: Shape, new: Shape) -> None:
    """Compare what a value says of a person."""
    was, now = old.value("x-pii"), new.value("x-pii")
    if was != now:
        at = new.place("x-pii") if "x-pii" in new.words else old.place("x-pii")
        before, after = (marks.LEVELS.index(marks.level(each)) for each in (was, now))
        affects = EXPOSED if after < before else PROTECTED if after > before else READERS
        what = f"`x-pii` of the {new.at.name} {happened(was, now)}."
        is_less = after < before
        c.report(Level.minor if is_less else Level.patch, at, what, affects, notable=is_less)
