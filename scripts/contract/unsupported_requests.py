"""Parameters and bodies that the client cannot send as OpenAPI wants them sent."""

from collections.abc import Iterator
from typing import Any

from scripts.common.json_pointer import Steps, resolve
from scripts.contract import openapi
from scripts.contract.openapi import JSON

Unsupported = Iterator[tuple[str, Steps]]

FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
BODIES = (JSON, FORM, MULTIPART, "application/octet-stream")

PARTS = {"array", "object"}

# The client sets these itself.
HEADERS = (
    *("accept", "accept-encoding", "authorization", "content-type", "cookie", "txcloud-version", "user-agent"),
    *("connection", "content-length", "host", "transfer-encoding"),
    *("expect", "keep-alive", "proxy-authorization", "proxy-connection", "te", "trailer", "upgrade"),
)

# How a value is serialized in each place: OpenAPI's defaults, and what httpx does.
STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}

# A key as the client makes it.
KEY = "00000000-0000-4000-8000-000000000001"


def unsupported_parameters(document: dict[str, Any], operation: dict[str, Any], steps: Steps) -> Unsupported:
    """Parameters that the client would serialize differently, or overwrite."""
    parameters = openapi.parameters(document, steps[1], operation)
    for each in parameters:
        yield from unsupported_parameter(document, each, steps)
    in_query = [each for each in parameters if each["in"] == "query"]
    names = {each["name"] for each in in_query}
    for each in in_query:
        for name in openapi.properties(document, each["schema"]):
            if name in names:
                message = f"the query has {name!r} twice: as a parameter, and as a property of {each['name']!r}."
                yield f"{message} Leave one out.", steps


def unsupported_parameter(document: dict[str, Any], parameter: dict[str, Any], steps: Steps) -> Unsupported:
    """Whether the client would serialize a parameter differently, or overwrite it."""
    place, name = parameter["in"], parameter["name"]
    style = parameter.get("style", STYLES[place])
    schema = resolve(document, parameter["schema"])
    has_parts = not types_of(document, schema).isdisjoint(PARTS)
    if style != STYLES[place]:
        message = f"the client does not serialize the parameter {name!r} in the style {style!r}."
        yield f"{message} Leave `style` out, which means {STYLES[place]!r}.", steps
    elif has_parts and place != "query":
        yield f"the parameter {name!r} must be a single value, not an array or object, in the {place}.", steps
    elif has_parts and not parameter.get("explode", True):
        message = f"the client sends each part of the parameter {name!r} by itself, and none as a list with commas."
        yield f"{message} Leave `explode` out, or make it a string.", steps
    elif any(types_of(document, part) & PARTS for part in parts_of(document, schema)):
        yield f"the parameter {name!r} holds arrays or objects within its parts. Describe it as a string.", steps
    # A pattern is not tried, because it may be invalid.
    if openapi.is_idempotency_key(place, name) and (
        "pattern" in schema or not openapi.validator(document, schema).is_valid(KEY)
    ):
        yield f"the parameter {name!r} must be a string that may be a UUID, because the client makes one.", steps
    if place == "header" and name.lower() in HEADERS:
        yield f"the client sets the header {name!r} itself. Leave it out.", steps


def parts_of(document: dict[str, Any], schema: dict[str, Any]) -> list[Any]:
    """The schemas of the items and properties of a schema."""
    return [
        *openapi.properties(document, schema).values(),
        *(schema[key] for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)),
    ]


def unsupported_bodies(document: dict[str, Any], operation: dict[str, Any], steps: Steps) -> Unsupported:
    """Bodies that the client cannot send."""
    content = resolve(document, operation.get("requestBody", {})).get("content", {})
    if content and set(content) != {JSON, MULTIPART} and (len(content) > 1 or not set(content) <= set(BODIES)):
        known = f"{', '.join(BODIES)}, or {JSON} beside {MULTIPART}"
        yield f"the body is {' or '.join(content)}. The client can send one of {known}.", steps
        return
    schemas = {media_type: each.get("schema", {}) for media_type, each in content.items()}
    if len(schemas) > 1 and schemas[JSON] == schemas[MULTIPART]:
        message = "the body has one schema for both media types, so its type does not say which to send."
        yield f"{message} Add one.", steps
    elif len(schemas) > 1 and not openapi.properties(document, schemas[JSON]):
        yield "JSON beside a form must be an object with properties, by whose type it is chosen. Give it some.", steps
    for media_type in {FORM, MULTIPART} & set(schemas):
        for name, part in openapi.properties(document, schemas[media_type]).items():
            items = resolve(document, part).get("items", {})
            if "object" in types_of(document, part) | types_of(document, items):
                yield f"the property {name!r} is an object, which a form cannot hold. Send it as JSON.", steps
            elif "array" in types_of(document, items):
                yield f"the property {name!r} is an array of arrays, which a form cannot hold. Send it as JSON.", steps
            elif resolve(document, items).get("format") == "binary":
                yield f"the property {name!r} is an array of files. Give each file a property of its own.", steps
            elif media_type == MULTIPART and resolve(document, items or part).get("format") == "byte":
                yield f"the property {name!r} is base64 in a form with files. Make it `format: binary`, a file.", steps


def types_of(document: dict[str, Any], schema: Any) -> set[str]:
    """The types that a value may have; none where any may be."""
    schema = resolve(document, schema)
    found = {schema["type"]} if "type" in schema else {"object"} if "properties" in schema else set()
    parts = [part for key in ("allOf", "anyOf", "oneOf") for part in schema.get(key, ())]
    return found.union(*(types_of(document, part) for part in parts))
