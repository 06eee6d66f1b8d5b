"""Rules for what is written for people: descriptions, and the date of a deprecation."""

import re
from typing import Any

from scripts.common.json_pointer import Steps
from scripts.contract.rules.parts import Faults, Parts
from scripts.contract.rules.words import singular, word_set, words

# Words that add nothing to a name.
EMPTY = word_set("""
a an the of this that is are it its for to in on and or s value field property parameter object string number integer
boolean array enum data schema response request header type contains represents
""")

DATE = r"\b\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b"


def repeated_names(parts: Parts) -> Faults:
    """A description that only repeats the name leaves the reader as wise as before."""
    for steps, node, name in described(parts):
        text = node.get("description", "")
        # A description without a word is reported as one that says nothing.
        if words(text) and meaning(text) <= meaning(name):
            yield (
                f"The description only repeats the name `{name}`. Say what the name does not.",
                (*steps, "description"),
            )


def described(parts: Parts) -> list[tuple[Steps, dict[str, Any], str]]:
    """What has a description and a name."""
    found = []
    for kind in ("schema", "parameter", "header", "scheme", "response"):
        for steps, node in parts.kinds[kind]:
            is_named = steps[-2] in ("schemas", "properties", "headers", "securitySchemes")
            if kind == "parameter":
                found.append((steps, node, node["name"]))
            elif is_named or steps[:2] == ("components", "responses"):
                found.append((steps, node, str(steps[-1])))
    for steps, operation in parts.operations:
        found.append((steps, operation, f"{operation.get('summary', '')} {operation.get('operationId', '')}"))
    for index, tag in enumerate(parts.document.get("tags", ())):
        found.append((("tags", index), tag, tag["name"]))
    return found


def meaning(text: str) -> frozenset[str]:
    """The words of a text that mean something, whatever their order and form."""
    return frozenset(singular(word) for word in words(text) if word not in EMPTY)


def undated_deprecations(parts: Parts) -> Faults:
    """Who has to replace something has to know until when."""
    for kind in ("operation", "parameter", "header", "schema"):
        for steps, node in parts.kinds[kind]:
            if node.get("deprecated") is True and not is_dated(node):
                remedy = "Say in `description` until which day it works, as YYYY-MM-DD"
                yield f"It is deprecated without a date. {remedy}.", (*steps, "deprecated")


def is_dated(node: dict[str, Any]) -> bool:
    """Whether a description or an extension gives a day."""
    texts = [
        value for key, value in node.items() if key == "description" or re.search("^x-.*(sunset|deprecat|remov)", key)
    ]
    return any(re.search(DATE, str(text)) for text in texts)
