"""What a schema says, with the parts of its `allOf` put together."""

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from scripts.changes.wire.comparison import DOCUMENTATION
from scripts.changes.wire.places import At

# A property may be described by several parts, and each has to be met.
Parts: TypeAlias = tuple[At, ...]

# Of two limits the narrower holds.
GREATER = ("minimum", "minLength", "minItems", "minProperties", "exclusiveMinimum")
LESSER = ("maximum", "maxLength", "maxItems", "maxProperties", "exclusiveMaximum")
# What one part says holds for the whole.
EITHER = ("readOnly", "writeOnly", "deprecated", "uniqueItems")

# What a keyword means if it is absent.
ABSENT = {
    **dict.fromkeys(("nullable", "readOnly", "writeOnly", "deprecated", "uniqueItems"), False),
    **dict.fromkeys(("exclusiveMinimum", "exclusiveMaximum"), False),
    **dict.fromkeys(("minLength", "minItems", "minProperties"), 0),
}


@dataclass
class Shape:
    """The keywords, the properties and the required properties of a schema, each with its place."""

    at: At
    single: Set[str] = frozenset()
    words: dict[str, At] = field(default_factory=dict)
    properties: dict[str, Parts] = field(default_factory=dict)
    required: dict[str, At] = field(default_factory=dict)
    # The parts that are written in place, of which the documentation is not that of the whole.
    parts: list[At] = field(default_factory=list)
    reached: list[At] = field(default_factory=list)

    def value(self, word: str) -> Any:
        """The value of a keyword; None if it means nothing."""
        value = self.words[word].value if word in self.words else None
        return None if word in ABSENT and value == ABSENT[word] else value

    def place(self, word: str) -> At:
        """Where a keyword stands; the schema itself if it is absent."""
        return self.words.get(word, self.at)

    def types(self) -> set[str] | None:
        """The types of a value; None for any."""
        kind = self.value("type")
        found = {kind} if isinstance(kind, str) else set(kind or ())
        return found - {"null"} or None

    def is_nullable(self) -> bool:
        return self.value("nullable") is True or "null" in (self.value("type") or ())


def shapes(old: Parts, new: Parts) -> tuple[Shape, Shape]:
    """What two schemas say. One alternative is as good as none, if the other schema has none."""
    found = shape(old), shape(new)
    single: tuple[set[str], set[str]] = (set(), set())
    for word in ("oneOf", "anyOf"):
        for words, one, other in ((single[0], *found), (single[1], *found[::-1])):
            if len(one.value(word) or ()) == 1 and word not in other.words:
                words.add(word)
    return shape(old, single[0]) if single[0] else found[0], shape(new, single[1]) if single[1] else found[1]


def shape(parts: Parts, single: Set[str] = frozenset()) -> Shape:
    """What the parts of a schema say together; of the last, the documentation counts.

    The keywords in `single` have one alternative, which is a part, too.
    """
    found = Shape(parts[-1].resolved(), single)
    for part in parts:
        collect(part, found, is_whole=True)
    return found


def collect(at: At, found: Shape, *, is_whole: bool) -> None:
    """Add what a schema says to what is found; its documentation only if it is the whole."""
    if not isinstance(at.value, dict):
        return
    if isinstance(at.value.get("$ref"), str):
        target = at.resolved()
        if any(target.steps == each.steps for each in found.reached):
            return
        found.reached.append(target)
        siblings = at.value.keys() - {"$ref"} if str(at.document.get("openapi")).startswith("3.1") else ()
        collect(target, found, is_whole=is_whole and not DOCUMENTATION.intersection(siblings))
        if siblings:
            add(at, found, is_whole=is_whole)
        return
    inner = [part for word in ("allOf", *found.single) for part in at.entries(word)]
    for part in inner:
        is_alone = len(inner) == 1 and not DOCUMENTATION.intersection(at.value) and "properties" not in at.value
        if "$ref" not in (part.value if isinstance(part.value, dict) else ()):
            found.parts.append(part)
        collect(part, found, is_whole=is_whole and is_alone)
    add(at, found, is_whole=is_whole)


def add(at: At, found: Shape, *, is_whole: bool) -> None:
    """Add the keywords of a schema to those of its parts."""
    for word, value in at.value.items():
        here, known = At(at.document, value, (*at.steps, word)), found.words.get(word)
        if word in ("$ref", "allOf", *found.single) or (word in DOCUMENTATION and not is_whole):
            continue
        if word == "properties" and isinstance(value, dict):
            for name, each in at.plain_items("properties").items():
                others = [other for other in found.properties.get(name, ()) if other.value != each.value]
                found.properties[name] = (*others, each)
        elif word == "required" and isinstance(value, list):
            found.required |= {name: here for name in value if name not in found.required}
        elif not known or overrules(word, value, known.value):
            found.words[word] = here


def overrules(word: str, value: Any, known: Any) -> bool:
    """Whether the value of a keyword holds beside the one of an earlier part."""
    if word in GREATER and not isinstance(value, bool):
        return bool(value > known)
    if word in LESSER and not isinstance(value, bool):
        return bool(value < known)
    if word in EITHER:
        return bool(value)
    if word == "enum":
        return len(value) < len(known)
    return word != "additionalProperties" or known is not False
