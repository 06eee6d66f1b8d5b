"""Read an OpenAPI document: its operations, its parameters and its keywords."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from openapi_schema_validator import OAS30ReadValidator, oas30_format_checker

from scripts.common.json_pointer import Steps, follow, reference_steps, resolve, walk

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

# The only media type of a result.
JSON = "application/json"

# The sections of `components`, besides `schemas`, that a reference may point into.
SECTIONS = ("parameters", "responses", "headers", "examples", "requestBodies", "securitySchemes", "links", "callbacks")

# The author chooses the names below these keywords; such a name may equal a keyword.
NAMING = {
    *(*SECTIONS, "schemas", "properties", "paths", "content", "variables", "encoding", "mapping", "scopes"),
    *("webhooks", "pathItems", "$defs", "patternProperties", "dependentSchemas"),
}


def is_data(steps: Steps) -> bool:
    """Whether a place is inside a literal value, such as an example, in which `$ref` is an ordinary key."""
    words = keywords(steps)
    if any(word in ("example", "value", "default", "enum", "const") or str(word).startswith("x-") for word in words):
        return True
    # The examples of a schema are a list; the values of a link are those of parameters and a body.
    return any(
        (word == "examples" and isinstance(below, int)) or (word == "links" and below in ("parameters", "requestBody"))
        for word, below in pairwise(words)
    )


def keywords(steps: Steps) -> list[str | int]:
    """The steps that are keywords of OpenAPI, not names that the author chose."""
    found = []
    is_name = False
    for step in steps:
        is_name = is_name and not isinstance(step, int)
        if not is_name:
            found.append(step)
        is_name = not is_name and step in NAMING
    return found


def set_by_server(document: dict[str, Any], schema: Any) -> set[str]:
    """The properties of a schema that a caller does not send."""
    known = properties(document, schema)
    return {name for name in known if resolve(document, known[name]).get("readOnly")}


def validator(document: dict[str, Any], schema: Any) -> OAS30ReadValidator:
    """Tells whether a value fits a schema."""
    # References point into the components, wherever the schema is.
    whole = {"allOf": [schema], "components": document.get("components", {})}
    return OAS30ReadValidator(whole, format_checker=oas30_format_checker)


def has_names(steps: Steps) -> bool:
    """Whether the keys of the node at a place are names that the author chose."""
    return steps[-1:] != () and steps[-1] in NAMING and len(keywords(steps)) > len(keywords(steps[:-1]))


def is_success(status: str) -> bool:
    """Whether a status, or a range of them, is a success."""
    return re.fullmatch("2([0-9]{2}|XX)", status) is not None


def operations(document: dict[str, Any]) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """Every operation with the steps that lead to it."""
    for route, item in document["paths"].items():
        for method in METHODS if route.startswith("/") else ():
            if method in item:
                yield ("paths", route, method), item[method]


def reached(document: dict[str, Any], node: Any, steps: Steps) -> Iterator[tuple[Steps, Any]]:
    """The nodes at and below one, and those that their references lead to, each once."""
    seen: set[Steps] = set()
    new = [(steps, node)]
    while new:
        start, node = new.pop()
        for place, each in walk(node, start):
            yield place, each
            if place[-1:] == ("$ref",) and isinstance(each, str) and not is_data(place):
                target = reference_steps(each)
                if target not in seen:
                    seen.add(target)
                    new.append((target, follow(document, target)))


def parameters(document: dict[str, Any], route: str | int, operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The parameters of an operation, including those of its path."""
    declared = [*document["paths"][route].get("parameters", ()), *operation.get("parameters", ())]
    return [resolve(document, parameter) for parameter in declared]


def is_idempotency_key(place: str, name: str) -> bool:
    """Whether a parameter is the key by which the server knows a request that it has acted on."""
    return (place, name.lower()) == ("header", "idempotency-key")


def properties(document: dict[str, Any], schema: Any) -> dict[str, Any]:
    """The properties of a schema, with those of its parts."""
    schema = resolve(document, schema)
    parts = [properties(document, part) for part in schema.get("allOf", ())]
    return {name: each for part in [*parts, schema.get("properties", {})] for name, each in part.items()}


def response_headers(document: dict[str, Any]) -> set[str]:
    """The names, in lower case, of all response headers that the document declares."""
    found: set[str] = set()
    for _, operation in operations(document):
        for status, response in operation["responses"].items():
            if not status.startswith("x-"):
                found.update(name.lower() for name in resolve(document, response).get("headers", ()))
    return found
