from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define, field

from .._decode import as_plain_list, left_over, new
from .._encode import encode, lay_over
from .check_status import CheckStatus, check_status_of


@define(kw_only=True)
class FraudCheck:
    """Looks for signs that the document was tampered with."""

    status: CheckStatus | str | None = None
    """How a check ended."""
    confidence: float | None = None
    """How sure the check is of its result, 0 to 1."""
    tampering_detected: bool | None = None
    """Whether tampering was found."""
    signals: list[str] | None = None
    """Short names of what was found."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any], repr=False)
    """What no attribute represents, as it came: undocumented properties, null, values of another type."""

    @staticmethod
    def from_dict(source: Mapping[str, object]) -> FraudCheck:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        return read_fraud_check(source)

    def to_dict(self) -> dict[str, object]:
        """The JSON object: the attributes that are not None, laid over `additional_properties`."""
        return lay_over(
            self.additional_properties,
            {
                "status": encode(self.status),
                "confidence": self.confidence,
                "tampering_detected": self.tampering_detected,
                "signals": self.signals,
            },
        )


def read_fraud_check(source: Mapping[str, Any]) -> FraudCheck:
    """Read a JSON object; property by property, since a loop over them would take several times as long."""
    model = new(FraudCheck)
    get = source.get
    missing = 0
    if type(value := get("status")) is str:
        model.status = check_status_of(value, value)
    else:
        model.status = None
        missing += 1
    if type(value := get("confidence")) is float or type(value) is int:
        model.confidence = value
    else:
        model.confidence = None
        missing += 1
    if type(value := get("tampering_detected")) is bool:
        model.tampering_detected = value
    else:
        model.tampering_detected = None
        missing += 1
    if (value := get("signals")) is not None and (value := as_plain_list((str,), value)) is not None:
        model.signals = value
    else:
        model.signals = None
        missing += 1
    model.additional_properties = {}
    if len(source) + missing != 4:
        model.additional_properties = left_over(
            source,
            {
                "status": model.status,
                "confidence": model.confidence,
                "tampering_detected": model.tampering_detected,
                "signals": model.signals,
            },
        )
    return model
