"""What an OpenAPI document holds, and which of its words are OpenAPI's."""

from collections.abc import Iterator
from typing import Any

from scripts.common.json_pointer import Steps, resolve

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

# What a reference may stand for besides a schema, by the section of `components` that holds it.
SECTIONS = ("parameters", "responses", "headers", "examples", "requestBodies", "securitySchemes", "links", "callbacks")

# Whatever stands below one of these is named by the author; a name may be that of a keyword.
NAMING = {*SECTIONS, "schemas", "properties", "paths", "content", "variables", "encoding", "mapping"}


def is_data(steps: Steps) -> bool:
    """Whether a place is inside a value that the document quotes, where `$ref` is a key like any other."""
    words = keywords(steps)
    return any(word in ("example", "value", "default", "enum") or str(word).startswith("x-") for word in words)


def keywords(steps: Steps) -> list[str | int]:
    """The steps that are words of OpenAPI, not names that the author chose."""
    found = []
    is_name = False
    for step in steps:
        if not is_name:
            found.append(step)
        is_name = not is_name and step in NAMING
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """Every operation with the steps that lead to it."""
    for route, item in document["paths"].items():
        for method in METHODS if route.startswith("/") else ():
            if method in item:
                yield ("paths", route, method), item[method]


def parameters(document: dict[str, Any], route: str | int, operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The parameters of an operation, with those of its path."""
    declared = [*document["paths"][route].get("parameters", ()), *operation.get("parameters", ())]
    return [resolve(document, parameter) for parameter in declared]


def response_headers(document: dict[str, Any]) -> set[str]:
    """The names, in small letters, of the headers that the document declares for some response."""
    found: set[str] = set()
    for _, operation in operations(document):
        for status, response in operation["responses"].items():
            if not status.startswith("x-"):
                found.update(name.lower() for name in resolve(document, response).get("headers", ()))
    return found
