"""What a fake knows about each operation: its request, its responses and its effect."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import httpx
from attrs import define, field

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
        for name in (str(status_code), f"{status_code // 100}XX", "default"):
            if name in self.responses:
                return self.responses[name]
        raise NotInDocument(f"{self} has no response {status_code} in the document.")


def matches(template: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """Whether a path has the form of another one, whose parameters stand in braces."""
    patterns = [re.sub(r"\\\{[^{}]*\\\}", ".+", re.escape(segment)) for segment in template]
    return len(path) == len(patterns) and all(map(re.fullmatch, patterns, path))
