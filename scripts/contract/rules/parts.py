"""The parts of a document that rules look at, whatever else is wrong with it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any

from jsonschema import ValidationError

from scripts.common.json_pointer import Steps, follow, parse_pointer, walk
from scripts.contract.document import cause, section_for, validators
from scripts.contract.openapi import NAMING, is_data, operations
from scripts.contract.supported import objects

Object = tuple[Steps, dict[str, Any]]
Faults = Iterator[tuple[str, Steps]]


class Parts:
    """A document, with its objects by kind."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = well_formed(document)
        self.operations = list(operations(self.document)) if self.document else []
        self.kinds: dict[str, list[Object]] = defaultdict(list)
        for kind, steps, node in objects(self.document):
            self.kinds[kind].append((steps, node))

    def names(self, steps: Steps) -> list[str]:
        """The names of the schemas, properties, headers and parameters that lead to a place."""
        found = []
        node: Any = self.document
        before: str | int = ""
        is_name = False
        for step in steps:
            node = follow(node, (step,))
            if is_name and before in ("schemas", "properties", "headers"):
                found.append(str(step))
            if is_name and before == "parameters":
                found.append(node.get("name", ""))
            is_name = not is_name and step in NAMING
            before = step
        return found


def well_formed(document: dict[str, Any]) -> dict[str, Any]:
    """A copy of the document without what is not OpenAPI, which Redocly reports; {} if nothing is left."""
    document = deepcopy(document)
    while wrong := [*broken_references(document), *malformed(document)]:
        if () in wrong:
            return {}
        for steps in wrong:
            remove(document, steps)
    return document


def malformed(document: dict[str, Any]) -> list[Steps]:
    """The nodes that are not OpenAPI."""
    fast, slow = validators("3.0")
    errors = () if fast.is_valid(document) else map(cause, slow.iter_errors(document))
    return [steps for error in errors for steps in places(error)]


def broken_references(document: dict[str, Any]) -> list[Steps]:
    """The references to nothing, to another document, to themselves or to an object of another kind."""
    return [steps for steps, node in walk(document) if not is_data(steps) and is_broken(document, steps, node)]


def is_broken(document: dict[str, Any], steps: Steps, node: Any) -> bool:
    section, seen = section_for(steps), set[str]()
    while isinstance(node, dict) and "$ref" in node:
        reference = str(node["$ref"])
        target = parse_pointer(reference.removeprefix("#"))
        if reference in seen or not reference.startswith("#/") or (section and target[:2] != ("components", section)):
            return True
        seen.add(reference)
        try:
            node = follow(document, target)
        except LookupError:
            return True
    return False


def places(error: ValidationError) -> list[Steps]:
    """What has to go for an error to go: the keys that are not allowed, or the node."""
    steps = tuple(error.absolute_path)
    if error.validator != "additionalProperties":
        return [steps]
    schema: Any = error.schema
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    instance: Any = error.instance
    extra = [key for key in instance if key not in known and not any(re.search(each, key) for each in patterns)]
    return [(*steps, key) for key in extra]


def remove(document: dict[str, Any], steps: Steps) -> None:
    """Remove a node, or the list that it is in: the others would move."""
    with suppress(LookupError):
        parent = follow(document, steps[:-1])
        if isinstance(parent, list):
            remove(document, steps[:-1])
        else:
            del parent[steps[-1]]
