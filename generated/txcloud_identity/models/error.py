from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define, field

from .._decode import left_over, new
from .._encode import encode, lay_over
from .error_type import ErrorType, error_type_of


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

    @staticmethod
    def from_dict(source: Mapping[str, object]) -> Error:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        return read_error(source)

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


def read_error(source: Mapping[str, Any]) -> Error:
    """Read a JSON object; property by property, since a loop over them would take several times as long."""
    model = new(Error)
    get = source.get
    missing = 0
    if type(value := get("code")) is str:
        model.code = value
    else:
        model.code = None
        missing += 1
    if type(value := get("message")) is str:
        model.message = value
    else:
        model.message = None
        missing += 1
    if type(value := get("type")) is str:
        model.type_ = error_type_of(value, value)
    else:
        model.type_ = None
        missing += 1
    if type(value := get("param")) is str:
        model.param = value
    else:
        model.param = None
        missing += 1
    if type(value := get("request_id")) is str:
        model.request_id = value
    else:
        model.request_id = None
        missing += 1
    if type(value := get("retry_after")) is float or type(value) is int:
        model.retry_after = value
    else:
        model.retry_after = None
        missing += 1
    model.additional_properties = {}
    if len(source) + missing != 6:
        model.additional_properties = left_over(
            source,
            {
                "code": model.code,
                "message": model.message,
                "type": model.type_,
                "param": model.param,
                "request_id": model.request_id,
                "retry_after": model.retry_after,
            },
        )
    return model
