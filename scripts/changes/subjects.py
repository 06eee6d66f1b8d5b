"""Name what a change is about as people write it: `POST /path`, `Model.property`, `X-Header`."""

import re
from typing import Any

from openapi_python_client.strings import ClassName, PythonIdentifier

from scripts.common.json_pointer import Steps, parse_pointer
from scripts.contract.openapi import METHODS, operations

# What stands between the names of a schema and its properties.
BETWEEN = {"items": "[]", "additionalProperties": ".*"}

WHOLE = "The API"


def subject(place: str) -> str:
    """The subject of a place in a document, given as a JSON pointer."""
    match parse_pointer(place) if place else ():
        case ("paths", route, method, *rest) if method in METHODS:
            status = rest[1:2] if rest[:1] == ["responses"] else []
            return " ".join([method.upper(), route, *status])
        case ("paths", route, *_):
            return route
        case ("components", "schemas", name, *rest):
            return name + members(tuple(rest))
        case ("components", _, name, *_):
            return name
        case _:
            return WHOLE


def members(steps: Steps) -> str:
    """The properties that lead to a place within a schema."""
    found = ""
    rest = list(steps)
    while rest:
        step = str(rest.pop(0))
        if step == "properties" and rest:
            found += f".{rest.pop(0)}"
        elif step not in ("allOf", "anyOf", "oneOf") and not step.isdigit():
            if step not in BETWEEN:
                break
            found += BETWEEN[step]
    return found


class PythonSubjects:
    """The subjects of names of the package, by the document that it is generated from."""

    def __init__(self, document: dict[str, Any]) -> None:
        schemas = document.get("components", {}).get("schemas", {})
        self.models = {str(ClassName(name, "")): name for name in schemas}
        self.operations = {
            str(PythonIdentifier(node["operationId"], "")): f"{str(method).upper()} {route}"
            for (_, route, method), node in ((steps[:3], node) for steps, node in operations(document))
            if "operationId" in node
        }

    def subject(self, name: str) -> str:
        """The subject of a name, such as txcloud_identity.models.Verification.id."""
        parts = re.split(r"[.(]", name.removesuffix(")"))
        for part in parts:
            if operation := self.operations.get(part.removesuffix("_detailed")):
                return operation
        if "models" in parts[:-1]:
            model, *attribute = parts[parts.index("models") + 1 :]
            # A member of an enumeration has no place of its own in the document.
            member = [each for each in attribute if not each.isupper()]
            return ".".join([str(self.models.get(str(model), model)), *map(str, member)])
        return ".".join(parts[1:]) or name
