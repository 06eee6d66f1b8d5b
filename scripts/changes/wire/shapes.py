"""What a schema says, with the parts of its `allOf` put together."""

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Any

from scripts.changes.wire.comparison import DOCUMENTATION
from scripts.changes.wire.places import At, Parts, plain, same
from scripts.common.json_pointer import Steps

# Of two limits the narrower holds.
GREATER = ("minimum", "minLength", "minItems", "minProperties", "exclusiveMinimum")
LESSER = ("maximum", "maxLength", "maxItems", "maxProperties", "exclusiveMaximum")
# What one part says holds for the whole.
EITHER = ("readOnly", "writeOnly", "deprecated", "uniqueItems", "nullable")
# Of these only one value can count, that of the last part.
LAST = ("default", "discriminator", "x-pii")

# What a keyword means if it is absent.
IMPLIED = {
    **dict.fromkeys((*EITHER, "exclusiveMinimum", "exclusiveMaximum"), False),
    **dict.fromkeys(("minLength", "minItems", "minProperties"), 0),
}


@dataclass
class Shape:
    """The keywords, the properties and the required properties of a schema, each with its places."""

    parts: Parts
    at: At
    # `oneOf` and `anyOf`, if their only alternative is a part.
    single: Set[str] = frozenset()
    words: dict[str, Parts] = field(default_factory=dict)
    properties: dict[str, Parts] = field(default_factory=dict)
    required: dict[str, At] = field(default_factory=dict)
    # The parts that are written in place and have documentation, which is not that of the whole.
    inline: list[At] = field(default_factory=list)
    # The properties of each part that restricts all others.
    restricting: list[Set[str]] = field(default_factory=list)

    def value(self, word: str) -> Any:
        """The value of a keyword, or all values if each holds; None if it means nothing."""
        places = self.words.get(word, ())
        values = [at.value for at in places]
        if not values:
            return None
        found = values[-1]
        if len(values) == 1 or word in LAST:
            pass
        elif word in (*GREATER, *LESSER, *EITHER):
            found = min(values) if word in LESSER and not isinstance(found, bool) else max(values)
        elif word == "enum":
            common = set.intersection(*(set(map(plain, value)) for value in values))
            found = [each for each in found if plain(each) in common]
        else:
            found = sorted(values, key=plain)
        return None if word in IMPLIED and same(found, IMPLIED[word]) else found

    def place(self, word: str) -> At:
        """Where the value of a keyword stands; the schema itself if it is absent."""
        places = self.words.get(word, (self.at,))
        if len(places) == 1:
            return places[0]
        return next((at for at in places if same(at.value, self.value(word))), places[-1])

    def types(self) -> set[str] | None:
        """The types of a value, which all parts allow; None for any."""
        found: set[str] | None = None
        for at in self.words.get("type", ()):
            types = {at.value} if isinstance(at.value, str) else set(at.value)
            found = types if found is None else common_types(found, types)
        return found

    def is_nullable(self) -> bool:
        return self.value("nullable") is True or "null" in (self.types() or ())

    def restricts(self, name: str) -> bool:
        """Whether a part restricts a property of another part."""
        return any(name not in own for own in self.restricting)

    def groups(self) -> Parts:
        """The lists of alternatives, of which each has to be met."""
        return tuple(at for word in ("oneOf", "anyOf") for at in self.words.get(word, ()))


def common_types(one: set[str], other: set[str]) -> set[str]:
    found = one & other
    if "number" in one ^ other and "integer" in one ^ other:
        found = found | {"integer"}
    return found


def alternatives(group: At) -> list[At]:
    """The members of a list of alternatives but for null, which only lets the value be null."""
    return [at for at in group.members() if not is_null(at)]


def is_null(at: At) -> bool:
    return at.get("type") in ("null", ["null"])


def shapes(old: Parts, new: Parts) -> tuple[Shape, Shape]:
    """What two schemas say. One alternative is as good as none, if the other schema has none."""
    one, other = shape(old), shape(new)
    singles = only_alternatives(one, other), only_alternatives(other, one)
    return shape(old, singles[0]) if singles[0] else one, shape(new, singles[1]) if singles[1] else other


def only_alternatives(found: Shape, other: Shape) -> set[str]:
    lists = {str(at.steps[-1]) for at in found.groups()} if not other.groups() else set()
    return {word for word in lists if all(len(alternatives(at)) == 1 for at in found.words[word])}


def shape(parts: Parts, single: Set[str] = frozenset()) -> Shape:
    """What the parts of a schema say together; of the last, the documentation counts."""
    found = Shape(parts, parts[-1].resolved(), single)
    reached: set[Steps] = set()
    for part in parts:
        collect(part, found, reached)
    return found


def collect(part: At, found: Shape, reached: set[Steps]) -> None:
    """Add what a schema says to what is found, after its parts; its documentation only if it is the whole."""
    # A place, whether it is the whole, and whether its parts are done.
    waiting = [(part, True, False)]
    while waiting:
        at, is_whole, is_done = waiting.pop()
        if at.value is False:
            found.words["type"] = (*found.words.get("type", ()), At(at.document, [], at.steps))
        elif not isinstance(at.value, dict):
            continue
        elif is_done:
            add(at, found, is_whole=is_whole)
        elif at.is_reference():
            target, siblings = at.target(), at.siblings()
            if siblings:
                waiting.append((at, is_whole, True))
            if target.steps not in reached:
                reached.add(target.steps)
                waiting.append((target, is_whole and not DOCUMENTATION.intersection(siblings), False))
        else:
            inner = [each for word in ("allOf", *found.single) for each in at.entries(word)]
            inner = [each for each in inner if each.steps[-2] == "allOf" or not is_null(each)]
            is_alone = len(inner) == 1 and not DOCUMENTATION.intersection(at.value) and "properties" not in at.value
            if not (is_whole and is_alone):
                found.inline += [each for each in inner if not each.is_reference() and is_documented(each)]
            waiting.append((at, is_whole, True))
            waiting += [(each, is_whole and is_alone, False) for each in reversed(inner)]


def is_documented(at: At) -> bool:
    return isinstance(at.value, dict) and not DOCUMENTATION.isdisjoint(at.value)


def add(at: At, found: Shape, *, is_whole: bool) -> None:
    """Add the keywords of a schema to those of its parts."""
    for word, value in at.value.items():
        here = At(at.document, value, (*at.steps, word))
        if word in ("$ref", "allOf") or (word in DOCUMENTATION and not is_whole):
            continue
        if word in ("oneOf", "anyOf"):
            nulls = [each for each in here.members() if is_null(each)]
            if nulls:
                found.words["nullable"] = (*found.words.get("nullable", ()), At(at.document, True, nulls[0].steps))
            if word in found.single or not alternatives(here):
                continue
        if word == "properties" and isinstance(value, dict):
            for name, each in at.items("properties").items():
                others = [other for other in found.properties.get(name, ()) if other.value != each.value]
                found.properties[name] = (*others, each)
        elif word == "required" and isinstance(value, list):
            found.required |= {name: here for name in value if name not in found.required}
        else:
            known = found.words.get(word, ())
            others = [other for other in known if word not in DOCUMENTATION and not same(other.value, value)]
            found.words[word] = (*others, here)
        if word == "additionalProperties" and value not in (True, {}) and "patternProperties" not in at.value:
            found.restricting.append(at.get("properties", {}).keys())
