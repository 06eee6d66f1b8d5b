from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define, field

from .._decode import left_over, new
from .._encode import encode, lay_over
from .check_status import CheckStatus, check_status_of


@define(kw_only=True)
class LivenessCheck:
    """Tells whether a live person was in front of the camera."""

    status: CheckStatus | str | None = None
    """How a check ended."""
    confidence: float | None = None
    """How sure the check is of its result, 0 to 1."""
    is_live: bool | None = None
    """Whether a live person was seen."""
    spoof_probability: float | None = None
    """How likely it is that a picture or mask was shown instead. The vendor gives no range."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any], repr=False)
    """What no attribute represents, as it came: undocumented properties, null, values of another type."""

    @staticmethod
    def from_dict(source: Mapping[str, object]) -> LivenessCheck:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        return read_liveness_check(source)

    def to_dict(self) -> dict[str, object]:
        """The JSON object: the attributes that are not None, laid over `additional_properties`."""
        return lay_over(
            self.additional_properties,
            {
                "status": encode(self.status),
                "confidence": self.confidence,
                "is_live": self.is_live,
                "spoof_probability": self.spoof_probability,
            },
        )


def read_liveness_check(source: Mapping[str, Any]) -> LivenessCheck:
    """Read a JSON object; property by property, since a loop over them would take several times as long."""
    model = new(LivenessCheck)
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
    if type(value := get("is_live")) is bool:
        model.is_live = value
    else:
        model.is_live = None
        missing += 1
    if type(value := get("spoof_probability")) is float or type(value) is int:
        model.spoof_probability = value
    else:
        model.spoof_probability = None
        missing += 1
    model.additional_properties = {}
    if len(source) + missing != 4:
        model.additional_properties = left_over(
            source,
            {
                "status": model.status,
                "confidence": model.confidence,
                "is_live": model.is_live,
                "spoof_probability": model.spoof_probability,
            },
        )
    return model
