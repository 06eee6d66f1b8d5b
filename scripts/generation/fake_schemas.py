"""The schemas of the document as the fake checks values by them: without references and words."""

from collections.abc import Mapping
from typing import Any

from scripts.common.json_pointer import resolve
from scripts.contract import openapi

# The keywords that do not limit the values.
WORDS = ("title", "description", "example", "default", "deprecated", "externalDocs", "readOnly", "writeOnly")

NO_VALUE: dict[str, Any] = {"not": {}}


def inlined(document: dict[str, Any], schema: Any, above: tuple[int, ...] = ()) -> dict[str, Any]:
    """A schema of what a response may hold. Within itself, it allows no value."""
    schema = resolve(document, schema)
    if id(schema) in above or schema.get("writeOnly"):
        return NO_VALUE

    def inner(each: Any) -> Any:
        return inlined(document, each, (*above, id(schema))) if isinstance(each, dict) else each

    found: dict[str, Any] = {}
    for keyword, value in schema.items():
        if keyword in ("items", "additionalProperties", "not"):
            found[keyword] = inner(value)
        elif keyword in ("allOf", "anyOf", "oneOf"):
            found[keyword] = [inner(each) for each in value]
        elif keyword == "properties":
            found[keyword] = {name: inner(each) for name, each in value.items()}
        elif keyword not in WORDS and not keyword.startswith("x-"):
            found[keyword] = value
    # A reference may be wrapped, to describe it.
    return found["allOf"][0] if found.keys() == {"allOf"} and len(found["allOf"]) == 1 else found


def shared_properties(document: dict[str, Any], response: Any, resource: Any, key: str, name: Any) -> tuple[str, ...]:
    """The properties of a response that a resource has alike, and its key, if such a name fits."""
    ours, theirs = openapi.properties(document, response), openapi.properties(document, resource)
    alike = {each for each in ours if inlined(document, ours[each]) == inlined(document, theirs.get(each, {}))}
    if key in ours and openapi.validator(document, ours[key]).is_valid(name):
        alike.add(key)
    return tuple(each for each in ours if each in theirs and each in alike)


def accepted_properties(document: dict[str, Any], body: Any, resource: Any) -> Mapping[str, dict[str, Any]]:
    """The schemas of those properties of a resource that a body may set."""
    known, given = openapi.properties(document, resource), openapi.properties(document, body)
    for each in resolve(document, body).get("oneOf", []) + resolve(document, body).get("anyOf", []):
        given |= openapi.properties(document, each)
    settable = [name for name in known if name in given and name not in openapi.set_by_server(document, resource)]
    schemas = {name: inlined(document, known[name]) for name in settable}
    return {name: schema for name, schema in schemas.items() if schema != NO_VALUE}
