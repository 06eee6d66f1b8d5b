from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define, field

from .._decode import left_over, new
from .._encode import encode, lay_over
from .check_status import CheckStatus, check_status_of


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

    @staticmethod
    def from_dict(source: Mapping[str, object]) -> FaceMatchCheck:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        return read_face_match_check(source)

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


def read_face_match_check(source: Mapping[str, Any]) -> FaceMatchCheck:
    """Read a JSON object; property by property, since a loop over them would take several times as long."""
    model = new(FaceMatchCheck)
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
    if type(value := get("similarity_score")) is float or type(value) is int:
        model.similarity_score = value
    else:
        model.similarity_score = None
        missing += 1
    if type(value := get("threshold")) is float or type(value) is int:
        model.threshold = value
    else:
        model.threshold = None
        missing += 1
    model.additional_properties = {}
    if len(source) + missing != 4:
        model.additional_properties = left_over(
            source,
            {
                "status": model.status,
                "confidence": model.confidence,
                "similarity_score": model.similarity_score,
                "threshold": model.threshold,
            },
        )
    return model
