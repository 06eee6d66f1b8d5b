"""A place in which two canonical documents differ, and what is said of it."""

from dataclasses import dataclass
from typing import Any

from scripts.changes.change import Kind, Level
from scripts.changes.differences import MISSING
from scripts.common.json_pointer import Steps
from scripts.contract.openapi import METHODS, has_names, is_data

# Messages do not show values with more characters than this.
LONG = 60

# What the parts of a document are called in a message.
NOUNS = {
    "paths": "path",
    "schemas": "schema",
    "properties": "property",
    "responses": "response",
    "headers": "header",
    "examples": "example",
    "parameters": "parameter",
    "requestBodies": "request body",
    "securitySchemes": "security scheme",
    "servers": "server",
    "tags": "tag",
    "content": "media type",
    "security": "security requirement",
    "scopes": "scope",
    "flows": "flow",
}


@dataclass(frozen=True, kw_only=True)
class Edit:
    """A place that differs between two canonical documents, and what Redocly says of it."""

    old_place: Steps | None
    new_place: Steps | None
    old: Any
    new: Any
    level: Level = Level.patch
    rules: tuple[str, ...] = ()
    message: str = ""

    @property
    def steps(self) -> Steps:
        """The place in the new document; in the old one if it was removed."""
        found = self.old_place if self.new is MISSING or self.new_place is None else self.new_place
        return found or ()

    @property
    def kind(self) -> Kind:
        """What happened. A keyword with a value that comes or goes changes the object that has it."""
        last = self.steps[-1:]
        if last == ("deprecated",):
            return "deprecated" if self.new is True else "changed"
        if last and is_keyword(self.steps) and last[0] not in (*NOUNS, *METHODS):
            return "changed"
        return "added" if self.old is MISSING else "removed" if self.new is MISSING else "changed"


def is_keyword(steps: Steps) -> bool:
    """Whether the last step is a keyword of OpenAPI, not a name or an index."""
    return not has_names(steps[:-1]) and not str(steps[-1]).isdigit()


def noun(steps: Steps) -> str:
    """What an object is called in a message, with its name if it has one."""
    if not steps:
        return "document"
    last = str(steps[-1])
    if not is_keyword(steps):
        kind = NOUNS.get(str(steps[-2]), "entry") if len(steps) > 1 else "entry"
        return kind if last.isdigit() and kind != "response" else f"{kind} `{last}`"
    return (
        "operation"
        if last in METHODS
        else "schema"
        if last in ("items", "additionalProperties")
        else NOUNS.get(last, last)
    )


def described(edit: Edit) -> str:
    """What changed, if Redocly has no words for it."""
    *above, last = edit.steps or ("",)
    if last == "enum" and isinstance(edit.old, list) and isinstance(edit.new, list):
        found = [("lost", not_in(edit.old, edit.new)), ("gained", not_in(edit.new, edit.old))]
        parts = [f"{verb} {', '.join(map(repr, values))}" for verb, values in found if values]
        if parts:
            return f"The enumeration of the {noun(tuple(above))} {' and '.join(parts)}."
    # What is in an example has no nouns of its own.
    data = next((i for i in range(len(edit.steps)) if is_data(edit.steps[: i + 1])), len(edit.steps))
    if inner := ".".join(map(str, edit.steps[data + 1 :])):
        return f"`{inner}` in `{edit.steps[data]}` of the {noun(edit.steps[:data])} {happened(edit)}."
    if edit.kind in ("added", "removed"):
        return f"The {noun(edit.steps)} was {edit.kind}."
    if (
        isinstance(edit.old, list)
        and isinstance(edit.new, list)
        and sorted(map(str, edit.old)) == sorted(map(str, edit.new))
    ):
        return f"The order of `{last}` was changed."
    return f"`{last}` of the {noun(tuple(above))} {happened(edit)}."


def not_in(values: list[Any], others: list[Any]) -> list[Any]:
    return [each for each in values if each not in others]


def happened(edit: Edit) -> str:
    """What became of a value."""
    values = (edit.old, edit.new)
    if any(value is MISSING or isinstance(value, dict | list) or len(str(value)) > LONG for value in values):
        return f"was {edit.kind}" if edit.kind != "deprecated" else "was changed"
    return f"was {edit.old!r}, and is {edit.new!r}"
