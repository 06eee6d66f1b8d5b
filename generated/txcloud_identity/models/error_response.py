from __future__ import annotations

import collections.abc
import typing

from attrs import define, field

from .. import _model
from .._model import new
from .error import Error, read_error


@define(kw_only=True)
class ErrorResponse(_model.Model):
    """The body of every error that the API itself answers."""

    _JSON_NAMES: typing.ClassVar = {"error": "error"}

    error: Error | None = None
    """What went wrong."""
    additional_properties: dict[str, typing.Any] = field(factory=dict[str, typing.Any], repr=False)
    """Properties that no attribute holds, unchanged: undocumented ones, null, values of another type."""

    @staticmethod
    def from_dict(source: collections.abc.Mapping[str, object]) -> ErrorResponse:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        model = new(ErrorResponse)
        values: collections.abc.Mapping[str, typing.Any] = source
        get = values.get
        absent = 0
        # Property by property, since a loop would take several times as long.
        if type(get("error")) is dict:
            model.error = read_error(values["error"])
        else:
            model.error = None
            absent += 1
        model.additional_properties = {} if len(source) + absent == 1 else model._unread(source)
        return model


read_error_response: _model.Reader[ErrorResponse] = ErrorResponse.from_dict
