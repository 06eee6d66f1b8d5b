"""What a fake of the vendor knows of each operation: how it is called, how it responds and what it does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import httpx
from attrs import define, field


@define(frozen=True, kw_only=True)
class ExampleResponse:
    """A response, by the document's examples: its headers, the type of its body, and what that holds."""

    headers: Mapping[str, str]
    # None, if it has no body.
    media_type: str = ""
    content: Any = None

    def build(self, status_code: int) -> httpx.Response:
        """What goes over the wire."""
        if not self.media_type:
            return httpx.Response(status_code, headers=self.headers)
        text = json.dumps(self.content) if "json" in self.media_type else str(self.content)
        return httpx.Response(status_code, headers={**self.headers, "Content-Type": self.media_type}, text=text)


@define(frozen=True, kw_only=True)
class Operation:
    """An operation: how it is called, how it responds and what it does."""

    method: str
    path: tuple[str, ...]
    success: int
    responses: Mapping[str, ExampleResponse]
    # One of create, show, list, update, delete; nothing, if it does none of that.
    does: str = ""
    # The path of the resource that it is about, and whether it responds with that.
    item: tuple[str, ...] = ()
    is_shown: bool = False
    # The property of its response that is the list; empty, if the response itself is the list.
    listed_in: str = ""
    # How it changes the resource: what holds before and after, and the status where it does not hold.
    when: Mapping[str, Any] = field(factory=dict[str, Any])
    then: Mapping[str, Any] = field(factory=dict[str, Any])
    otherwise: int = 409

    def __str__(self) -> str:
        return f"{self.method} /{'/'.join(self.path)}"

    def fits(self, method: str, path: tuple[str, ...]) -> bool:
        """Whether a request is for this operation. Its path may begin with that of the server."""
        tail = path[-len(self.path) :]
        if method != self.method or len(tail) != len(self.path):
            return False
        return all("{" in ours or ours == theirs for ours, theirs in zip(self.path, tail, strict=True))

    def response(self, status_code: int) -> ExampleResponse:
        """What the document has for a status; a LookupError, if that is nothing."""
        for name in (str(status_code), f"{status_code // 100}XX", "default"):
            if name in self.responses:
                return self.responses[name]
        raise LookupError(f"{self} has no response {status_code} in the document.")
