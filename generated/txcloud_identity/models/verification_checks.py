from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define, field

from .._decode import left_over, new
from .._encode import lay_over
from .check_result import CheckResult, read_check_result
from .face_match_check import FaceMatchCheck, read_face_match_check
from .fraud_check import FraudCheck, read_fraud_check
from .liveness_check import LivenessCheck, read_liveness_check


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

    @staticmethod
    def from_dict(source: Mapping[str, object]) -> VerificationChecks:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        return read_verification_checks(source)

    def to_dict(self) -> dict[str, object]:
        """The JSON object: the attributes that are not None, laid over `additional_properties`."""
        return lay_over(
            self.additional_properties,
            {
                "ocr": self.ocr and self.ocr.to_dict(),
                "face_match": self.face_match and self.face_match.to_dict(),
                "liveness": self.liveness and self.liveness.to_dict(),
                "fraud": self.fraud and self.fraud.to_dict(),
                "duplicate": self.duplicate and self.duplicate.to_dict(),
            },
        )


def read_verification_checks(source: Mapping[str, Any]) -> VerificationChecks:
    """Read a JSON object; property by property, since a loop over them would take several times as long."""
    model = new(VerificationChecks)
    get = source.get
    missing = 0
    if type(get("ocr")) is dict:
        model.ocr = read_check_result(source["ocr"])
    else:
        model.ocr = None
        missing += 1
    if type(get("face_match")) is dict:
        model.face_match = read_face_match_check(source["face_match"])
    else:
        model.face_match = None
        missing += 1
    if type(get("liveness")) is dict:
        model.liveness = read_liveness_check(source["liveness"])
    else:
        model.liveness = None
        missing += 1
    if type(get("fraud")) is dict:
        model.fraud = read_fraud_check(source["fraud"])
    else:
        model.fraud = None
        missing += 1
    if type(get("duplicate")) is dict:
        model.duplicate = read_check_result(source["duplicate"])
    else:
        model.duplicate = None
        missing += 1
    model.additional_properties = {}
    if len(source) + missing != 5:
        model.additional_properties = left_over(
            source,
            {
                "ocr": model.ocr,
                "face_match": model.face_match,
                "liveness": model.liveness,
                "fraud": model.fraud,
                "duplicate": model.duplicate,
            },
        )
    return model
