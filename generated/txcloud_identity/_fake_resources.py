"""The stored resources of a fake, and the effects of operations on them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from itertools import count
from typing import Any, cast
from urllib.parse import parse_qsl

import httpx
from attrs import evolve

from ._fake_operations import Operation


class Resources:
    """The stored resources, by their paths."""

    def __init__(
        self, samples: Mapping[tuple[str, ...], dict[str, object]], keys: Mapping[tuple[str, ...], str]
    ) -> None:
        self._samples = samples
        self._keys = keys
        self._kept: dict[tuple[str, ...], dict[str, object]] = {}
        self._numbers = count(1)

    def keep(
        self, item: tuple[str, ...], path: tuple[str, ...], name: object, properties: Mapping[str, object]
    ) -> dict[str, object]:
        """Add a resource: its sample, with its name and some properties changed."""
        kept: dict[str, object] = deepcopy(self._samples[item])
        if key := self._keys[item]:
            kept[key] = name
        kept.update(as_json(properties))
        self._kept[path] = kept
        return kept

    def act(self, operation: Operation, path: tuple[str, ...], request: httpx.Request) -> httpx.Response:
        """Apply the effect of an operation, and return its response."""
        response = operation.response(operation.success)
        if not operation.item:
            return response.build(operation.success)
        if operation.does == "list":
            asked = parse_qsl(request.url.query.decode())
            kept = [each for key, each in self._kept.items() if key[:-1] == path and is_asked_for(each, asked)]
            content = {**response.content, operation.listed_in: kept} if operation.listed_in else kept
            return evolve(response, content=content).build(operation.success)
        if operation.does == "create":
            made = {**deepcopy(self._samples[operation.item]), **body_of(request)}
            self._kept[*path, self._named(made, self._keys[operation.item])] = made
            return (evolve(response, content=made) if operation.is_shown else response).build(operation.success)
        item = path[: len(operation.item)]
        resource = self._kept.get(item)
        if resource is None:
            return operation.response(404).build(404)
        if any(resource.get(name) != value for name, value in operation.when.items()):
            return operation.response(operation.otherwise).build(operation.otherwise)
        resource.update(operation.then)
        if operation.does == "delete":
            del self._kept[item]
        if operation.does == "update":
            resource.update(body_of(request))
        return (evolve(response, content=resource) if operation.is_shown else response).build(operation.success)

    def _named(self, made: dict[str, object], key: str) -> str:
        """Give a created resource a unique name, and return its name in a path."""
        example = made.get(key, "")
        taken = {path[-1] for path in self._kept}
        number = next(self._numbers)
        while (name := numbered(example, number)) in taken:
            number = next(self._numbers)
        if key:
            made[key] = number if isinstance(example, int) else name
        return str(made.get(key, name))


def numbered(example: object, number: int) -> str:
    """A name that ends with a number and is as long as the example, whose length is valid."""
    return str(example)[: -len(str(number))] + str(number)


def as_json(values: Mapping[str, object]) -> dict[str, object]:
    """A copy of values after a round trip through JSON. Raises TypeError for a value that JSON does not have."""
    return cast("dict[str, object]", json.loads(json.dumps(values)))


def is_asked_for(resource: Mapping[str, object], query: list[tuple[str, str]]) -> bool:
    """Whether a resource fits a query that names properties."""
    return all(spelled(resource[name]) == value for name, value in query if name in resource)


def spelled(value: object) -> str:
    """The text of a value in a query."""
    return value if isinstance(value, str) else json.dumps(value)


def body_of(request: httpx.Request) -> dict[str, Any]:
    """The properties in the body of a request."""
    if "form" in request.headers.get("Content-Type", ""):
        return dict(parse_qsl(request.content.decode()))
    return dict(json.loads(request.content or b"{}"))
