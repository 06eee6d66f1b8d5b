"""Whether a JSON value fits a schema of the document, all of whose references have been replaced."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from . import _formats

# Whether a value keeps to a keyword: the value of the keyword, the value, and the whole schema.
Check: TypeAlias = Callable[[Any, Any, Mapping[str, Any]], bool]

TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}

FORMATS: dict[str, Callable[[object], object]] = {
    "byte": _formats.as_bytes,
    "date": _formats.as_date,
    "date-time": _formats.as_date_time,
    "uuid": _formats.as_uuid,
}


def fits(schema: Mapping[str, Any], value: Any) -> bool:
    """Whether a value fits a schema."""
    if value is None:
        return bool(schema.get("nullable"))
    checks = {**CHECKS, **CHECKS_BY_TYPE.get(value.__class__, {})}
    return all(checks[keyword](limit, value, schema) for keyword, limit in schema.items() if keyword in checks)


def are_allowed(allowed: Any, value: dict[str, Any], schema: Mapping[str, Any]) -> bool:
    """Whether an object keeps to `additionalProperties`."""
    others = [each for name, each in value.items() if name not in schema.get("properties", {})]
    return allowed is True or all(allowed is not False and fits(allowed, each) for each in others)


CHECKS: dict[str, Check] = {
    "type": lambda kind, value, _: type(value) in TYPES[kind],
    "enum": lambda values, value, _: value in values,
    "allOf": lambda parts, value, _: all(fits(part, value) for part in parts),
    "anyOf": lambda parts, value, _: any(fits(part, value) for part in parts),
    "oneOf": lambda parts, value, _: [fits(part, value) for part in parts].count(True) == 1,
    "not": lambda part, value, _: not fits(part, value),
}
NUMBERS: dict[str, Check] = {
    "minimum": lambda limit, value, schema: value > limit or (value == limit and not schema.get("exclusiveMinimum")),
    "maximum": lambda limit, value, schema: value < limit or (value == limit and not schema.get("exclusiveMaximum")),
    "multipleOf": lambda factor, value, _: value % factor == 0,
}
CHECKS_BY_TYPE: dict[type, dict[str, Check]] = {
    int: NUMBERS,
    float: NUMBERS,
    str: {
        "format": lambda name, value, _: name not in FORMATS or FORMATS[name](value) is not None,
        "pattern": lambda pattern, value, _: re.search(pattern, value) is not None,
        "minLength": lambda limit, value, _: len(value) >= limit,
        "maxLength": lambda limit, value, _: len(value) <= limit,
    },
    list: {
        "items": lambda items, value, _: all(fits(items, each) for each in value),
        "minItems": lambda limit, value, _: len(value) >= limit,
        "maxItems": lambda limit, value, _: len(value) <= limit,
        "uniqueItems": lambda unique, value, _: not unique or all(value.count(each) == 1 for each in value),
    },
    dict: {
        "properties": lambda known, value, _: all(fits(known[name], value[name]) for name in value if name in known),
        "required": lambda names, value, _: all(name in value for name in names),
        "additionalProperties": are_allowed,
        "minProperties": lambda limit, value, _: len(value) >= limit,
        "maxProperties": lambda limit, value, _: len(value) <= limit,
    },
}
