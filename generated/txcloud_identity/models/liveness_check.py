from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import as_boolean, as_enum, as_number, encode, lay_over, take
from .check_status import CheckStatus


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

    @classmethod
    def from_dict(cls, source: Mapping[str, object]) -> Self:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        rest = dict(source)
        return cls(
            status=take(rest, "status", as_enum(CheckStatus)),
            confidence=take(rest, "confidence", as_number),
            is_live=take(rest, "is_live", as_boolean),
            spoof_probability=take(rest, "spoof_probability", as_number),
            additional_properties=rest,
        )

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
