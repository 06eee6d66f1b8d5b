"""Places in a document, with their references followed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from scripts.common.json_pointer import Steps, follow, reference_steps
from scripts.contract.openapi import METHODS, has_names, is_data

# Whether a caller sends a value or receives it; a component that no operation uses is neither.
Way: TypeAlias = Literal["sent", "received", "unused"]

# What the parts of a document are called in a message.
NOUNS = {
    "paths": "path",
    "webhooks": "webhook",
    "schemas": "schema",
    "properties": "property",
    "responses": "response",
    "headers": "header",
    "examples": "example",
    "parameters": "parameter",
    "requestBody": "request body",
    "requestBodies": "request body",
    "securitySchemes": "security scheme",
    "servers": "server",
    "tags": "tag",
    "content": "media type",
    "security": "security requirement",
    "scopes": "scope",
    "flows": "flow",
    "variables": "variable",
    "encoding": "encoding",
    "callbacks": "callback",
    "links": "link",
    "oneOf": "alternative",
    "anyOf": "alternative",
    "items": "schema",
    "additionalProperties": "schema",
}


@dataclass(frozen=True, slots=True)
class At:
    """A value in a document, and the steps that lead to it."""

    document: dict[str, Any]
    value: Any
    steps: Steps = ()

    def child(self, key: str) -> "At | None":
        """The value of a key; None if there is none."""
        if not isinstance(self.value, dict) or key not in self.value:
            return None
        return At(self.document, self.value[key], (*self.steps, key))

    def get(self, key: str, default: Any = None) -> Any:
        """The plain value of a key."""
        return self.value.get(key, default) if isinstance(self.value, dict) else default

    def items(self, key: str) -> dict[str, "At"]:
        """The objects below a key by their names, with references followed."""
        return {name: each.resolved() for name, each in self.plain_items(key).items() if isinstance(each.value, dict)}

    def plain_items(self, key: str) -> "dict[str, At]":
        """The objects below a key by their names, as they stand there."""
        holder = self.child(key)
        if not holder or not isinstance(holder.value, dict):
            return {}
        return {str(name): At(self.document, each, (*holder.steps, name)) for name, each in holder.value.items()}

    def entries(self, key: str) -> list["At"]:
        """The items of the list below a key."""
        holder = self.child(key)
        return holder.members() if holder else []

    def members(self) -> list["At"]:
        """The items of the list, or the values of the mapping, at this place."""
        keys = self.value.keys() if isinstance(self.value, dict) else range(len(self.value))
        return [At(self.document, self.value[key], (*self.steps, key)) for key in keys]

    def resolved(self) -> "At":
        """The place itself, or the one that its reference leads to."""
        found = self
        while isinstance(found.value, dict) and isinstance(found.value.get("$ref"), str):
            steps = reference_steps(found.value["$ref"])
            found = At(self.document, follow(self.document, steps), steps)
        return found

    @property
    def name(self) -> str:
        """What the place is called in a message, with its name if it has one."""
        at = self.resolved()
        if at.get("in") and at.get("name") and "parameters" in at.steps:
            return f"{at.value['in']} parameter `{at.value['name']}`"
        if at.get("url") and "servers" in at.steps:
            return f"server `{at.value['url']}`"
        return noun(self.steps)


def noun(steps: Steps) -> str:
    """What the object at a place is called in a message."""
    if not steps:
        return "document"
    last = str(steps[-1])
    if is_data(steps):
        return f"`{last}`"
    if has_names(steps[:-1]) or last.isdigit():
        kind = NOUNS.get(str(steps[-2]), str(steps[-2])) if len(steps) > 1 else "entry"
        return kind if isinstance(steps[-1], int) else f"{kind} `{last}`"
    if last == "schema" and len(steps) > 1:
        return f"schema of the {noun(steps[:-1])}"
    return "operation" if last in METHODS else NOUNS.get(last, last)


def leaves(old: Any, new: Any, steps: Steps = ()) -> Iterator[tuple[Steps, Any, Any, bool]]:
    """Each place in which two plain values differ: both values, and whether the place is in the new one."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            if key not in new:
                yield (*steps, key), old[key], None, False
            elif key not in old:
                yield (*steps, key), None, new[key], True
            else:
                yield from leaves(old[key], new[key], (*steps, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from leaves(one, other, (*steps, index))
    elif old != new or isinstance(old, bool) != isinstance(new, bool):
        yield steps, old, new, True
