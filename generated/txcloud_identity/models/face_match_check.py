from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import as_enum, as_number, encode, lay_over, take
from .check_status import CheckStatus


@define(kw_only=True)
class FaceMatchCheck:
    """Compares the holder's face with the portrait on the document."""

    status: CheckStatus | str | None = None
    """How a check ended."""
    confidence: float | None = None
    """How sure the check is of its result, 0 to 1."""
    similarity_score: float | None = None
    """How much the two faces resemble each other. The vendor gives no range."""
    threshold: float | None = None
    """The similarity from which the faces count as the same, on the scale of `similarity_score`."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any], repr=False)
    """What no attribute represents, as it came: undocumented properties, null, values of another type."""

    @classmethod
    def from_dict(cls, source: Mapping[str, object]) -> Self:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        rest = dict(source)
        return cls(
            status=take(rest, "status", as_enum(CheckStatus)),
            confidence=take(rest, "confidence", as_number),
            similarity_score=take(rest, "similarity_score", as_number),
            threshold=take(rest, "threshold", as_number),
            additional_properties=rest,
        )

    def to_dict(self) -> dict[str, object]:
        """The JSON object: the attributes that are not None, laid over `additional_properties`."""
        return lay_over(
            self.additional_properties,
            {
                "status": encode(self.status),
                "confidence": self.confidence,
                "similarity_score": self.similarity_score,
                "threshold": self.threshold,
            },
        )
