"""The request and the response of an operation."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Generic, Literal, TypeAlias, TypeVar

from attrs import define, field

T = TypeVar("T")

# A file to send: its content, or its path, or its name, content and media type.
File: TypeAlias = bytes | os.PathLike[str] | tuple[str, bytes, str]

Method: TypeAlias = Literal["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]

# A part of a form: a file name, the content, and perhaps the media type. A part without a file name is no file.
Part: TypeAlias = tuple[str | None, bytes] | tuple[str, bytes, str]

NOTHING: Mapping[str, object] = MappingProxyType({})


@define(frozen=True, kw_only=True)
class RateLimit:
    """How much of the rate limit is left, from the headers of a response. None stands for a missing header.

    Attributes:
        limit: Requests allowed in one window.
        remaining: Requests left in the current window.
        reset: When the current window ends.
        window: Length of a window, in seconds.
    """

    limit: int | None
    remaining: int | None
    reset: datetime.datetime | None
    window: int | None

    @classmethod
    def from_headers(cls, headers: Mapping[str, str]) -> RateLimit:
        """Read `X-RateLimit-Limit`, `-Remaining`, `-Reset` (seconds since 1970-01-01T00:00:00Z) and `-Window`."""

        def count(name: str) -> int | None:
            value = headers.get(f"X-RateLimit-{name}", "")
            return int(value) if re.fullmatch("[0-9]{1,11}", value) else None

        reset = count("Reset")
        return cls(
            limit=count("Limit"),
            remaining=count("Remaining"),
            reset=None if reset is None else datetime.datetime.fromtimestamp(reset, datetime.UTC),
            window=count("Window"),
        )


@define(frozen=True, kw_only=True)
class Response(Generic[T]):
    """The response to a call that succeeded.

    Attributes:
        status_code: 200 to 299.
        headers: The headers; their names may be spelled in any case.
        content: The body as it came. It may hold personal data.
        parsed: The operation's result.
    """

    status_code: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    parsed: T

    @property
    def request_id(self) -> str | None:
        """Identifies the request for the vendor's support, if the server says so."""
        return self.headers.get("X-Request-Id")

    @property
    def rate_limit(self) -> RateLimit:
        """How much of the rate limit is left."""
        return RateLimit.from_headers(self.headers)


@define(kw_only=True)
class Request(Generic[T]):
    """A request of an operation, and the functions that parse the body of a 2xx response."""

    method: str
    # The path template of the document; and the path with the values of its parameters.
    route: str
    path: str
    read: Callable[[bytes], T]
    # Where the document has another result for a status.
    read_by_status: Mapping[int, Callable[[bytes], T]] | None = None
    # Whether the server acts once, however often it gets the request.
    is_idempotent: bool = False
    params: Mapping[str, object] = field(default=NOTHING, repr=False)
    headers: Mapping[str, object] = field(default=NOTHING, repr=False)
    cookies: Mapping[str, object] = field(default=NOTHING, repr=False)
    json: object = field(default=None, repr=False)
    data: Mapping[str, object] | None = field(default=None, repr=False)
    content: bytes | None = field(default=None, repr=False)
    files: Sequence[tuple[str, Part]] | None = field(default=None, repr=False)

    @property
    def has_body(self) -> bool:
        """Whether the request has a body."""
        return self.json is not None or self.data is not None or self.content is not None or self.files is not None

    @property
    def is_bare(self) -> bool:
        """Whether the request consists of the path only."""
        return not (self.params or self.headers or self.cookies or self.has_body)

    def response(self, status_code: int, headers: Mapping[str, str], content: bytes) -> Response[T]:
        """The response to a call that succeeded. Raises ValueError if the body is not the operation's result."""
        read = self.read_by_status.get(status_code, self.read) if self.read_by_status else self.read
        return Response(status_code=status_code, headers=headers, content=content, parsed=read(content))
