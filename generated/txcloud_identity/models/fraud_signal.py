from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define, field

from .._decode import left_over, new
from .._encode import encode, lay_over
from .fraud_signal_severity import FraudSignalSeverity, fraud_signal_severity_of


@define(kw_only=True)
class FraudSignal:
    """One finding that points to fraud."""

    code: str | None = None
    """A short name for the finding."""
    severity: FraudSignalSeverity | str | None = None
    """How serious a finding is."""
    message: str | None = field(default=None, repr=False)
    """The finding in words, for people."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any], repr=False)
    """What no attribute represents, as it came: undocumented properties, null, values of another type."""

    @staticmethod
    def from_dict(source: Mapping[str, object]) -> FraudSignal:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        return read_fraud_signal(source)

    def to_dict(self) -> dict[str, object]:
        """The JSON object: the attributes that are not None, laid over `additional_properties`."""
        return lay_over(
            self.additional_properties, {"code": self.code, "severity": encode(self.severity), "message": self.message}
        )


def read_fraud_signal(source: Mapping[str, Any]) -> FraudSignal:
    """Read a JSON object; property by property, since a loop over them would take several times as long."""
    model = new(FraudSignal)
    get = source.get
    missing = 0
    if type(value := get("code")) is str:
        model.code = value
    else:
        model.code = None
        missing += 1
    if type(value := get("severity")) is str:
        model.severity = fraud_signal_severity_of(value, value)
    else:
        model.severity = None
        missing += 1
    if type(value := get("message")) is str:
        model.message = value
    else:
        model.message = None
        missing += 1
    model.additional_properties = {}
    if len(source) + missing != 3:
        model.additional_properties = left_over(
            source, {"code": model.code, "severity": model.severity, "message": model.message}
        )
    return model
