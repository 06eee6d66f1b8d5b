"""Places in a document, with their references followed."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Literal, TypeAlias

from scripts.changes.wire.nouns import INNER, LISTED, ordinal, singular
from scripts.common.json_pointer import Steps, follow, reference_steps
from scripts.contract.openapi import METHODS, has_names, is_data

# Whether a caller sends a value or receives it.
Way: TypeAlias = Literal["sent", "received"]

# Stands for a value that is not there; None is the value `null`.
ABSENT: Any = object()


@dataclass(frozen=True, slots=True)
class At:
    """A value in a document, and the steps that lead to it."""

    document: dict[str, Any]
    value: Any
    steps: Steps = ()
    # What stands beside the reference that led here, and counts instead of what stands here.
    beside: "dict[str, At] | None" = None

    def child(self, key: str) -> "At | None":
        """The value of a key; None if there is none."""
        if not isinstance(self.value, dict) or key not in self.value:
            return None
        if self.beside and key in self.beside:
            return self.beside[key]
        return At(self.document, self.value[key], (*self.steps, key))

    def part(self, key: str) -> "At":
        """The mapping below a key; an empty one if there is none."""
        return self.child(key) or At(self.document, {}, (*self.steps, key))

    def get(self, key: str, default: Any = None) -> Any:
        """The plain value of a key."""
        return self.value.get(key, default) if isinstance(self.value, dict) else default

    def items(self, key: str) -> "dict[str, At]":
        """The values below a key by their names."""
        return self.part(key).named()

    def named(self) -> "dict[str, At]":
        """The values of the mapping at this place by their names."""
        return {str(at.steps[-1]): at for at in self.members()} if isinstance(self.value, dict) else {}

    def entries(self, key: str) -> list["At"]:
        """The items of the list below a key."""
        holder = self.child(key)
        return holder.members() if holder else []

    def members(self) -> list["At"]:
        """The items of the list, or the values of the mapping, at this place."""
        keys = self.value.keys() if isinstance(self.value, dict) else range(len(self.value))
        return [At(self.document, self.value[key], (*self.steps, key)) for key in keys]

    def is_reference(self) -> bool:
        return isinstance(self.value, dict) and isinstance(self.value.get("$ref"), str)

    def target(self) -> "At":
        """Where the reference at this place leads to, which may be another reference."""
        steps = reference_steps(self.value["$ref"])
        return At(self.document, follow(self.document, steps), steps)

    def siblings(self) -> "dict[str, At]":
        """What stands beside a reference and counts: anything in OpenAPI 3.1, and what paths have in 3.0."""
        is_path = len(self.steps) == 2 and self.steps[0] == "paths"
        if not is_path and not str(self.document.get("openapi")).startswith("3.1"):
            return {}
        return {key: At(self.document, value, (*self.steps, key)) for key, value in self.value.items() if key != "$ref"}

    def resolved(self) -> "At":
        """The place itself, or the one that its reference leads to."""
        found, beside = self, dict[str, At]()
        while found.is_reference():
            beside = found.siblings() | beside
            found = found.target()
        if not beside or not isinstance(found.value, dict):
            return found
        value = found.value | {key: at.value for key, at in beside.items()}
        return At(found.document, value, found.steps, beside)

    @property
    def key(self) -> tuple[Steps, ...]:
        """By which this is known among the places that references lead to."""
        return (self.steps, *(at.steps for at in (self.beside or {}).values()))

    @property
    def name(self) -> str:
        """What the place is called in a message, with its name if it has one."""
        if not self.steps:
            return "document"
        *_, last = self.steps
        kind = str(self.steps[-2]) if len(self.steps) > 1 else "entry"
        if is_data(self.steps):
            return f"`{last}`"
        if isinstance(last, int):
            return self.listed_name(kind, last)
        if has_names(self.steps[:-1]):
            found = self.resolved()
            if kind == "parameters" and found.get("in"):
                return parameter_name(found)
            return f"{singular(kind)} `{last}`"
        if last in INNER:
            return f"{INNER[last]} of the {self.above(1).name}"
        return "operation" if last in METHODS else "request body" if last == "requestBody" else str(last)

    def listed_name(self, kind: str, index: int) -> str:
        """What the item of a list is called."""
        found = self.resolved()
        if kind == "parameters":
            return parameter_name(found)
        for key in ("url", "name"):
            if kind in ("servers", "tags") and key in found.value:
                return f"{singular(kind)} `{found.value[key]}`"
        if kind not in LISTED:
            return singular(kind)
        called = f"{LISTED[kind]} `{found.steps[-1]}`" if self.is_reference() else f"{ordinal(index)} {LISTED[kind]}"
        return f"{called} of the {self.above(2).name}"

    def above(self, count: int) -> "At":
        """The place that contains this one."""
        steps = self.steps[:-count]
        return At(self.document, follow(self.document, steps), steps)


def parameter_name(parameter: At) -> str:
    return f"{parameter.get('in')} parameter `{parameter.get('name')}`"


def without_extensions(found: dict[str, At]) -> dict[str, At]:
    return {name: at for name, at in found.items() if not name.startswith("x-")}


# A value may be described by several parts, and each has to be met.
Parts: TypeAlias = tuple[At, ...]


def pairs(
    old: list[At], new: list[At], *criteria: Callable[[At, At], bool]
) -> Iterator[tuple[At, At] | tuple[At, None] | tuple[None, At]]:
    """The members of two lists that belong together: by the first criterion that they meet, or else by their order."""
    for is_same in criteria:
        for one in list(old):
            if other := next((each for each in new if is_same(one, each)), None):
                yield one, other
                old, new = [each for each in old if each is not one], [each for each in new if each is not other]
    yield from zip_longest(old, new)


def is_equal(one: At, other: At) -> bool:
    return same(one.resolved().value, other.resolved().value)


def same(one: Any, other: Any) -> bool:
    """Whether two plain values are equal in JSON, where true is not 1."""
    return one == other if isinstance(one, str) else next(leaves(one, other), None) is None


def plain(value: Any) -> str:
    """A plain value as text, by which it can be looked up."""
    return json.dumps(value, sort_keys=True)


def leaves(old: Any, new: Any, steps: Steps = ()) -> Iterator[tuple[Steps, Any, Any]]:
    """Each place in which two plain values differ, with both values."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            yield from leaves(old.get(key, ABSENT), new.get(key, ABSENT), (*steps, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from leaves(one, other, (*steps, index))
    elif old != new or isinstance(old, bool) != isinstance(new, bool):
        yield steps, old, new
