from __future__ import annotations

import collections.abc
import typing

from attrs import define, field

from .. import _model
from .._model import new
from .error_type import ErrorType, error_type_of


@define(kw_only=True)
class Error(_model.Model):
    """What went wrong."""

    _JSON_NAMES: typing.ClassVar = {
        "code": "code",
        "message": "message",
        "type": "type_",
        "param": "param",
        "request_id": "request_id",
        "retry_after": "retry_after",
    }

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
    additional_properties: dict[str, typing.Any] = field(factory=dict[str, typing.Any], repr=False)
    """Properties that no attribute holds, unchanged: undocumented ones, null, values of another type."""

    @staticmethod
    def from_dict(source: collections.abc.Mapping[str, object]) -> Error:
        """Read a JSON object. It never raises because of what this holds, and `to_dict` gives back everything."""
        model = new(Error)
        values: collections.abc.Mapping[str, typing.Any] = source
        absent = 0
        # Property by property, because a loop would take several times as long.
        if (value := values.get("code")) is not None and type(value) is str:
            model.code = value
        else:
            model.code = None
            absent += 1
        if (value := values.get("message")) is not None and type(value) is str:
            model.message = value
        else:
            model.message = None
            absent += 1
        if (value := values.get("type")) is not None and type(value) is str:
            model.type_ = error_type_of(value, value)
        else:
            model.type_ = None
            absent += 1
        if (value := values.get("param")) is not None and type(value) is str:
            model.param = value
        else:
            model.param = None
            absent += 1
        if (value := values.get("request_id")) is not None and type(value) is str:
            model.request_id = value
        else:
            model.request_id = None
            absent += 1
        if type(value := values.get("retry_after")) is float or type(value) is int:
            model.retry_after = value
        else:
            model.retry_after = None
            absent += 1
        if len(source) + absent != 6:
            model.additional_properties = model._unread(source)
        return model


read_error: _model.Reader[Error] = Error.from_dict
