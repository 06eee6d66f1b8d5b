from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import as_boolean, as_enum, as_list_of, as_number, as_string, encode, lay_over, take
from .check_status import CheckStatus


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

    @classmethod
    def from_dict(cls, source: Mapping[str, object]) -> Self:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        rest = dict(source)
        return cls(
            status=take(rest, "status", as_enum(CheckStatus)),
            confidence=take(rest, "confidence", as_number),
            tampering_detected=take(rest, "tampering_detected", as_boolean),
            signals=take(rest, "signals", as_list_of(as_string)),
            additional_properties=rest,
        )

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
