from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.check_result import CheckResult
    from ..models.face_match_check import FaceMatchCheck
    from ..models.fraud_check import FraudCheck
    from ..models.liveness_check import LivenessCheck


T = TypeVar("T", bound="VerificationChecks")


@_attrs_define
class VerificationChecks:
    """The result of each check, keyed by the check's name. A check that was not asked for may be absent."""

    ocr: CheckResult | Unset = UNSET
    """ What every check reports. """
    face_match: FaceMatchCheck | Unset = UNSET
    """ Compares the holder's face with the portrait on the document. """
    liveness: LivenessCheck | Unset = UNSET
    """ Tells whether a live person was in front of the camera. """
    fraud: FraudCheck | Unset = UNSET
    """ Looks for signs that the document was tampered with. """
    duplicate: CheckResult | Unset = UNSET
    """ What every check reports. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ocr: dict[str, Any] | Unset = UNSET
        if not isinstance(self.ocr, Unset):
            ocr = self.ocr.to_dict()

        face_match: dict[str, Any] | Unset = UNSET
        if not isinstance(self.face_match, Unset):
            face_match = self.face_match.to_dict()

        liveness: dict[str, Any] | Unset = UNSET
        if not isinstance(self.liveness, Unset):
            liveness = self.liveness.to_dict()

        fraud: dict[str, Any] | Unset = UNSET
        if not isinstance(self.fraud, Unset):
            fraud = self.fraud.to_dict()

        duplicate: dict[str, Any] | Unset = UNSET
        if not isinstance(self.duplicate, Unset):
            duplicate = self.duplicate.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if ocr is not UNSET:
            field_dict["ocr"] = ocr
        if face_match is not UNSET:
            field_dict["face_match"] = face_match
        if liveness is not UNSET:
            field_dict["liveness"] = liveness
        if fraud is not UNSET:
            field_dict["fraud"] = fraud
        if duplicate is not UNSET:
            field_dict["duplicate"] = duplicate

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.check_result import CheckResult  # noqa: PLC0415
        from ..models.face_match_check import FaceMatchCheck  # noqa: PLC0415
        from ..models.fraud_check import FraudCheck  # noqa: PLC0415
        from ..models.liveness_check import LivenessCheck  # noqa: PLC0415

        d = dict(src_dict)
        _ocr = d.pop("ocr", UNSET)
        ocr: CheckResult | Unset
        if isinstance(_ocr, Unset):
            ocr = UNSET
        else:
            ocr = CheckResult.from_dict(_ocr)

        _face_match = d.pop("face_match", UNSET)
        face_match: FaceMatchCheck | Unset
        if isinstance(_face_match, Unset):
            face_match = UNSET
        else:
            face_match = FaceMatchCheck.from_dict(_face_match)

        _liveness = d.pop("liveness", UNSET)
        liveness: LivenessCheck | Unset
        if isinstance(_liveness, Unset):
            liveness = UNSET
        else:
            liveness = LivenessCheck.from_dict(_liveness)

        _fraud = d.pop("fraud", UNSET)
        fraud: FraudCheck | Unset
        if isinstance(_fraud, Unset):
            fraud = UNSET
        else:
            fraud = FraudCheck.from_dict(_fraud)

        _duplicate = d.pop("duplicate", UNSET)
        duplicate: CheckResult | Unset
        if isinstance(_duplicate, Unset):
            duplicate = UNSET
        else:
            duplicate = CheckResult.from_dict(_duplicate)

        verification_checks = cls(
            ocr=ocr,
            face_match=face_match,
            liveness=liveness,
            fraud=fraud,
            duplicate=duplicate,
        )

        verification_checks.additional_properties = d
        return verification_checks

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
