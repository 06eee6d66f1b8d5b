from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.check_status import CheckStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="FaceMatchCheck")


@_attrs_define
class FaceMatchCheck:
    """Compares the holder's face with the portrait on the document."""

    status: CheckStatus | Unset = UNSET
    """ How a check ended. """
    confidence: float | Unset = UNSET
    """ How sure the check is of its result, 0 to 1. """
    similarity_score: float | Unset = UNSET
    """ How much the two faces resemble each other. The vendor gives no range. """
    threshold: float | Unset = UNSET
    """ The similarity from which the faces count as the same, on the scale of `similarity_score`. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        confidence = self.confidence

        similarity_score = self.similarity_score

        threshold = self.threshold

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if status is not UNSET:
            field_dict["status"] = status
        if confidence is not UNSET:
            field_dict["confidence"] = confidence
        if similarity_score is not UNSET:
            field_dict["similarity_score"] = similarity_score
        if threshold is not UNSET:
            field_dict["threshold"] = threshold

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

        similarity_score = d.pop("similarity_score", UNSET)

        threshold = d.pop("threshold", UNSET)

        face_match_check = cls(
            status=status,
            confidence=confidence,
            similarity_score=similarity_score,
            threshold=threshold,
        )

        face_match_check.additional_properties = d
        return face_match_check

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
