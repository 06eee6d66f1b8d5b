from __future__ import annotations

import collections.abc
import typing

from attrs import define, field

from .. import _model
from .._model import new
from .fraud_signal_severity import FraudSignalSeverity, fraud_signal_severity_of


@define(kw_only=True)
class FraudSignal(_model.Model):
    """One finding that points to fraud."""

    _JSON_NAMES: typing.ClassVar = {"code": "code", "severity": "severity", "message": "message"}

    code: str | None = None
    """A short name for the finding."""
    severity: FraudSignalSeverity | str | None = None
    """How serious a finding is."""
    message: str | None = field(default=None, repr=False)
    """The finding in words, for people."""
    additional_properties: dict[str, typing.Any] = field(factory=dict[str, typing.Any], repr=False)
    """Properties that no attribute holds, unchanged: undocumented ones, null, values of another type."""

    @staticmethod
    def from_dict(source: collections.abc.Mapping[str, object]) -> FraudSignal:
        """Read a JSON object. It never raises because of what this holds, and `to_dict` gives back everything."""
        model = new(FraudSignal)
        values: collections.abc.Mapping[str, typing.Any] = source
        absent = 0
        # Property by property, because a loop would take several times as long.
        if (value := values.get("code")) is not None and type(value) is str:
            model.code = value
        else:
            model.code = None
            absent += 1
        if (value := values.get("severity")) is not None and type(value) is str:
            model.severity = fraud_signal_severity_of(value, value)
        else:
            model.severity = None
            absent += 1
        if (value := values.get("message")) is not None and type(value) is str:
            model.message = value
        else:
            model.message = None
            absent += 1
        if len(source) + absent != 3:
            model.additional_properties = model._unread(source)
        return model


read_fraud_signal: _model.Reader[FraudSignal] = FraudSignal.from_dict
