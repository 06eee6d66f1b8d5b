from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.check_status import CheckStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="FraudCheck")


@_attrs_define
class FraudCheck:
    """Looks for signs that the document was tampered with."""

    status: CheckStatus | Unset = UNSET
    """ How a check ended. """
    confidence: float | Unset = UNSET
    """ How sure the check is of its result, 0 to 1. """
    tampering_detected: bool | Unset = UNSET
    """ Whether tampering was found. """
    signals: list[str] | Unset = UNSET
    """ Short names of what was found. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        confidence = self.confidence

        tampering_detected = self.tampering_detected

        signals: list[str] | Unset = UNSET
        if not isinstance(self.signals, Unset):
            signals = self.signals

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if status is not UNSET:
            field_dict["status"] = status
        if confidence is not UNSET:
            field_dict["confidence"] = confidence
        if tampering_detected is not UNSET:
            field_dict["tampering_detected"] = tampering_detected
        if signals is not UNSET:
            field_dict["signals"] = signals

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

        tampering_detected = d.pop("tampering_detected", UNSET)

        signals = cast(list[str], d.pop("signals", UNSET))

        fraud_check = cls(
            status=status,
            confidence=confidence,
            tampering_detected=tampering_detected,
            signals=signals,
        )

        fraud_check.additional_properties = d
        return fraud_check

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
