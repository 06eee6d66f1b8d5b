"""Compare the document with the page that it transcribes, and report the facts that the document lacks."""

import json
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from scripts.common.json_pointer import Steps, follow, parse_pointer, resolve
from scripts.contract import openapi
from scripts.contract.openapi import JSON

# A type as the site writes it: `integer`, `string<date>`, `enum<string>`, `object[]`.
NOTATION = r"(enum<(?P<inner>\w+)>|(?P<type>\w+)(<(?P<format>[\w-]+)>)?)(?P<array>\[\])?"

# The types that a value in the sample allows. The site shows whole numbers for both kinds of number.
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
    """A fact of the page: its place in the document, and the values that the document may have there."""

    name: str
    steps: Steps
    values: list[Any]
    needed: bool = True


def missing_facts(document: dict[str, Any], page: dict[str, Any]) -> Iterator[str]:
    """One message for each fact of the transcribed page that the document does not state."""
    for fact in expected_facts(document, page):
        try:
            found = follow(document, fact.steps)
        except LookupError:
            if fact.needed:
                yield f"{fact.name}: the page has it, the document does not"
        else:
            if fact.needed and not any(same(value, found) for value in fact.values):
                expected = " or ".join(map(repr, fact.values))
                yield f"{fact.name}: the page says {expected}, the document {found!r}"


def expected_facts(document: dict[str, Any], page: dict[str, Any]) -> Iterator[Fact]:
    """All facts of the page, with their places in this document."""
    stated = page["operation"]
    steps: Steps = ("paths", stated["path"], stated["method"].lower())
    try:
        operation = follow(document, steps)
    except LookupError:
        yield Fact(f"{stated['method']} {stated['path']}", steps, [])
        return
    yield from page_text(operation, steps)
    if "summary" in stated:
        yield Fact("operation, summary", (*steps, "summary"), [stated["summary"]])
    if "server" in stated:
        servers = [server["url"] for server in document["servers"]]
        yield Fact("operation, server", ("servers", position(stated["server"], servers), "url"), [stated["server"]])
    if "tag" in stated:
        tags = operation.get("tags", [])
        yield Fact("operation, tag", (*steps, "tags", position(stated["tag"], tags)), [stated["tag"]])
        declared = [tag["name"] for tag in document.get("tags", ())]
        yield Fact("operation, tag", ("tags", position(stated["tag"], declared), "name"), [stated["tag"]])
    yield from request_facts(document, operation, steps, page)
    for place, parameters in page["parameters"].items():
        for name, parameter in parameters.items():
            yield from parameter_facts(document, steps, place, name, parameter | shared_example(page, name))
    for index, status in enumerate(page["responses"]):
        # The sample and the attributes are those of the first response.
        yield from (other_response_facts if index else response_facts)(document, steps, page, status)


def request_facts(
    document: dict[str, Any], operation: dict[str, Any], steps: Steps, page: dict[str, Any]
) -> Iterator[Fact]:
    """What the page sends: the key, other headers and a body."""
    for header, value in page["request"].get("headers", {}).items():
        if header == "Authorization":
            yield from security_facts(document, operation, steps, value.partition(" ")[0].lower())
        else:
            yield from parameter_facts(document, steps, "header", header, {})
    if "arguments" in page["request"] or "body" in page["parameters"]:
        yield from follow_refs(document, (*steps, "requestBody"), "request, body")
    for kind in page["authorizations"]:
        if kind not in page["request"].get("headers", {}):
            yield Fact(f"authorization {kind}", ("components", "securitySchemes", kind), [])


def security_facts(document: dict[str, Any], operation: dict[str, Any], steps: Steps, scheme: str) -> Iterator[Fact]:
    """The security scheme of the operation."""
    holder, steps = (operation, steps) if "security" in operation else (document, ())
    name = next((name for alternative in holder.get("security", ()) for name in alternative), "")
    place: Steps = ("components", "securitySchemes", name)
    yield Fact("authorization", (*steps, "security", 0, name), [[]])
    yield Fact("authorization", (*place, "type"), ["http"])
    yield Fact("authorization", (*place, "scheme"), [scheme])
    yield from page_text(document.get("components", {}).get("securitySchemes", {}).get(name, {}), place)


def shared_example(page: dict[str, Any], name: str) -> dict[str, Any]:
    """The example of the attribute that has a parameter's name, which the page gives for both."""
    attribute = page["attributes"].get(name, {})
    return {"example": attribute["example"]} if "example" in attribute else {}


def parameter_facts(
    document: dict[str, Any], steps: Steps, place: str, name: str, stated: dict[str, Any]
) -> Iterator[Fact]:
    """One parameter, whether the operation or its path declares it."""
    if place == "body":
        return
    title = f"{place} parameter {name}"
    for holder in (steps, steps[:-1]):
        parameters = follow(document, holder).get("parameters", ())
        names = [resolve(document, parameter)["name"] for parameter in parameters]
        if name in names:
            break
    found = yield from follow_refs(document, (*holder, "parameters", position(name, names)), title)
    if found:
        yield Fact(title, (*found, "name"), [name])
        yield Fact(title, (*found, "in"), [place])
        if place == "path":
            yield Fact(title, (*found, "required"), [True])
            yield Fact(title, (*found, "schema", "type"), ["string"])
        yield from value_facts((*found, "schema"), None, title, stated)
        yield from page_text(follow(document, found), found)


def other_response_facts(document: dict[str, Any], steps: Steps, page: dict[str, Any], status: str) -> Iterator[Fact]:
    """A response that the page has besides the one with the sample. The document may describe it better."""
    place = yield from follow_refs(document, (*steps, "responses", status), f"response {status}")
    if place and "media_type" in page["responses"][status]:
        content = (*place, "content", page["responses"][status]["media_type"])
        yield from follow_refs(document, content, f"response {status}, media type")


def response_facts(document: dict[str, Any], steps: Steps, page: dict[str, Any], status: str) -> Iterator[Fact]:
    """The response to the operation: its description, the sample and the attributes."""
    stated = page["responses"][status]
    title = f"response {status}"
    place = yield from follow_refs(document, (*steps, "responses", status), title)
    if not place:
        return
    if "description" in stated:
        yield Fact(f"{title}, description", (*place, "description"), [stated["description"]])
    content = (*place, "content", stated.get("media_type", JSON))
    media_type = follow(document, place).get("content", {}).get(content[-1])
    if media_type is None:
        yield Fact(f"{title}, media type", content, [])
        return
    bodies = {name: resolve(document, example).get("value") for name, example in media_type.get("examples", {}).items()}
    matching = next((name for name, body in bodies.items() if same(body, page["sample"])), "")
    example = yield from follow_refs(document, (*content, "examples", matching), "sample, as an example of the body")
    if example:
        yield Fact("sample", (*example, "value"), [page["sample"]])
    # An attribute that the sample does not show is a field too, with an unknown value.
    sample = dict.fromkeys(name for name in page["attributes"] if "." not in name) | page["sample"]
    yield from schema_facts(document, (*content, "schema"), sample, "", page["attributes"])


def schema_facts(
    document: dict[str, Any], steps: Steps, sample: Any, field: str, attributes: dict[str, Any]
) -> Iterator[Fact]:
    """What the sample and the list of attributes state about a schema and the schemas within it."""
    place = yield from follow_refs(document, steps, field or "the body")
    if not place:
        return
    parts = follow(document, place).get("allOf", ())
    if not parts:
        yield from value_facts(place, sample, field, attributes.get(field, {}))
    if isinstance(sample, dict):
        own = dict(sample)
        for index, part in enumerate(parts):
            known = openapi.properties(document, part)
            shared = {name: own.pop(name) for name in sample if name in own and name in known}
            yield from schema_facts(document, (*place, "allOf", index), shared, field, attributes)
        for name, value in own.items():
            inner = f"{field}.{name}" if field else name
            yield from schema_facts(document, (*place, "properties", name), value, inner, attributes)
    elif isinstance(sample, list):
        for item in sample:
            yield from schema_facts(document, (*place, "items"), item, f"{field}[]", attributes)


def value_facts(place: Steps, sample: Any, field: str, attribute: dict[str, Any]) -> Iterator[Fact]:
    """What the page states about one value: its type, options, range and example."""
    field = field or "the body"
    options = attribute.get("options")
    known = options[0] if sample is None and options else sample
    if stated := re.fullmatch(NOTATION, attribute.get("type", "")):
        inner, array = (stated["inner"] or stated["type"]), stated["array"]
        yield Fact(f"{field}, type", (*place, "type"), ["array" if array else inner])
        if stated["format"] and not array:
            yield Fact(f"{field}, format", (*place, "format"), [stated["format"]])
    elif known is not None:
        yield Fact(f"{field}, type", (*place, "type"), TYPES[type(known)])
    if options:
        yield Fact(f"{field}, options", (*place, "enum"), [options])
    for keyword, limit in zip(("minimum", "maximum"), attribute.get("range", ()), strict=False):
        if limit is not None:
            yield Fact(f"{field}, {keyword}", (*place, keyword), [limit])
    if "example" in attribute:
        yield Fact(f"{field}, example", (*place, "example"), [attribute["example"]])
    elif sample is not None:
        # A value in the sample may be a placeholder, so the document may have a better example.
        yield Fact(f"{field}, example", (*place, "example"), [sample], needed=False)


def follow_refs(document: dict[str, Any], steps: Steps, name: str) -> Generator[Fact, None, Steps | None]:
    """The place that the steps lead to after resolving references; None if it does not exist."""
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


def page_text(node: dict[str, Any], steps: Steps) -> Iterator[Fact]:
    """The description of a node, which the document must word differently from the page."""
    yield Fact(f"{steps[-1]}, description", (*steps, "description"), [node.get("description")], needed=False)


def position(wanted: str, among: list[str]) -> int:
    """The index of an item in a list, or the index at which it would be added."""
    return among.index(wanted) if wanted in among else len(among)


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same JSON: `true` is not 1, and the order of an enumeration matters."""
    return json.dumps(one) == json.dumps(other)
