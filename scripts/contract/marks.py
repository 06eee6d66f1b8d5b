"""The extensions of OpenAPI that the pipeline reads, our marks: where each belongs, and what it may hold."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from scripts.common.json_pointer import Steps, resolve
from scripts.contract import openapi
from scripts.contract.openapi import JSON, is_success

Faults = Iterator[tuple[str, Steps]]

# What a value says of a person, the least first.
LEVELS = ("none", "related", "identifying")

NAME = "[A-Za-z0-9_-]+"


def level(mark: Any) -> str:
    """The level that `x-pii` gives a value. What is not marked as one may identify a person."""
    # Before there were levels, a document had true or false.
    return mark if mark in LEVELS else LEVELS[0] if mark is False else LEVELS[-1]


def is_personal(document: dict[str, Any], schema: Any) -> bool:
    """Whether the values of a schema identify a person. They do unless it is marked otherwise."""
    schema = resolve(document, schema)
    if "x-pii" in schema:
        return level(schema["x-pii"]) == "identifying"
    if schema.get("properties"):
        # A model, each of whose properties is marked.
        return False
    inner = [schema[key] for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)]
    inner += [part for key in ("allOf", "anyOf", "oneOf") for part in schema.get(key, ())]
    return not inner or any(is_personal(document, part) for part in inner)


def level_faults(_: dict[str, Any], steps: Steps, value: Any) -> Faults:
    if value not in LEVELS:
        remedy = "`identifying` if it tells who somebody is, `related` if it relates to a person, or else `none`"
        yield f"`x-pii` is {shown(value)}, which is no level. Write {remedy}.", steps


def name_faults(_: dict[str, Any], steps: Steps, value: Any) -> Faults:
    if not isinstance(value, str) or not re.fullmatch(NAME, value):
        yield f"`{steps[-1]}` {value!r} must consist of letters, digits, `_` and `-`.", steps


def transition_faults(document: dict[str, Any], steps: Steps, value: Any) -> Faults:
    """The parts of a transition that the fake cannot use."""
    if not isinstance(value, dict) or value.keys() != {"when", "then", "otherwise"}:
        yield "`x-transition` must have exactly the keys `when`, `then` and `otherwise`.", steps
        return
    for side in ("when", "then"):
        if not isinstance(value[side], dict) or not value[side]:
            yield f"`{side}` must map properties of the resource to their values.", (*steps, side)
    responses, status = document["paths"][steps[1]][steps[2]]["responses"], str(value["otherwise"])
    if status not in responses or not re.fullmatch("[45][0-9]{2}", status):
        yield "`otherwise` must be the status of an error response, such as '409'.", (*steps, "otherwise")


def creation_faults(document: dict[str, Any], steps: Steps, value: Any) -> Faults:
    """The path of a resource that the fake cannot create."""
    if not can_create(document, steps, value):
        message = "`x-creates` must be the path of a resource in this document, such as '/things/{id}'."
        yield f"{message} Of its parameters, all but the last must be in the path of the operation.", steps


def can_create(document: dict[str, Any], steps: Steps, path: Any) -> bool:
    """Whether the fake can create a resource with this path in an operation."""
    responses = document["paths"].get(path, {}).get("get", {}).get("responses", {}) if isinstance(path, str) else {}
    contents = [resolve(document, each).get("content", {}) for status, each in responses.items() if is_success(status)]
    if not str(path).endswith("}") or not any("$ref" in each.get(JSON, {}).get("schema", {}) for each in contents):
        return False
    return all(parameter in str(steps[1]) for parameter in re.findall(r"\{[^/{}]*\}", path)[:-1])


def state_faults(document: dict[str, Any], steps: Steps, transition: Any) -> Faults:
    """The states of a transition that its resource cannot have."""
    known = resource_of(document, steps)
    for side in ("when", "then"):
        states = transition.get(side) if isinstance(transition, dict) and known else None
        for name, value in states.items() if isinstance(states, dict) else ():
            place = (*steps, side, name)
            if name not in known:
                yield f"the resource has no property `{name}`. Name one of its own: {', '.join(known)}.", place
            elif not openapi.validator(document, known[name]).is_valid(value):
                values = resolve(document, known[name]).get("enum", ())
                remedy = f"Write one of {', '.join(map(shown, values))}" if values else "Correct it"
                yield f"`{name}` cannot be {shown(value)}. {remedy}.", place


def resource_of(document: dict[str, Any], steps: Steps) -> dict[str, Any]:
    """The properties of the resource that an operation acts on: what can be read at its path, or what is returned."""
    _, path, method, *_ = map(str, steps)
    for route, reader in ((path[: path.rfind("}") + 1], "get"), (path, method)):
        responses = document["paths"].get(route, {}).get(reader, {}).get("responses", {})
        for response in (each for status, each in responses.items() if is_success(status)):
            schema = resolve(document, response).get("content", {}).get(JSON, {}).get("schema", {})
            if known := openapi.properties(document, schema):
                return known
    return {}


def shown(value: Any) -> str:
    """A value as YAML has it."""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


@dataclass(frozen=True)
class Mark:
    """One of our marks: the kind of object that it belongs to, and the faults of its values."""

    on: str
    faults: Callable[[dict[str, Any], Steps, Any], Faults]


MARKS = {
    "x-pii": Mark("schema", level_faults),
    "x-environment": Mark("server", name_faults),
    "x-key-prefix": Mark("server", name_faults),
    "x-transition": Mark("operation", transition_faults),
    "x-creates": Mark("operation", creation_faults),
}
