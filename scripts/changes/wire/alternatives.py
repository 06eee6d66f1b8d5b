"""Compare the alternatives of two schemas, and what tells them apart."""

from scripts.changes.change import Level
from scripts.changes.wire.comparison import DOCUMENTATION, Comparison, happened
from scripts.changes.wire.effects import ANOTHER_FORM, UNKNOWN
from scripts.changes.wire.places import ABSENT, At, Way, is_equal, pairs
from scripts.changes.wire.remarks import holder
from scripts.changes.wire.shapes import Shape, alternatives
from scripts.changes.wire.values import Relation, compare_null, rate

ALTERNATIVES = {"oneOf", "anyOf", "discriminator"}


def is_choice(found: Shape) -> bool:
    """Whether a schema has nothing but alternatives that allows or forbids a value."""
    rest = {word for word in found.words if word not in DOCUMENTATION and not word.startswith("x-")}
    has_others = found.properties or found.required or rest - {"oneOf", "anyOf", "discriminator", "nullable"}
    return len(found.parts) == len(found.groups()) == 1 and not has_others


def is_plain(found: Shape) -> bool:
    """Whether a schema could be one of the alternatives of another."""
    return len(found.parts) == 1 and not found.groups() and found.types() is not None


def compare_choice(c: Comparison, old: Shape, new: Shape, way: Way) -> bool:
    """Compare alternatives with a schema that is as good as the only one, and return whether they are."""
    if not (is_choice(old) and is_plain(new)) and not (is_plain(old) and is_choice(new)):
        return False
    before, after = (alternatives(each.groups()[0]) if is_choice(each) else list(each.parts) for each in (old, new))
    compare_alternatives(c, before, after, way)
    if old.is_nullable() != new.is_nullable():
        compare_null(c, old, new, way)
    return True


def compare_groups(c: Comparison, old: Shape, new: Shape, way: Way) -> None:
    """Compare the lists of alternatives of two schemas."""
    for one, other in pairs(list(old.groups()), list(new.groups()), is_equal, has_same_keyword):
        if one and other and not has_same_keyword(one, other):
            words = [at.steps[-1] for at in (other, one)]
            what = f"The alternatives of the {new.at.name} stand in `{words[0]}`, and no longer in `{words[1]}`."
            c.report(Level.patch, other, what, UNKNOWN)
        compare_alternatives(c, alternatives(one) if one else [], alternatives(other) if other else [], way)


def compare_alternatives(c: Comparison, before: list[At], after: list[At], way: Way) -> None:
    """Compare alternatives: by what they refer to, if they are equal, by their types, or else by their order."""
    for one, other in pairs(before, after, has_same_reference, is_equal, has_same_type):
        if one and other:
            c.schemas((one,), (other,), way)
        elif other and before and way == "sent":
            c.added(other)
        elif other:
            # A list of alternatives that is new forbids all others.
            relation: Relation = "wider" if before else "narrower"
            rate(c, way, relation, other, f"The {other.name} was added.", ANOTHER_FORM)
        elif one:
            relation = "narrower" if after else "wider"
            rate(c, way, relation, one, f"The {one.name} was removed.", ANOTHER_FORM)


def has_same_keyword(one: At, other: At) -> bool:
    return one.steps[-1] == other.steps[-1]


def has_same_reference(one: At, other: At) -> bool:
    return one.is_reference() and one.get("$ref") == other.get("$ref")


def has_same_type(one: At, other: At) -> bool:
    kinds = [at.resolved().get("type") for at in (one, other)]
    return kinds[0] is not None and kinds[0] == kinds[1]


def compare_discriminators(c: Comparison, old: Shape, new: Shape) -> None:
    """Compare what tells the alternatives of a schema apart."""
    before, after = (holder(each, "discriminator") for each in (old, new))
    before, after = (each.part("discriminator") for each in (before, after))
    if before.get("propertyName") != after.get("propertyName"):
        is_other = "propertyName" in before.value and "propertyName" in after.value
        c.became(Level.major if is_other else Level.minor, before, after, "propertyName", ANOTHER_FORM)
    known, names = (mapping(each) for each in (before, after))
    for name in {**known, **names}:
        if known.get(name) != names.get(name):
            steps = (*(after if name in names else before).steps, "mapping", name)
            happening = happened(known.get(name, ABSENT), names.get(name, ABSENT))
            c.report(Level.minor, steps, f"The value `{name}` of the discriminator {happening}.", ANOTHER_FORM)
    c.rest(before, after, "propertyName", "mapping")


def mapping(discriminator: At) -> dict[str, str]:
    """The schemas by the values of a discriminator; a reference to a component stands for its name."""
    found = discriminator.get("mapping") or {}
    return {
        name: each if "/" in each or "." in each else f"#/components/schemas/{each}" for name, each in found.items()
    }
