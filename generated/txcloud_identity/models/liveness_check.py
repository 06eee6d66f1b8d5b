from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.check_status import CheckStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="LivenessCheck")


@_attrs_define
class LivenessCheck:
    """Tells whether a live person was in front of the camera."""

    status: CheckStatus | Unset = UNSET
    """ How a check ended. """
    confidence: float | Unset = UNSET
    """ How sure the check is of its result, 0 to 1. """
    is_live: bool | Unset = UNSET
    """ Whether a live person was seen. """
    spoof_probability: float | Unset = UNSET
    """ How likely it is that a picture or mask was shown instead. The vendor gives no range. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        confidence = self.confidence

        is_live = self.is_live

        spoof_probability = self.spoof_probability

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if status is not UNSET:
            field_dict["status"] = status
        if confidence is not UNSET:
            field_dict["confidence"] = confidence
        if is_live is not UNSET:
            field_dict["is_live"] = is_live
        if spoof_probability is not UNSET:
            field_dict["spoof_probability"] = spoof_probability

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _status = d.pop("status", UNSET)
        status: CheckStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = CheckStatus(_status)

        confidence = d.pop("confidence", UNSET)

        is_live = d.pop("is_live", UNSET)

        spoof_probability = d.pop("spoof_probability", UNSET)

        liveness_check = cls(
            status=status,
            confidence=confidence,
            is_live=is_live,
            spoof_probability=spoof_probability,
        )

        liveness_check.additional_properties = d
        return liveness_check

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
