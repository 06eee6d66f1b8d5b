from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import as_enum, as_number, as_string, encode, lay_over, take
from .error_type import ErrorType


@define(kw_only=True)
class Error:
    """What went wrong."""

    code: str | None = None
    """What went wrong, for programs. Named by the vendor: `unauthorized` and `key_revoked` (401),
    `forbidden` and `ip_not_allowed` (403), `rate_limit_exceeded` (429).
    """
    message: str | None = None
    """What went wrong, for people."""
    type_: ErrorType | str | None = None
    """The class of the error. Expect other values too: for a conflict of idempotency keys, another
    of the vendor's pages gives `invalid_request_error`.
    """
    param: str | None = None
    """The parameter at fault, where one is."""
    request_id: str | None = None
    """Identifies the request to the vendor's support."""
    retry_after: float | None = None
    """How long to wait before the next attempt, in seconds. Comes with status 429."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any], repr=False)
    """What no attribute represents, as it came: undocumented properties, null, values of another type."""

    @classmethod
    def from_dict(cls, source: Mapping[str, object]) -> Self:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        rest = dict(source)
        return cls(
            code=take(rest, "code", as_string),
            message=take(rest, "message", as_string),
            type_=take(rest, "type", as_enum(ErrorType)),
            param=take(rest, "param", as_string),
            request_id=take(rest, "request_id", as_string),
            retry_after=take(rest, "retry_after", as_number),
            additional_properties=rest,
        )

    def to_dict(self) -> dict[str, object]:
        """The JSON object: the attributes that are not None, laid over `additional_properties`."""
        return lay_over(
            self.additional_properties,
            {
                "code": self.code,
                "message": self.message,
                "type": encode(self.type_),
                "param": self.param,
                "request_id": self.request_id,
                "retry_after": self.retry_after,
            },
        )
