from __future__ import annotations

import collections.abc
import typing

from attrs import define, field

from .. import _model
from .._model import json_object, new
from .error import Error, read_error


@define(kw_only=True)
class ErrorResponse(_model.Model):
    """The body of every error that the API itself responds with."""

    _JSON_NAMES: typing.ClassVar = {"error": "error"}

    error: Error | None = None
    """What went wrong."""
    additional_properties: dict[str, typing.Any] = field(factory=dict[str, typing.Any], repr=False)
    """Properties that no attribute holds, unchanged: undocumented ones, null, values of another type."""

    @staticmethod
    def from_dict(source: collections.abc.Mapping[str, object]) -> ErrorResponse:
        """Read a JSON object. It never raises because of what this holds, and `to_dict` gives back everything."""
        model = new(ErrorResponse)
        values: collections.abc.Mapping[str, typing.Any] = source
        absent = 0
        # Property by property, because a loop would take several times as long.
        if (value := values.get("error")) is not None and type(value) is json_object:
            model.error = read_error(value)
        else:
            model.error = None
            absent += 1
        if len(source) + absent != 1:
            model.additional_properties = model._unread(source)
        return model


read_error_response: _model.Reader[ErrorResponse] = ErrorResponse.from_dict
