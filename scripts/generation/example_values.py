"""A value that fits a schema: the document's example, or else a synthesized one."""

import copy
from collections.abc import Iterable, Iterator
from typing import Any

from scripts.common.json_pointer import Steps, follow, resolve
from scripts.contract.openapi import validator

# By `format`, or by `type` if the format is missing or unknown.
MADE: dict[str, Any] = {
    "boolean": True,
    "byte": "dGV4dA==",
    "date": "2024-01-31",
    "date-time": "2024-01-31T12:00:00Z",
    "email": "somebody@example.com",
    "integer": 1,
    "number": 1,
    "string": "text",
    "uri": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000001",
}


def example_for(document: dict[str, Any], schema: Any, examples: Iterable[Any] = ()) -> Any:
    """The first example that fits, or else a synthesized value.

    Raises LookupError if there is none, with the words for the property that does not fit.
    """
    fitting = validator(document, schema)
    for value in examples:
        if fitting.is_valid(value):
            return value
    value = copy.deepcopy(next(synthesize(document, schema)))
    steps: Steps = ()
    while unfit := next(fitting.iter_errors(value), None):
        # An optional property that does not fit is left out.
        if not unfit.absolute_path:
            raise LookupError(*[f"the property {step!r}" for step in steps[-1:]])
        steps = tuple(unfit.absolute_path)
        del follow(value, steps[:-1])[steps[-1]]
    return value


def synthesize(document: dict[str, Any], schema: Any, above: tuple[int, ...] = ()) -> Iterator[Any]:
    """A value put together from the schema; nothing, if it would contain itself without end."""
    schema = resolve(document, schema)
    if id(schema) in above:
        return
    inside = (*above, id(schema))
    given = [schema[key] for key in ("example", "default") if key in schema] or schema.get("enum", [])
    if given:
        yield given[0]
    elif "allOf" in schema:
        parts = [part for each in schema["allOf"] for part in synthesize(document, each, inside)]
        parts += synthesize(document, {"properties": schema["properties"]}, inside) if "properties" in schema else []
        objects = [part for part in parts if isinstance(part, dict)]
        yield from [{name: value for part in objects for name, value in part.items()}] if objects else parts[:1]
    elif choices := schema.get("oneOf") or schema.get("anyOf"):
        yield from [value for each in choices for value in synthesize(document, each, inside)][:1]
    elif schema.get("type") == "array":
        yield list(synthesize(document, schema["items"], inside)) * max(1, schema.get("minItems", 0))
    elif "properties" in schema or schema.get("type", "object") == "object":
        yield {
            name: value
            for name, each in schema.get("properties", {}).items()
            if not resolve(document, each).get("writeOnly")
            for value in synthesize(document, each, inside)
        }
    else:
        yield synthesize_scalar(schema)


def synthesize_scalar(schema: dict[str, Any]) -> Any:
    """A string, a number or a boolean, within its limits."""
    value = MADE.get(schema.get("format", ""), MADE[schema["type"]])
    if isinstance(value, str):
        return value.ljust(schema.get("minLength", 0), "x")[: schema.get("maxLength", len(value) + 9999)]
    if "minimum" in schema:
        return schema["minimum"] + bool(schema.get("exclusiveMinimum"))
    return min(value, schema.get("maximum", value))
