"""What the transcribed page does not show, but a page with all names does: types, and what is required."""

from typing import Any

from scripts.common.json_pointer import Steps, resolve
from scripts.contract import openapi

# Types and flags, by their places among the facts.
Unstated = dict[Steps, dict[str, Any]]


def unstated_facts(document: dict[str, Any], facts: dict[str, Any]) -> Unstated:
    """The types and flags that the document has, in the site's notation."""
    found: Unstated = {
        ("authorizations", name): {"type": "string", "flags": ["header", "required"]}
        for name in facts["request"].get("headers", {})
    }
    route, method = facts["operation"]["path"], facts["operation"]["method"].lower()
    operation = document["paths"].get(route, {}).get(method)
    if not operation:
        return found
    for each in openapi.parameters(document, route, operation):
        found["parameters", each["in"], each["name"]] = entry(document, each["schema"], bool(each.get("required")))
    response = resolve(document, operation["responses"].get(next(iter(facts["responses"]), ""), {}))
    for media_type in response.get("content", {}).values():
        for name, each in attributes(document, media_type["schema"]):
            found["attributes", name] = each
    return found


def attributes(document: dict[str, Any], schema: Any, within: str = "") -> list[tuple[str, dict[str, Any]]]:
    """The properties of a schema and those within them, by the names that lead to them."""
    found = []
    schema = resolve(document, schema)
    required = schema.get("required", ())
    for name, each in openapi.properties(document, schema).items():
        inner = resolve(document, each)
        found.append((within + name, entry(document, each, name in required)))
        found += attributes(document, inner.get("items", inner), f"{within}{name}.")
    return found


def entry(document: dict[str, Any], schema: Any, is_required: bool) -> dict[str, Any]:
    return {"type": notation(document, schema), "flags": ["required"] if is_required else []}


def notation(document: dict[str, Any], schema: Any) -> str:
    """The type of a schema as the site writes it."""
    schema = resolve(document, schema)
    if "items" in schema:
        return f"{notation(document, schema['items'])}[]"
    name = str(schema.get("type", "object"))
    if "enum" in schema:
        return f"enum<{name}>"
    return f"{name}<{schema['format']}>" if "format" in schema else name
