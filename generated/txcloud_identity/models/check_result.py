from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define, field

from .._decode import left_over, new
from .._encode import encode, lay_over
from .check_status import CheckStatus, check_status_of


@define(kw_only=True)
class CheckResult:
    """What every check reports."""

    status: CheckStatus | str | None = None
    """How a check ended."""
    confidence: float | None = None
    """How sure the check is of its result, 0 to 1."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any], repr=False)
    """What no attribute represents, as it came: undocumented properties, null, values of another type."""

    @staticmethod
    def from_dict(source: Mapping[str, object]) -> CheckResult:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        return read_check_result(source)

    def to_dict(self) -> dict[str, object]:
        """The JSON object: the attributes that are not None, laid over `additional_properties`."""
        return lay_over(self.additional_properties, {"status": encode(self.status), "confidence": self.confidence})


def read_check_result(source: Mapping[str, Any]) -> CheckResult:
    """Read a JSON object; property by property, since a loop over them would take several times as long."""
    model = new(CheckResult)
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
    model.additional_properties = {}
    if len(source) + missing != 2:
        model.additional_properties = left_over(source, {"status": model.status, "confidence": model.confidence})
    return model
