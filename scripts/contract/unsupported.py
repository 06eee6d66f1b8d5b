"""Find what OpenAPI allows but the line does not support: the client would omit it, or send or read it differently."""

import re
from collections.abc import Iterator
from typing import Any

from scripts.common.json_pointer import Steps, follow, pointer, resolve, walk
from scripts.contract import openapi
from scripts.contract.marks import MARKS
from scripts.contract.names import names_with_twins
from scripts.contract.openapi import JSON, is_success
from scripts.contract.supported import unsupported_keywords
from scripts.contract.unsupported_requests import unsupported_bodies, unsupported_parameters

Operations = list[tuple[Steps, dict[str, Any]]]
Unsupported = Iterator[tuple[str, Steps]]

# Names that no method of an operation may have: other members of the client, and modules that its types come from.
MEMBERS_OF_THE_CLIENT = ("base_url", "close", "request", "send", "models", "typing", "uuid", "warnings")


def unsupported_features(document: dict[str, Any], operations: Operations) -> Unsupported:
    """The unsupported features of the document: a message and the place of each."""
    yield from unsupported_security(document, operations)
    yield from unsupported_keywords(document)
    yield from unsupported_servers(document)
    yield from conflicting_names(operations)
    yield from names_with_twins(document)
    for steps, operation in operations:
        yield from unsupported_parts(document, steps, operation)
    yield from unsupported_enumerations(document)
    yield from unsupported_binaries(document, operations)


def unsupported_servers(document: dict[str, Any]) -> Unsupported:
    """Servers that the client cannot call, or cannot tell apart by name or key."""
    seen = set()
    for index, server in enumerate(document["servers"]):
        steps = ("servers", index)
        for mark, meaning in (
            ("x-environment", "the name that callers know the server by"),
            ("x-key-prefix", "the prefix of the keys that the server takes"),
        ):
            if not isinstance(server.get(mark), str) or not server[mark]:
                yield f"the server has no `{mark}`. Give it one: {meaning}.", steps
            else:
                yield from MARKS[mark].faults(document, (*steps, mark), server[mark])
        if not re.fullmatch(r"https?://[^{}?#\s]+", server["url"]):
            yield f"the server's URL {server['url']!r} must be http(s), without variables or a query.", (*steps, "url")
        name = server.get("x-environment")
        if name in seen:
            yield f"`x-environment` {name!r} is taken. Give each server one of its own.", (*steps, "x-environment")
        seen.add(name)


def unsupported_security(document: dict[str, Any], operations: Operations) -> Unsupported:
    """Ways to authenticate other than the bearer key, which the client sends with each request."""
    schemes = document.get("components", {}).get("securitySchemes", {})
    bearers = set()
    for name, scheme in schemes.items():
        if (scheme.get("type"), str(scheme.get("scheme")).lower()) == ("http", "bearer"):
            bearers.add(name)
        else:
            message = f"the client sends a bearer key, and nothing of type {scheme.get('type')!r}. "
            yield (
                f"{message}Describe the key by `{{type: http, scheme: bearer}}`, or leave the scheme out.",
                ("components", "securitySchemes", name),
            )
    for steps, holder in [((), document), *operations]:
        alternatives = holder.get("security", [])
        if alternatives and not any(set(each) <= bearers for each in alternatives):
            yield "one of the alternatives must be the bearer key alone, or nothing.", (*steps, "security")


def conflicting_names(operations: Operations) -> Unsupported:
    """Operations whose method name is taken."""
    seen = {bare(name): f"the client's own `{name}`" for name in MEMBERS_OF_THE_CLIENT}
    for steps, operation in operations:
        name = operation["operationId"]
        for taken in (bare(name), bare(f"{name}_detailed"), bare(f"{name}_iter")):
            other = seen.setdefault(taken, pointer(steps))
            if other != pointer(steps):
                message = f"operationId {name!r} is taken by {other}. Give each operation one of its own."
                yield message, (*steps, "operationId")


def bare(name: str) -> str:
    return name.replace("_", "").lower()


def unsupported_parts(document: dict[str, Any], steps: Steps, operation: dict[str, Any]) -> Unsupported:
    """The parts of an operation that the client cannot send or read."""
    yield from unsupported_parameters(document, operation, steps)
    yield from unsupported_bodies(document, operation, (*steps, "requestBody"))
    yield from unsupported_responses(document, operation["responses"], (*steps, "responses"))
    for mark in ("x-transition", "x-creates"):
        if mark in operation:
            yield from MARKS[mark].faults(document, (*steps, mark), operation[mark])


def unsupported_responses(document: dict[str, Any], responses: dict[str, Any], steps: Steps) -> Unsupported:
    """Successes that the client cannot read."""
    if not any(map(is_success, responses)):
        yield "the operation has no response for success. Add one, such as '200'.", steps
    for status in filter(is_success, responses):
        content = resolve(document, responses[status]).get("content", {})
        if content and "schema" not in content.get(JSON, {}):
            message = f"the result is {' or '.join(content)}. The client reads {JSON} with a `schema`: add it."
            yield message, (*steps, status)


def unsupported_enumerations(document: dict[str, Any]) -> Unsupported:
    """Values that the parser would change."""
    for steps, node in walk(document.get("components", {}).get("schemas", {}), ("components", "schemas")):
        if steps[-1] != "enum" or not isinstance(node, list) or "example" in steps or "default" in steps:
            continue
        if None in node and not follow(document, steps[:-1]).get("nullable"):
            yield "an enumeration contains null. Leave it out, or add `nullable: true`.", steps
        for value in node:
            if isinstance(value, str) and (re.search(r'["\\]', value) or not value.isprintable()):
                yield f"the value {value!r} needs escaping in Python. Leave it out: the client reads it anyway.", steps


def unsupported_binaries(document: dict[str, Any], operations: Operations) -> Unsupported:
    """Files in JSON, which cannot hold them."""
    for steps, operation in operations:
        sent = {("requestBody",): operation.get("requestBody", {})}
        received = {
            ("responses", status): each for status, each in operation["responses"].items() if is_success(status)
        }
        for place, holder in (sent | received).items():
            content = resolve(document, holder).get("content", {}).get(JSON, {})
            for where, node in openapi.reached(document, content, (*steps, *place, "content", JSON)):
                if where[-1:] == ("format",) and node == "binary" and not openapi.is_data(where):
                    yield "JSON cannot hold `format: binary`. Write `format: byte`, which is text in base64.", where
