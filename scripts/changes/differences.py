"""Find every place in which two canonical documents differ."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from scripts.common.json_pointer import Steps, follow, parse_pointer
from scripts.contract.openapi import is_data, keywords

MISSING = object()


class Difference(NamedTuple):
    """A place in the old and in the new document; None if it is missing there."""

    old: Steps | None
    new: Steps | None


class Comparison:
    """Compares two documents. References are followed if they differ; each pair of targets is compared once."""

    def __init__(self, old: dict[str, Any], new: dict[str, Any]) -> None:
        self.old, self.new = old, new
        self.compared: set[tuple[Steps, Steps]] = set()

    def differences(self) -> Iterator[Difference]:
        yield from self.below(self.old, self.new, (), ())

    def below(self, old: Any, new: Any, there: Steps, here: Steps) -> Iterator[Difference]:
        """The differences between a node of the old document and one of the new."""
        if not is_data(here):
            if is_reference(old) and is_reference(new) and old == new:
                return
            old, there = target(self.old, old, there)
            new, here = target(self.new, new, here)
            if (there, here) in self.compared:
                return
            if isinstance(old, dict):
                self.compared.add((there, here))
        if isinstance(old, dict) and isinstance(new, dict):
            pairs = [(key, key) for key in {**old, **new}]
            yield from self.pairs(old, new, there, here, pairs)
        elif isinstance(old, list) and isinstance(new, list):
            before, after = identities(self.old, old, there), identities(self.new, new, here)
            pairs = [(before.get(each), after.get(each)) for each in {**before, **after}]
            common = [each for each in before if each in after]
            if not is_unordered(here) and common != [each for each in after if each in before]:
                yield Difference(there, here)
            yield from self.pairs(old, new, there, here, pairs)
        elif type(old) is not type(new) or old != new:
            yield Difference(there, here)

    def pairs(
        self, old: Any, new: Any, there: Steps, here: Steps, pairs: list[tuple[Any, Any]]
    ) -> Iterator[Difference]:
        for one, other in pairs:
            was = child(old, one)
            now = child(new, other)
            if was is MISSING:
                yield Difference(None, (*here, other))
            elif now is MISSING:
                yield Difference((*there, one), None)
            else:
                yield from self.below(was, now, (*there, one), (*here, other))


def child(node: Any, key: Any) -> Any:
    if key is None:
        return MISSING
    return node.get(key, MISSING) if isinstance(node, dict) else node[key]


def is_reference(node: Any) -> bool:
    return isinstance(node, dict) and isinstance(node.get("$ref"), str)


def target(document: dict[str, Any], node: Any, steps: Steps) -> tuple[Any, Steps]:
    """The node itself and its place, or those of the target of its `$ref`."""
    while is_reference(node):
        steps = parse_pointer(node["$ref"].removeprefix("#"))
        node = follow(document, steps)
    return node, steps


def is_unordered(steps: Steps) -> bool:
    """Whether the order of the list at a place means nothing."""
    return not is_data(steps) and keywords(steps)[-1] in ("parameters", "security", "required", "tags", "allOf")


def identities(document: dict[str, Any], items: list[Any], steps: Steps) -> dict[Any, int]:
    """The index of each item, by what tells it from the others; by the index itself if an item has no such thing."""
    found = {identity(document, item, steps): index for index, item in enumerate(items)}
    return found if len(found) == len(items) and None not in found else {index: index for index in range(len(items))}


def identity(document: dict[str, Any], item: Any, steps: Steps) -> str | None:
    """What tells an item from the others in its list."""
    if is_data(steps):
        return None if isinstance(item, dict | list) or steps[-1] != "enum" else json.dumps(item)
    if steps[-1] in ("allOf", "anyOf", "oneOf"):
        return str(item["$ref"]) if is_reference(item) else None
    item, _ = target(document, item, steps)
    if isinstance(item, dict):
        named = {word: item[word] for word in ("in", "name", "url") if word in item}
        return json.dumps(named or item, sort_keys=True) if named or steps[-1] == "security" else None
    return json.dumps(item)
