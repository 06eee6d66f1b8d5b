from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.risk_level import RiskLevel
from ..models.verification_object import VerificationObject
from ..models.verification_status import VerificationStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.extracted_data import ExtractedData
    from ..models.fraud_signal import FraudSignal
    from ..models.metadata import Metadata
    from ..models.verification_checks import VerificationChecks


T = TypeVar("T", bound="Verification")


@_attrs_define
class Verification:
    """One check of a person's identity: the document that was shown, what was read from it, and
    how far the result can be trusted. No property is guaranteed to be present.

    """

    id: str | Unset = UNSET
    """ Identifies the verification. """
    object_: VerificationObject | Unset = UNSET
    """ The kind of object this is. Always the same value. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the verification was created (RFC 3339). """
    updated_at: datetime.datetime | Unset = UNSET
    """ When the verification last changed (RFC 3339). """
    status: VerificationStatus | Unset = UNSET
    """ Where the verification stands. Expect other values too: the vendor's description of the
    verification flow also names `cancelled`, `failed` and `manual_review`, and no page says
    which value a cancelled verification carries. """
    document_type: str | Unset = UNSET
    """ The kind of identity document. The vendor lists no fixed set of values here. """
    country: str | Unset = UNSET
    """ The country that issued the document, two capital letters (ISO 3166-1 alpha-2). """
    extracted_data: ExtractedData | Unset = UNSET
    """ What was read from the identity document. Personal data throughout. """
    checks: VerificationChecks | Unset = UNSET
    """ The result of each check, keyed by the check's name. A check that was not asked for may be absent. """
    risk_score: int | Unset = UNSET
    """ The overall risk, 0 to 1000. The higher, the riskier. """
    risk_level: RiskLevel | Unset = UNSET
    """ The band that the risk score falls in. Expect other values too: the vendor's page on risk
    scoring adds a "very low" band for scores from 0 to 200. """
    fraud_signals: list[FraudSignal] | Unset = UNSET
    """ What points to fraud, one entry for each finding. """
    metadata: Metadata | Unset = UNSET
    """ Whatever the caller attached when the verification was created. Any keys, any values. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        object_: str | Unset = UNSET
        if not isinstance(self.object_, Unset):
            object_ = self.object_.value

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        updated_at: str | Unset = UNSET
        if not isinstance(self.updated_at, Unset):
            updated_at = self.updated_at.isoformat()

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        document_type = self.document_type

        country = self.country

        extracted_data: dict[str, Any] | Unset = UNSET
        if not isinstance(self.extracted_data, Unset):
            extracted_data = self.extracted_data.to_dict()

        checks: dict[str, Any] | Unset = UNSET
        if not isinstance(self.checks, Unset):
            checks = self.checks.to_dict()

        risk_score = self.risk_score

        risk_level: str | Unset = UNSET
        if not isinstance(self.risk_level, Unset):
            risk_level = self.risk_level.value

        fraud_signals: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.fraud_signals, Unset):
            fraud_signals = []
            for fraud_signals_item_data in self.fraud_signals:
                fraud_signals_item = fraud_signals_item_data.to_dict()
                fraud_signals.append(fraud_signals_item)

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if object_ is not UNSET:
            field_dict["object"] = object_
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at
        if status is not UNSET:
            field_dict["status"] = status
        if document_type is not UNSET:
            field_dict["document_type"] = document_type
        if country is not UNSET:
            field_dict["country"] = country
        if extracted_data is not UNSET:
            field_dict["extracted_data"] = extracted_data
        if checks is not UNSET:
            field_dict["checks"] = checks
        if risk_score is not UNSET:
            field_dict["risk_score"] = risk_score
        if risk_level is not UNSET:
            field_dict["risk_level"] = risk_level
        if fraud_signals is not UNSET:
            field_dict["fraud_signals"] = fraud_signals
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.extracted_data import ExtractedData  # noqa: PLC0415
        from ..models.fraud_signal import FraudSignal  # noqa: PLC0415
        from ..models.metadata import Metadata  # noqa: PLC0415
        from ..models.verification_checks import VerificationChecks  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id", UNSET)

        _object_ = d.pop("object", UNSET)
        object_: VerificationObject | Unset
        if isinstance(_object_, Unset):
            object_ = UNSET
        else:
            object_ = VerificationObject(_object_)

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        _updated_at = d.pop("updated_at", UNSET)
        updated_at: datetime.datetime | Unset
        if isinstance(_updated_at, Unset):
            updated_at = UNSET
        else:
            updated_at = datetime.datetime.fromisoformat(_updated_at)

        _status = d.pop("status", UNSET)
        status: VerificationStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = VerificationStatus(_status)

        document_type = d.pop("document_type", UNSET)

        country = d.pop("country", UNSET)

        _extracted_data = d.pop("extracted_data", UNSET)
        extracted_data: ExtractedData | Unset
        if isinstance(_extracted_data, Unset):
            extracted_data = UNSET
        else:
            extracted_data = ExtractedData.from_dict(_extracted_data)

        _checks = d.pop("checks", UNSET)
        checks: VerificationChecks | Unset
        if isinstance(_checks, Unset):
            checks = UNSET
        else:
            checks = VerificationChecks.from_dict(_checks)

        risk_score = d.pop("risk_score", UNSET)

        _risk_level = d.pop("risk_level", UNSET)
        risk_level: RiskLevel | Unset
        if isinstance(_risk_level, Unset):
            risk_level = UNSET
        else:
            risk_level = RiskLevel(_risk_level)

        _fraud_signals = d.pop("fraud_signals", UNSET)
        fraud_signals: list[FraudSignal] | Unset = UNSET
        if _fraud_signals is not UNSET:
            fraud_signals = []
            for fraud_signals_item_data in _fraud_signals:
                fraud_signals_item = FraudSignal.from_dict(fraud_signals_item_data)

                fraud_signals.append(fraud_signals_item)

        _metadata = d.pop("metadata", UNSET)
        metadata: Metadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = Metadata.from_dict(_metadata)

        verification = cls(
            id=id,
            object_=object_,
            created_at=created_at,
            updated_at=updated_at,
            status=status,
            document_type=document_type,
            country=country,
            extracted_data=extracted_data,
            checks=checks,
            risk_score=risk_score,
            risk_level=risk_level,
            fraud_signals=fraud_signals,
            metadata=metadata,
        )

        verification.additional_properties = d
        return verification

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
