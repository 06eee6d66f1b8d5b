from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define, field

from .._decode import left_over, new
from .._encode import lay_over
from .error import Error, read_error


@define(kw_only=True)
class ErrorResponse:
    """The body of every error that the API itself answers."""

    error: Error | None = None
    """What went wrong."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any], repr=False)
    """What no attribute represents, as it came: undocumented properties, null, values of another type."""

    @staticmethod
    def from_dict(source: Mapping[str, object]) -> ErrorResponse:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        return read_error_response(source)

    def to_dict(self) -> dict[str, object]:
        """The JSON object: the attributes that are not None, laid over `additional_properties`."""
        return lay_over(self.additional_properties, {"error": self.error and self.error.to_dict()})


def read_error_response(source: Mapping[str, Any]) -> ErrorResponse:
    """Read a JSON object; property by property, since a loop over them would take several times as long."""
    model = new(ErrorResponse)
    get = source.get
    missing = 0
    if type(get("error")) is dict:
        model.error = read_error(source["error"])
    else:
        model.error = None
        missing += 1
    model.additional_properties = {}
    if len(source) + missing != 1:
        model.additional_properties = left_over(source, {"error": model.error})
    return model
