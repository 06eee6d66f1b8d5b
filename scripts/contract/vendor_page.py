"""Compare the document with the facts of the page that it transcribes: what does the page say that it does not?"""

import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from scripts.common.json_pointer import Steps, follow, parse_pointer, resolve

TEXT = {"type": "string", "minLength": 1}

OPERATION = [
    "summary",
    "method",
    "server",
    "path",
    "tag",
    "security",
    "path_parameter",
    "example",
    "status",
    "media_type",
    "response",
]

PAGE_FORMAT = {
    "type": "object",
    "required": ["operation", "sample", "attributes"],
    "additionalProperties": False,
    "properties": {
        "operation": {
            "type": "object",
            "required": OPERATION,
            "properties": dict.fromkeys(OPERATION, TEXT),
            "additionalProperties": False,
        },
        "sample": {"type": "object"},
        "attributes": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": {
                    "options": {"type": "array", "minItems": 1},
                    "range": {"type": "array", "minItems": 2, "maxItems": 2},
                    "example": {},
                },
                "additionalProperties": False,
            },
        },
    },
}

# What a value in the sample says about its type. The site shows whole numbers for either kind.
TYPES = {
    str: ["string"],
    bool: ["boolean"],
    int: ["integer", "number"],
    float: ["number"],
    list: ["array"],
    dict: ["object"],
}


@dataclass
class Fact:
    """Something that the page states: where the document says it, and what the document may say there."""

    name: str
    steps: Steps
    values: list[Any]
    needed: bool = True


def missing_facts(document: dict[str, Any], page: dict[str, Any]) -> Iterator[str]:
    """What the transcribed page states and the document does not, a line for each fact."""
    for fact in expected_facts(document, page):
        try:
            found = follow(document, fact.steps)
        except LookupError:
            if fact.needed:
                yield f"{fact.name}: the page has it, the document does not"
        else:
            if fact.needed and not any(same(value, found) for value in fact.values):
                said = " or ".join(map(repr, fact.values))
                yield f"{fact.name}: the page says {said}, the document {found!r}"


def expected_facts(document: dict[str, Any], page: dict[str, Any]) -> Iterator[Fact]:
    """Everything that the page states, at the places where this document has room for it."""
    said = page["operation"]
    steps: Steps = ("paths", said["path"], said["method"].lower())
    try:
        operation = follow(document, steps)
    except LookupError:
        yield Fact(f"{said['method']} {said['path']}", steps, [])
        return
    yield Fact("operation, summary", (*steps, "summary"), [said["summary"]])
    yield from page_text(operation, steps)
    servers = [server["url"] for server in document["servers"]]
    yield Fact("operation, server", ("servers", position(said["server"], servers), "url"), [said["server"]])
    tags = operation.get("tags", [])
    yield Fact("operation, tag", (*steps, "tags", position(said["tag"], tags)), [said["tag"]])
    declared = [tag["name"] for tag in document.get("tags", ())]
    yield Fact("operation, tag", ("tags", position(said["tag"], declared), "name"), [said["tag"]])
    yield from security_facts(document, operation, steps, said["security"])
    yield from parameter_facts(document, steps, said)
    yield from response_facts(document, steps, page)


def security_facts(document: dict[str, Any], operation: dict[str, Any], steps: Steps, scheme: str) -> Iterator[Fact]:
    """The kind of key that the operation asks for."""
    holder, steps = (operation, steps) if "security" in operation else (document, ())
    name = next((name for alternative in holder.get("security", ()) for name in alternative), "")
    place: Steps = ("components", "securitySchemes", name)
    yield Fact("operation, security", (*steps, "security", 0, name), [[]])
    yield Fact("operation, security", (*place, "type"), ["http"])
    yield Fact("operation, security", (*place, "scheme"), [scheme])
    yield from page_text(document.get("components", {}).get("securitySchemes", {}).get(name, {}), place)


def parameter_facts(document: dict[str, Any], steps: Steps, said: dict[str, Any]) -> Iterator[Fact]:
    """The parameter that is part of the path, whether it stands at the operation or at its path."""
    name = f"operation, path parameter {said['path_parameter']}"
    for holder in (steps, steps[:-1]):
        parameters = follow(document, holder).get("parameters", ())
        names = [resolve(document, parameter)["name"] for parameter in parameters]
        if said["path_parameter"] in names:
            break
    place = yield from follow_refs(document, (*holder, "parameters", position(said["path_parameter"], names)), name)
    if place:
        yield Fact(name, (*place, "name"), [said["path_parameter"]])
        yield Fact(name, (*place, "in"), ["path"])
        yield Fact(name, (*place, "required"), [True])
        yield Fact(name, (*place, "schema", "type"), ["string"])
        yield Fact(name, (*place, "schema", "example"), [said["example"]])
        yield from page_text(follow(document, place), place)


def response_facts(document: dict[str, Any], steps: Steps, page: dict[str, Any]) -> Iterator[Fact]:
    """The answer to the operation: what it is, the sample of it and each of its attributes."""
    said = page["operation"]
    place = yield from follow_refs(document, (*steps, "responses", said["status"]), "operation, status")
    if not place:
        return
    yield Fact("operation, response", (*place, "description"), [said["response"]])
    content = (*place, "content", said["media_type"])
    media_type = follow(document, place).get("content", {}).get(said["media_type"])
    if media_type is None:
        yield Fact("operation, media type", content, [])
        return
    bodies = {name: resolve(document, example).get("value") for name, example in media_type.get("examples", {}).items()}
    alike = next((name for name, body in bodies.items() if same(body, page["sample"])), "")
    example = yield from follow_refs(document, (*content, "examples", alike), "sample, as an example of the body")
    if example:
        yield Fact("sample", (*example, "value"), [page["sample"]])
    # What only the list has is a field that the sample has lost: it is there, with a value that nobody knows.
    sample = dict.fromkeys(page["attributes"]) | page["sample"]
    yield from schema_facts(document, (*content, "schema"), sample, "", page["attributes"])


def schema_facts(
    document: dict[str, Any], steps: Steps, sample: Any, field: str, attributes: dict[str, Any]
) -> Iterator[Fact]:
    """What a sample, and the list of attributes below it, state of a schema and of the schemas within it."""
    place = yield from follow_refs(document, steps, field or "the body")
    if not place:
        return
    parts = follow(document, place).get("allOf", ())
    if not parts:
        yield from value_facts(place, sample, field, attributes.get(field, {}))
    if isinstance(sample, dict):
        own = dict(sample)
        for index, part in enumerate(parts):
            shared = {name: own.pop(name) for name in sample if name in own and name in properties(document, part)}
            yield from schema_facts(document, (*place, "allOf", index), shared, field, attributes)
        for name, value in own.items():
            inner = f"{field}.{name}" if field else name
            yield from schema_facts(document, (*place, "properties", name), value, inner, attributes)
    elif isinstance(sample, list):
        for item in sample:
            yield from schema_facts(document, (*place, "items"), item, f"{field}[]", attributes)


def value_facts(place: Steps, sample: Any, field: str, attribute: dict[str, Any]) -> Iterator[Fact]:
    """What is said of one value: its type, its options, its range, and an example of it."""
    field = field or "the body"
    options = attribute.get("options")
    known = options[0] if sample is None and options else sample
    if known is not None:
        yield Fact(f"{field}, type", (*place, "type"), TYPES[type(known)])
    if options:
        yield Fact(f"{field}, options", (*place, "enum"), [options])
    for keyword, limit in zip(("minimum", "maximum"), attribute.get("range", ()), strict=False):
        yield Fact(f"{field}, {keyword}", (*place, keyword), [limit])
    if "example" in attribute:
        yield Fact(f"{field}, example", (*place, "example"), [attribute["example"]])
    elif sample is not None:
        # A value in the sample may be a placeholder, so the document is free to have a better example.
        yield Fact(f"{field}, example", (*place, "example"), [sample], needed=False)


def follow_refs(document: dict[str, Any], steps: Steps, name: str) -> Generator[Fact, None, Steps | None]:
    """The place that the steps lead to, beyond the references on the way; None if there is no such place."""
    try:
        node = follow(document, steps)
    except LookupError:
        yield Fact(name, steps, [])
        return None
    while "$ref" in node:
        yield Fact(name, (*steps, "$ref"), [node["$ref"]])
        steps = parse_pointer(node["$ref"].removeprefix("#"))
        node = follow(document, steps)
    return steps


def properties(document: dict[str, Any], schema: Any) -> set[str]:
    """The names of a schema's properties, with those of the schemas that it combines."""
    schema = resolve(document, schema)
    parts = (properties(document, part) for part in schema.get("allOf", ()))
    return set(schema.get("properties", ())).union(*parts)


def page_text(node: dict[str, Any], steps: Steps) -> Iterator[Fact]:
    """The page describes this in words, which the document has to put otherwise."""
    yield Fact(f"{steps[-1]}, description", (*steps, "description"), [node.get("description")], needed=False)


def position(wanted: str, among: list[str]) -> int:
    """Where something is in a list, or where it would be added."""
    return among.index(wanted) if wanted in among else len(among)


def same(one: Any, other: Any) -> bool:
    """Whether two values are written alike: `true` is not 1, and an enumeration in another order is another."""
    return json.dumps(one) == json.dumps(other)
