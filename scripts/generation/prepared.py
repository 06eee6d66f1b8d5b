"""The document as openapi-python-client is given it: without what the package does not need, which it might refuse.

The package reads errors without their schemas, and null as None wherever a model is. What is deprecated says so.
"""

import copy
from typing import Any

from scripts.common.json_pointer import resolve, walk
from scripts.contract import openapi
from scripts.contract.openapi import JSON, has_names, is_data, is_success

# Where a null differs from a property that is missing.
PLACES_OF_NULL = ("items", "additionalProperties", "schema")


def prepared(document: dict[str, Any]) -> dict[str, Any]:
    """A copy of the document for the generator."""
    used = used_components(document)
    components = {
        section: {name: copy.deepcopy(each) for name, each in entries.items() if (section, name) in used}
        for section, entries in document.get("components", {}).items()
        if section in ("parameters", "requestBodies", "schemas")
    }
    paths = {route: copy.deepcopy(item) for route, item in document["paths"].items() if route.startswith("/")}
    fresh = {**document, "paths": paths, "components": components}
    for _, operation in openapi.operations(fresh):
        operation["responses"] = {
            status: response_for_generator(status, resolve(document, response))
            for status, response in operation["responses"].items()
            if not status.startswith("x-")
        }
    for steps, node in list(walk(fresh)):
        if isinstance(node, dict) and not is_data(steps) and not has_names(steps):
            move_null(document, node)
            if (node.get("type"), node.get("format")) == ("string", "byte"):
                # Of strings, the generator tells only those apart that it calls files.
                node["format"] = "binary"
            if openapi.is_idempotency_key(str(node.get("in")), str(node.get("name"))):
                node["required"] = False
                node["description"] = f"{node.get('description', '')} If it is None, each call gets a new one.".strip()
            # A caller does not know what the server sets.
            not_sent = openapi.set_by_server(document, node) if "allOf" in node or "properties" in node else set()
            for part in (node, *node.get("allOf", ())) if not_sent else ():
                if "required" in part:
                    part["required"] = [name for name in part["required"] if name not in not_sent]
            if node.get("deprecated") is True:
                # The generator does not know the keyword.
                node["description"] = f"Deprecated. {node.get('description', '')}".strip()
    for schema in components.get("schemas", {}).values():
        schema.pop("nullable", None)
    return fresh


def response_for_generator(status: str, response: dict[str, Any]) -> dict[str, Any]:
    """A response with the content that the client reads."""
    content = response.get("content", {}) if is_success(status) else {}
    read = {JSON: copy.deepcopy(content[JSON])} if JSON in content else {}
    return {"description": response["description"], "content": read}


def move_null(document: dict[str, Any], node: dict[str, Any]) -> None:
    """Move null from a schema to the places where it is used, and out of an enumeration."""
    for place in PLACES_OF_NULL:
        inner = node.get(place)
        if isinstance(inner, dict) and may_be_null(document, inner):
            if "$ref" in inner:
                node[place] = {"nullable": True, "allOf": [inner]}
            else:
                inner["nullable"] = True
    if isinstance(node.get("enum"), list):
        node["enum"] = [value for value in node["enum"] if value is not None]


def may_be_null(document: dict[str, Any], schema: dict[str, Any]) -> bool:
    schema = resolve(document, schema)
    choices = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    return bool(schema.get("nullable")) or any(may_be_null(document, each) for each in choices)


def used_components(document: dict[str, Any]) -> set[tuple[str | int, ...]]:
    """The sections and names of the components that the operations lead to."""
    reached = openapi.reached(document, document["paths"], ("paths",))
    return {steps[1:3] for steps, _ in reached if steps[0] == "components"}
