from __future__ import annotations

import collections.abc
import typing

from attrs import define, field

from .. import _model
from .._model import new
from .check_status import CheckStatus, check_status_of


@define(kw_only=True)
class CheckResult(_model.Model):
    """What every check reports."""

    _JSON_NAMES: typing.ClassVar = {"status": "status", "confidence": "confidence"}

    status: CheckStatus | str | None = None
    """How a check ended."""
    confidence: float | None = None
    """How sure the check is of its result, 0 to 1."""
    additional_properties: dict[str, typing.Any] = field(factory=dict[str, typing.Any], repr=False)
    """Properties that no attribute holds, unchanged: undocumented ones, null, values of another type."""

    @staticmethod
    def from_dict(source: collections.abc.Mapping[str, object]) -> CheckResult:
        """Read a JSON object. It never raises because of what this holds, and `to_dict` gives back everything."""
        model = new(CheckResult)
        values: collections.abc.Mapping[str, typing.Any] = source
        absent = 0
        # Property by property, because a loop would take several times as long.
        if (value := values.get("status")) is not None and type(value) is str:
            model.status = check_status_of(value, value)
        else:
            model.status = None
            absent += 1
        if type(value := values.get("confidence")) is float or type(value) is int:
            model.confidence = value
        else:
            model.confidence = None
            absent += 1
        if len(source) + absent != 2:
            model.additional_properties = model._unread(source)
        return model


read_check_result: _model.Reader[CheckResult] = CheckResult.from_dict
