"""What a fake knows about each operation: its request, its responses and its effect."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

import httpx
from attrs import define, evolve, field

from ._error_fields import phrase
from ._interruption import Mistake


class NotInDocument(Mistake, LookupError):
    """A test asks for an operation or a response that the document does not have."""


class NothingToAlter(Mistake, TypeError):
    """A test alters a response that is no JSON object."""


@define(frozen=True, kw_only=True)
class ExampleResponse:
    """A response of the document's examples: headers, media type and content."""

    headers: Mapping[str, str]
    # Empty if it has no body.
    media_type: str = ""
    content: Any = None
    # If it is for statuses without a response of their own: the fields of its error that take any text, and the types
    # of errors by status, of which that of 400 or 500 is for all others, too.
    texts: tuple[str, ...] = ()
    types: Mapping[int, str] = field(factory=dict[int, str])

    def for_status(self, status_code: int) -> ExampleResponse:
        """The same with an error that fits one of its statuses."""
        words = phrase(status_code)
        fitting = {"code": words.lower().replace(" ", "_").replace("-", "_").replace("'", ""), "message": f"{words}."}
        changes = {name: fitting[name] for name in self.texts}
        kind = self.types.get(status_code) or self.types.get(status_code // 100 * 100)
        if kind:
            changes["type"] = kind
        return (
            evolve(self, content={**self.content, "error": {**self.content["error"], **changes}}) if changes else self
        )

    def build(self, status_code: int) -> httpx.Response:
        """The response of the HTTP library."""
        if not self.media_type:
            return httpx.Response(status_code, headers=self.headers)
        text = json.dumps(self.content) if "json" in self.media_type else str(self.content)
        return httpx.Response(status_code, headers={**self.headers, "Content-Type": self.media_type}, text=text)


@define(frozen=True, kw_only=True)
class Operation:
    """An operation: its request, its responses and its effect."""

    method: str
    path: tuple[str, ...]
    success: int
    responses: Mapping[str, ExampleResponse]
    # One of act, show, list, update, replace, delete; empty if it has no effect on a resource.
    does: str = ""
    # The path of the resource that it affects, and that of a resource which it creates.
    item: tuple[str, ...] = ()
    creates: tuple[str, ...] = ()
    # Whether it responds with the resource, or else the properties of its response that are the resource's.
    is_shown: bool = False
    shared: tuple[str, ...] = ()
    # The property of its response that is a list, the properties that a query filters by, how many items are listed
    # if a query does not say, and what the response says of all of them.
    listed_in: str = ""
    filters: tuple[str, ...] = ()
    limit: int | None = None
    totals: tuple[str, ...] = ()
    # An item of a list that shows only a part of each resource.
    sample: Mapping[str, Any] = field(factory=dict[str, Any])
    # A transition: the properties before and after, and the status if the resource has others.
    when: Mapping[str, Any] = field(factory=dict[str, Any])
    then: Mapping[str, Any] = field(factory=dict[str, Any])
    otherwise: int = 409
    # What a rate limit adds to each response.
    headers: Mapping[str, str] = field(factory=dict[str, str])

    def __str__(self) -> str:
        return f"{self.method} /{'/'.join(self.path)}"

    def fits(self, method: str, path: tuple[str, ...]) -> bool:
        """Whether a request is for this operation. Its path may begin with that of the server."""
        return method == self.method and matches(self.path, path[-len(self.path) :])

    def shown(self, resource: dict[str, object], example: Mapping[str, object]) -> Mapping[str, object]:
        """What a response with this example shows of a resource."""
        shared = {name: resource[name] for name in self.shared if name in resource}
        return resource if self.is_shown else {**example, **shared} if shared else example

    def response(self, status_code: int) -> ExampleResponse:
        """The documented response for a status. Raises LookupError if there is none."""
        found = self._example(status_code)
        return evolve(found, headers=changed(found.headers, self.headers)) if self.headers else found

    def _example(self, status_code: int) -> ExampleResponse:
        if str(status_code) in self.responses:
            return self.responses[str(status_code)]
        for name in (f"{status_code // 100}XX", "default"):
            if name in self.responses:
                return self.responses[name].for_status(status_code)
        raise NotInDocument(f"{self} has no response {status_code} in the document.")

    def failure(self, status_code: int, retry_after: float | None, error: Mapping[str, object]) -> httpx.Response:
        """The documented error for a status, with a delay to ask for and other fields than those of the example."""
        response = self.response(status_code)
        asked = retry_after if retry_after is not None else 0 if "Retry-After" in response.headers else None
        headers = response.headers if asked is None else changed(response.headers, {"Retry-After": str(asked)})
        changes = {**({} if asked is None else {"retry_after": asked}), **error}
        content = response.content
        if changes and isinstance(content, dict):
            body = cast("dict[str, Any]", content)
            content = {**body, "error": {**body.get("error", {}), **changes}}
        return evolve(response, headers=headers, content=content).build(status_code)


def changed(headers: Mapping[str, str], changes: Mapping[str, str]) -> Mapping[str, str]:
    """Headers with changes, whose names may be spelled in any case."""
    every = httpx.Headers(headers)
    every.update(changes)
    return every


def operation_for(
    method: str, path: tuple[str, ...], operations: Iterable[Operation], items: Iterable[tuple[str, ...]]
) -> Operation:
    """The operation of a request. Raises LookupError if there is none, and it is no GET of a resource."""
    found = next((each for each in operations if each.fits(method, path)), None)
    # The clients have a method for requests that the document does not describe.
    shown = [item for item in items if method == "GET" and matches(item, path[-len(item) :])]
    if not found and shown:
        found = lookup(max(shown, key=len), operations)
    if not found:
        raise NotInDocument(f"The document has no operation {method} {'/'.join(path)}.")
    return found


def lookup(item: tuple[str, ...], operations: Iterable[Operation]) -> Operation | None:
    """An operation that shows a resource, with the errors of one that the document has."""
    other = next((each for each in operations if item in (each.item, each.creates)), None)
    if not other:
        return None
    responses = {"404": ExampleResponse(headers={})} if not {"404", "4XX", "default"} & set(other.responses) else {}
    success = next(each for status, each in other.responses.items() if status[0] == "2")
    responses |= {status: each for status, each in other.responses.items() if status[0] != "2"}
    responses["200"] = ExampleResponse(headers=success.headers, media_type="application/json", content={})
    return Operation(method="GET", path=item, success=200, responses=responses, does="show", item=item, is_shown=True)


def matches(template: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """Whether a path has the form of another one, whose parameters stand in braces."""
    patterns = [re.sub(r"\\\{[^{}]*\\\}", ".+", re.escape(segment)) for segment in template]
    return len(path) == len(patterns) and all(map(re.fullmatch, patterns, path))
