from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from attrs import define, field

from .._decode import as_date_time, as_models, left_over, new
from .._encode import encode, lay_over
from .extracted_data import ExtractedData, read_extracted_data
from .fraud_signal import FraudSignal, read_fraud_signal
from .metadata import Metadata
from .risk_level import RiskLevel, risk_level_of
from .verification_checks import VerificationChecks, read_verification_checks
from .verification_object import VerificationObject, verification_object_of
from .verification_status import VerificationStatus, verification_status_of


@define(kw_only=True)
class Verification:
    """One check of a person's identity: the document that was shown, what was read from it, and
    how far the result can be trusted. No property is guaranteed to be present.
    """

    id: str | None = None
    """Identifies the verification."""
    object_: VerificationObject | str | None = None
    """The kind of object this is. Always the same value."""
    created_at: datetime.datetime | None = None
    """When the verification was created (RFC 3339)."""
    updated_at: datetime.datetime | None = None
    """When the verification last changed (RFC 3339)."""
    status: VerificationStatus | str | None = None
    """Where the verification stands. Expect other values too: the vendor's description of the
    verification flow also names `cancelled`, `failed` and `manual_review`, and no page says
    which value a cancelled verification carries.
    """
    document_type: str | None = None
    """The kind of identity document. The vendor lists no fixed set of values here."""
    country: str | None = field(default=None, repr=False)
    """The country that issued the document, two capital letters (ISO 3166-1 alpha-2)."""
    extracted_data: ExtractedData | None = None
    """What was read from the identity document. Personal data throughout."""
    checks: VerificationChecks | None = None
    """The result of each check, keyed by the check's name. A check that was not asked for may be absent."""
    risk_score: int | None = None
    """The overall risk, 0 to 1000. The higher, the riskier."""
    risk_level: RiskLevel | str | None = None
    """The band that the risk score falls in. Expect other values too: the vendor's page on risk
    scoring adds a "very low" band for scores from 0 to 200.
    """
    fraud_signals: list[FraudSignal] | None = None
    """What points to fraud, one entry for each finding."""
    metadata: Metadata | None = field(default=None, repr=False)
    """Whatever the caller attached when the verification was created. Any keys, any values."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any], repr=False)
    """What no attribute represents, as it came: undocumented properties, null, values of another type."""

    @staticmethod
    def from_dict(source: Mapping[str, object]) -> Verification:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        return read_verification(source)

    def to_dict(self) -> dict[str, object]:
        """The JSON object: the attributes that are not None, laid over `additional_properties`."""
        return lay_over(
            self.additional_properties,
            {
                "id": self.id,
                "object": encode(self.object_),
                "created_at": encode(self.created_at),
                "updated_at": encode(self.updated_at),
                "status": encode(self.status),
                "document_type": self.document_type,
                "country": self.country,
                "extracted_data": self.extracted_data and self.extracted_data.to_dict(),
                "checks": self.checks and self.checks.to_dict(),
                "risk_score": self.risk_score,
                "risk_level": encode(self.risk_level),
                "fraud_signals": encode(self.fraud_signals),
                "metadata": self.metadata,
            },
        )


def read_verification(source: Mapping[str, Any]) -> Verification:
    """Read a JSON object; property by property, since a loop over them would take several times as long."""
    model = new(Verification)
    get = source.get
    missing = 0
    if type(value := get("id")) is str:
        model.id = value
    else:
        model.id = None
        missing += 1
    if type(value := get("object")) is str:
        model.object_ = verification_object_of(value, value)
    else:
        model.object_ = None
        missing += 1
    if (value := get("created_at")) is not None and (value := as_date_time(value)) is not None:
        model.created_at = value
    else:
        model.created_at = None
        missing += 1
    if (value := get("updated_at")) is not None and (value := as_date_time(value)) is not None:
        model.updated_at = value
    else:
        model.updated_at = None
        missing += 1
    if type(value := get("status")) is str:
        model.status = verification_status_of(value, value)
    else:
        model.status = None
        missing += 1
    if type(value := get("document_type")) is str:
        model.document_type = value
    else:
        model.document_type = None
        missing += 1
    if type(value := get("country")) is str:
        model.country = value
    else:
        model.country = None
        missing += 1
    if type(get("extracted_data")) is dict:
        model.extracted_data = read_extracted_data(source["extracted_data"])
    else:
        model.extracted_data = None
        missing += 1
    if type(get("checks")) is dict:
        model.checks = read_verification_checks(source["checks"])
    else:
        model.checks = None
        missing += 1
    if type(value := get("risk_score")) is int:
        model.risk_score = value
    else:
        model.risk_score = None
        missing += 1
    if type(value := get("risk_level")) is str:
        model.risk_level = risk_level_of(value, value)
    else:
        model.risk_level = None
        missing += 1
    if (value := get("fraud_signals")) is not None and (value := as_models(read_fraud_signal, value)) is not None:
        model.fraud_signals = value
    else:
        model.fraud_signals = None
        missing += 1
    if type(value := get("metadata")) is dict:
        model.metadata = value
    else:
        model.metadata = None
        missing += 1
    model.additional_properties = {}
    if len(source) + missing != 13:
        model.additional_properties = left_over(
            source,
            {
                "id": model.id,
                "object": model.object_,
                "created_at": model.created_at,
                "updated_at": model.updated_at,
                "status": model.status,
                "document_type": model.document_type,
                "country": model.country,
                "extracted_data": model.extracted_data,
                "checks": model.checks,
                "risk_score": model.risk_score,
                "risk_level": model.risk_level,
                "fraud_signals": model.fraud_signals,
                "metadata": model.metadata,
            },
        )
    return model
