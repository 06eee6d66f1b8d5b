"""JSON to try a decoder with: whatever JSON can be, what the document allows, and what lies between."""

import copy
import datetime
import json
from collections.abc import Iterator
from typing import Any

from dateutil.parser import isoparse
from hypothesis import strategies as st

from scripts.common.json_pointer import resolve

# JSON can escape half a surrogate pair, so a string may hold one.
TEXT = st.text(st.characters(exclude_categories=()))
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT
    | st.sampled_from(["cancelled", "expired", "1990", "2023-11-07T05:31:56Z", "2023-11-07", "M"])
)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=8
)


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every container below a node, with each key or index that it has."""
    keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    for key in keys:
        yield node, key
        yield from places(node[key])


@st.composite
def mutations(draw: st.DrawFn, original: dict[str, Any]) -> dict[str, Any]:
    """The original with a few values replaced, left out, moved or added."""
    body = copy.deepcopy(original)
    for _ in range(draw(st.integers(1, 4))):
        found = list(places(body))
        if not found:
            break
        container, key = draw(st.sampled_from(found))
        match draw(st.sampled_from(["replace", "replace", "drop", "copy", "add"])):
            case "replace":
                container[key] = draw(JSON)
            case "drop":
                del container[key]
            case "copy":
                elsewhere, place = draw(st.sampled_from(found))
                container[key] = copy.deepcopy(elsewhere[place])
            case _ if isinstance(container, dict):
                container[draw(TEXT)] = draw(JSON)
            case _:
                container.append(draw(JSON))
    return body


def bodies(document: dict[str, Any], name: str) -> st.SearchStrategy[Any]:
    """Whatever a schema of the document allows."""
    return strategy(document, document["components"]["schemas"][name])


def strategy(document: dict[str, Any], schema: Any) -> st.SearchStrategy[Any]:
    schema = resolve(document, schema)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "allOf" in schema:
        parts = [strategy(document, part) for part in schema["allOf"]]
        return st.tuples(*parts).map(lambda objects: {key: value for each in objects for key, value in each.items()})
    match schema["type"], schema.get("format"):
        case "object", _:
            values = schema.get("additionalProperties")
            if values:
                return st.dictionaries(TEXT, JSON if values is True else strategy(document, values))
            optional = {key: strategy(document, inner) for key, inner in schema["properties"].items()}
            return st.fixed_dictionaries({}, optional=optional)
        case "array", _:
            return st.lists(strategy(document, schema["items"]), max_size=3)
        case "string", "date-time":
            return st.datetimes(timezones=st.just(datetime.UTC)).map(datetime.datetime.isoformat)
        case "string", "date":
            return st.dates().map(datetime.date.isoformat)
        case "string", _:
            return TEXT
        case "integer", _:
            return st.integers(schema.get("minimum"), schema.get("maximum"))
        case "number", _:
            limits = {"min_value": schema.get("minimum"), "max_value": schema.get("maximum")}
            return st.floats(**limits, allow_nan=False, allow_infinity=False) | st.sampled_from([0, 1])
        case _:
            return st.booleans()


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same JSON; of timestamps only the instant has to be."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return json.dumps(one) == json.dumps(other) or (instant(one) is not None and instant(one) == instant(other))


def instant(value: Any) -> datetime.datetime | None:
    try:
        read = isoparse(value)
    except (OverflowError, TypeError, ValueError):
        return None
    return read if read.tzinfo else None
