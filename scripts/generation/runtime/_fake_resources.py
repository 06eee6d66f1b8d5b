"""The stored resources of a fake, and the effects of operations on them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from itertools import count
from typing import Any, cast

import httpx
from attrs import define, evolve, field

from ._fake_operations import ExampleResponse, Operation, changed, matches
from ._fake_requests import given, page, value_of
from ._fake_schema import fits


@define(frozen=True, kw_only=True)
class Resource:
    """A kind of resource: the first properties of one, and what may be changed."""

    sample: Mapping[str, Any]
    # The property that identifies one, if there is one, and its schema.
    key: str = ""
    key_schema: Mapping[str, Any] = field(factory=dict[str, Any])
    # The schemas of the other properties that requests set.
    schemas: Mapping[str, Any] = field(factory=dict[str, Any])


class Resources:
    """The stored resources, by their paths."""

    def __init__(self, kinds: Mapping[tuple[str, ...], Resource]) -> None:
        self._kinds = kinds
        # What was deleted is None, and keeps its place in a list.
        self._kept: dict[tuple[str, ...], dict[str, object] | None] = {}
        self._numbers = count(1)
        # By method, path and idempotency key.
        self._responses: dict[tuple[str, ...], httpx.Response] = {}

    def keep(
        self, item: tuple[str, ...], path: tuple[str, ...], name: object, properties: Mapping[str, object]
    ) -> dict[str, object]:
        """Add a resource: its sample, with its name and some properties changed."""
        kind = self._kinds[item]
        if not fits(kind.key_schema, name):
            raise ValueError(f"{kind.key or path[-1]} must fit {kind.key_schema}, not be {name!r}.")
        kept: dict[str, object] = deepcopy(dict(kind.sample))
        if kind.key in properties:
            raise TypeError(f"{kind.key} is given without its name, as the argument before the properties.")
        if kind.key:
            kept[kind.key] = name
        kept.update(as_json(properties))
        self._kept[path] = kept
        return kept

    def act(self, operation: Operation, path: tuple[str, ...], request: httpx.Request) -> httpx.Response:
        """Apply the effect of an operation, once for each idempotency key, and return its response."""
        key = request.headers.get("Idempotency-Key")
        if key is None:
            return self._act(operation, path, request)
        asked = (operation.method, *path, key)
        if asked not in self._responses:
            self._responses[asked] = self._act(operation, path, request)
        first = self._responses[asked]
        headers = changed(first.headers, operation.headers)
        return httpx.Response(first.status_code, headers=headers, content=first.content)

    def _act(self, operation: Operation, path: tuple[str, ...], request: httpx.Request) -> httpx.Response:
        resource: dict[str, object] | None = None
        status_code = operation.success
        if operation.item and operation.does != "list":
            kind, item = self._kinds[operation.item], path[: len(operation.item)]
            resource = self._kept.get(item)
            name = value_of(item[-1]) if type(kind.sample.get(kind.key)) is int else item[-1]
            if resource is None and operation.does == "replace" and fits(kind.key_schema, name):
                resource, status_code = self.keep(operation.item, item, name, {}), 201
            if resource is None:
                return operation.response(404).build(404)
            if any(resource.get(name) != value for name, value in operation.when.items()):
                return operation.response(operation.otherwise).build(operation.otherwise)
            resource.update(operation.then)
            if operation.does == "delete":
                self._kept[item] = None
            if operation.does in ("update", "replace"):
                resource.update(given(request, kind.schemas))
        if operation.creates:
            resource = self._create(operation, path, request)
        response = operation.response(status_code)
        if operation.does == "list" or operation.listed_in:
            response = self._list(operation, response, path, request)
        elif resource is not None and response.media_type:
            response = evolve(response, content=operation.shown(resource, response.content))
        return response.build(status_code)

    def _create(self, operation: Operation, path: tuple[str, ...], request: httpx.Request) -> dict[str, object]:
        """Add a resource as a request describes it, with a name that no other one has."""
        kind = self._kinds[operation.creates]
        made = {**deepcopy(dict(kind.sample)), **given(request, kind.schemas)}
        taken = {path[-1] for path in self._kept}
        while str(name := numbered(kind, next(self._numbers))) in taken:
            pass
        if kind.key:
            made[kind.key] = name
        # In its own collection, the parameters may have other names.
        within = dict(zip(operation.path, path, strict=True))
        elsewhere = tuple(within.get(segment, segment) for segment in operation.creates[:-1])
        place = path if matches(operation.creates[:-1], path) else elsewhere
        self._kept[*place, str(name)] = made
        return made

    def _list(
        self, operation: Operation, response: ExampleResponse, path: tuple[str, ...], request: httpx.Request
    ) -> ExampleResponse:
        """The response with the items that are asked for: those that are stored, or else those of the example."""
        items: list[Any] = response.content.get(operation.listed_in) or [] if operation.listed_in else response.content
        found: list[tuple[object, Any]] = [(each.get("id") if each.__class__ is dict else None, each) for each in items]
        if operation.does == "list":
            kept = [(key[-1], each) for key, each in self._kept.items() if key[:-1] == path]
            found = [(name, None if each is None else operation.shown(each, operation.sample)) for name, each in kept]
        shown, totals = page(operation, found, request.url.params)
        whole = {**response.content, operation.listed_in: shown, **totals} if operation.listed_in else shown
        return evolve(response, content=whole)


def numbered(kind: Resource, number: int) -> object:
    """A name with a number: the number itself, or the example with the number at its end."""
    example = kind.sample.get(kind.key, "")
    if isinstance(example, int):
        return number if fits(kind.key_schema, number) else example + number
    # As long as the example, if that is valid.
    end = str(number)
    alike, longer = str(example)[: -len(end)] + end, str(example).rstrip("0123456789") + end
    return alike if fits(kind.key_schema, alike) else longer


def as_json(values: Mapping[str, object]) -> dict[str, object]:
    """A copy of values after a round trip through JSON. Raises TypeError for a value that JSON does not have."""
    return cast("dict[str, object]", json.loads(json.dumps(values)))
