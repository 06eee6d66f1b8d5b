"""Find the nodes of a document by a JSON pointer (RFC 6901) or by its parts, the steps."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

# Far deeper than any readable document; what is nested deeper is an alias that contains itself.
MAX_DEPTH = 100

Steps = tuple[str | int, ...]


def pointer(steps: Steps) -> str:
    """The JSON pointer (RFC 6901) for the keys and indexes that lead to a node."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def parse_pointer(pointer: str) -> tuple[str, ...]:
    """The keys in a JSON pointer."""
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.removeprefix("/").split("/"))


def reference_steps(reference: str) -> Steps:
    """The steps to the target of a `$ref` within the document, in which characters may be percent-encoded."""
    place = unquote(reference.removeprefix("#"))
    return parse_pointer(place) if place else ()


def follow(node: Any, steps: Steps) -> Any:
    """The node that the steps lead to; raises LookupError if it does not exist."""
    for step in steps:
        if isinstance(node, list):
            step = int(step) if re.fullmatch(r"0|[1-9][0-9]*", str(step)) else len(node)
        elif not isinstance(node, dict):
            raise LookupError(step)
        node = node[step]
    return node


def resolve(document: dict[str, Any], node: Any) -> Any:
    """The node itself, or the target of its `$ref`."""
    while isinstance(node, dict) and "$ref" in node:
        node = follow(document, reference_steps(node["$ref"]))
    return node


def walk(node: Any, steps: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """This node and all nodes below it, each with the steps that lead to it."""
    waiting = [(steps, node)]
    while waiting:
        steps, node = waiting.pop()
        if len(steps) > MAX_DEPTH:
            raise RecursionError(f"{pointer(steps[:3])} ... is nested more than {MAX_DEPTH} deep, or contains itself.")
        yield steps, node
        children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        waiting += [((*steps, key), child) for key, child in children][::-1]
