from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import as_model, encode, lay_over, take
from .check_result import CheckResult
from .face_match_check import FaceMatchCheck
from .fraud_check import FraudCheck
from .liveness_check import LivenessCheck


@define(kw_only=True)
class VerificationChecks:
    """The result of each check, keyed by the check's name. A check that was not asked for may be absent."""

    ocr: CheckResult | None = None
    """What every check reports."""
    face_match: FaceMatchCheck | None = None
    """Compares the holder's face with the portrait on the document."""
    liveness: LivenessCheck | None = None
    """Tells whether a live person was in front of the camera."""
    fraud: FraudCheck | None = None
    """Looks for signs that the document was tampered with."""
    duplicate: CheckResult | None = None
    """What every check reports."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any], repr=False)
    """What no attribute represents, as it came: undocumented properties, null, values of another type."""

    @classmethod
    def from_dict(cls, source: Mapping[str, object]) -> Self:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        rest = dict(source)
        return cls(
            ocr=take(rest, "ocr", as_model(CheckResult)),
            face_match=take(rest, "face_match", as_model(FaceMatchCheck)),
            liveness=take(rest, "liveness", as_model(LivenessCheck)),
            fraud=take(rest, "fraud", as_model(FraudCheck)),
            duplicate=take(rest, "duplicate", as_model(CheckResult)),
            additional_properties=rest,
        )

    def to_dict(self) -> dict[str, object]:
        """The JSON object: the attributes that are not None, laid over `additional_properties`."""
        return lay_over(
            self.additional_properties,
            {
                "ocr": encode(self.ocr),
                "face_match": encode(self.face_match),
                "liveness": encode(self.liveness),
                "fraud": encode(self.fraud),
                "duplicate": encode(self.duplicate),
            },
        )
