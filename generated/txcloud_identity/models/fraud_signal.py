from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.fraud_signal_severity import FraudSignalSeverity
from ..types import UNSET, Unset

T = TypeVar("T", bound="FraudSignal")


@_attrs_define
class FraudSignal:
    """One finding that points to fraud."""

    code: str | Unset = UNSET
    """ A short name for the finding. """
    severity: FraudSignalSeverity | Unset = UNSET
    """ How serious a finding is. """
    message: str | Unset = UNSET
    """ The finding in words, for people. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        severity: str | Unset = UNSET
        if not isinstance(self.severity, Unset):
            severity = self.severity.value

        message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if code is not UNSET:
            field_dict["code"] = code
        if severity is not UNSET:
            field_dict["severity"] = severity
        if message is not UNSET:
            field_dict["message"] = message

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code", UNSET)

        _severity = d.pop("severity", UNSET)
        severity: FraudSignalSeverity | Unset
        if isinstance(_severity, Unset):
            severity = UNSET
        else:
            severity = FraudSignalSeverity(_severity)

        message = d.pop("message", UNSET)

        fraud_signal = cls(
            code=code,
            severity=severity,
            message=message,
        )

        fraud_signal.additional_properties = d
        return fraud_signal

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
