from __future__ import annotations

import collections.abc
import typing

from attrs import define, field

from .. import _model
from .._model import json_object, new
from .check_result import CheckResult, read_check_result
from .face_match_check import FaceMatchCheck, read_face_match_check
from .fraud_check import FraudCheck, read_fraud_check
from .liveness_check import LivenessCheck, read_liveness_check


@define(kw_only=True)
class VerificationChecks(_model.Model):
    """The result of each check, keyed by the check's name. A check that was not asked for may be absent."""

    _JSON_NAMES: typing.ClassVar = {
        "ocr": "ocr",
        "face_match": "face_match",
        "liveness": "liveness",
        "fraud": "fraud",
        "duplicate": "duplicate",
    }

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
    additional_properties: dict[str, typing.Any] = field(factory=dict[str, typing.Any], repr=False)
    """Properties that no attribute holds, unchanged: undocumented ones, null, values of another type."""

    @staticmethod
    def from_dict(source: collections.abc.Mapping[str, object]) -> VerificationChecks:
        """Read a JSON object. It never raises because of what this holds, and `to_dict` gives back everything."""
        model = new(VerificationChecks)
        values: collections.abc.Mapping[str, typing.Any] = source
        absent = 0
        # Property by property, because a loop would take several times as long.
        if (value := values.get("ocr")) is not None and type(value) is json_object:
            model.ocr = read_check_result(value)
        else:
            model.ocr = None
            absent += 1
        if (value := values.get("face_match")) is not None and type(value) is json_object:
            model.face_match = read_face_match_check(value)
        else:
            model.face_match = None
            absent += 1
        if (value := values.get("liveness")) is not None and type(value) is json_object:
            model.liveness = read_liveness_check(value)
        else:
            model.liveness = None
            absent += 1
        if (value := values.get("fraud")) is not None and type(value) is json_object:
            model.fraud = read_fraud_check(value)
        else:
            model.fraud = None
            absent += 1
        if (value := values.get("duplicate")) is not None and type(value) is json_object:
            model.duplicate = read_check_result(value)
        else:
            model.duplicate = None
            absent += 1
        if len(source) + absent != 5:
            model.additional_properties = model._unread(source)
        return model


read_verification_checks: _model.Reader[VerificationChecks] = VerificationChecks.from_dict
