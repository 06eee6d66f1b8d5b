"""Compare the document with the facts of the page that it transcribes: what does the page say that it does not?"""

import json
from collections.abc import Iterator
from typing import Any

from scripts.document import resolve

TEXT = {"type": "string", "minLength": 1}

PAGE_FORMAT = {
    "type": "object",
    "required": ["operation", "sample", "attributes"],
    "properties": {
        "operation": {
            "type": "object",
            "required": [
                "summary",
                "method",
                "server",
                "path",
                "tag",
                "security",
                "path_parameters",
                "status",
                "media_type",
                "response",
            ],
            "properties": {"path_parameters": {"type": "array", "items": TEXT}},
            "additionalProperties": TEXT,
        },
        "sample": {"type": "object"},
        "attributes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field"],
                "properties": {
                    "field": TEXT,
                    "options": {"type": "array"},
                    "range": {"type": "array", "minItems": 2, "maxItems": 2},
                    "example": {},
                },
                "additionalProperties": False,
            },
        },
    },
}


def omissions(document: dict[str, Any], page: dict[str, Any]) -> Iterator[str]:
    """What the transcribed page states and the document does not, a line for each fact."""
    facts = page["operation"]
    operation = document["paths"].get(facts["path"], {}).get(facts["method"].lower())
    if operation is None:
        yield f"{facts['method']} {facts['path']}: the page has this operation, the document does not"
        return
    yield from differing_operation(document, operation, facts)
    response = resolve(document, operation["responses"].get(facts["status"], {}))
    content = response.get("content", {}).get(facts["media_type"], {})
    examples = [resolve(document, example).get("value") for example in content.get("examples", {}).values()]
    if not any(same(page["sample"], example) for example in examples):
        yield "sample: the page's sample body is not, as it stands, an example of the response"
    yield from absent(document, content.get("schema", {}), page["sample"])
    for attribute in page["attributes"]:
        yield from differing_attribute(document, content.get("schema", {}), attribute)


def differing_operation(document: dict[str, Any], operation: dict[str, Any], facts: dict[str, Any]) -> Iterator[str]:
    """Where the operation is not what the page says of it."""
    schemes = document.get("components", {}).get("securitySchemes", {})
    parameters = [resolve(document, parameter) for parameter in operation.get("parameters", ())]
    response = resolve(document, operation["responses"].get(facts["status"], {}))
    found = {
        "summary": [operation.get("summary")],
        "server": [server["url"] for server in document.get("servers", ())],
        "tag": operation.get("tags", ()),
        "security": [
            schemes.get(name, {}).get("scheme") for scheme in operation.get("security", ()) for name in scheme
        ],
        "path_parameters": [[parameter["name"] for parameter in parameters if parameter["in"] == "path"]],
        "response": [response.get("description")],
        "media_type": list(response.get("content", ())),
    }
    for fact, values in found.items():
        if facts[fact] not in values:
            yield f"operation, {fact}: the page says {facts[fact]!r}, the document {values!r}"


def absent(document: dict[str, Any], schema: dict[str, Any], sample: Any, field: str = "") -> Iterator[str]:
    """The fields of a sample for which the schema has no property."""
    schema = resolve(document, schema)
    if isinstance(sample, list):
        for item in sample:
            yield from absent(document, schema.get("items", {}), item, f"{field}[]")
    elif isinstance(sample, dict):
        known = properties(document, schema)
        for name, value in sample.items():
            path = f"{field}.{name}" if field else name
            if name in known:
                yield from absent(document, known[name], value, path)
            else:
                yield f"{path}: the page has this field, the schema does not"


def differing_attribute(document: dict[str, Any], schema: Any, attribute: dict[str, Any]) -> Iterator[str]:
    """Where a property does not have the options, the range or the example that the page gives it."""
    field = attribute["field"]
    for name in field.split("."):
        schema = resolve(document, properties(document, schema).get(name, {}))
    found = {
        "options": schema.get("enum"),
        "range": [schema.get("minimum"), schema.get("maximum")],
        "example": schema.get("example"),
    }
    for fact in attribute.keys() - {"field"}:
        if not same(attribute[fact], found[fact]):
            yield f"{field}, {fact}: the page says {attribute[fact]!r}, the document {found[fact]!r}"


def properties(document: dict[str, Any], schema: Any) -> dict[str, Any]:
    """The properties of a schema, with those of the schemas that it combines."""
    schema = resolve(document, schema)
    found = dict(schema.get("properties", {}))
    for part in schema.get("allOf", ()):
        found |= properties(document, part)
    return found


def same(one: Any, other: Any) -> bool:
    """Whether two values are written alike: `true` is not 1, and an enumeration in another order is another."""
    return json.dumps(one) == json.dumps(other)
