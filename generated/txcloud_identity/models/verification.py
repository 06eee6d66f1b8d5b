from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import (
    as_date_time,
    as_enum,
    as_integer,
    as_list_of,
    as_model,
    as_object,
    as_string,
    encode,
    lay_over,
    take,
)
from .extracted_data import ExtractedData
from .fraud_signal import FraudSignal
from .metadata import Metadata
from .risk_level import RiskLevel
from .verification_checks import VerificationChecks
from .verification_object import VerificationObject
from .verification_status import VerificationStatus


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

    @classmethod
    def from_dict(cls, source: Mapping[str, object]) -> Self:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        rest = dict(source)
        return cls(
            id=take(rest, "id", as_string),
            object_=take(rest, "object", as_enum(VerificationObject)),
            created_at=take(rest, "created_at", as_date_time),
            updated_at=take(rest, "updated_at", as_date_time),
            status=take(rest, "status", as_enum(VerificationStatus)),
            document_type=take(rest, "document_type", as_string),
            country=take(rest, "country", as_string),
            extracted_data=take(rest, "extracted_data", as_model(ExtractedData)),
            checks=take(rest, "checks", as_model(VerificationChecks)),
            risk_score=take(rest, "risk_score", as_integer),
            risk_level=take(rest, "risk_level", as_enum(RiskLevel)),
            fraud_signals=take(rest, "fraud_signals", as_list_of(as_model(FraudSignal))),
            metadata=take(rest, "metadata", as_object),
            additional_properties=rest,
        )

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
                "extracted_data": encode(self.extracted_data),
                "checks": encode(self.checks),
                "risk_score": self.risk_score,
                "risk_level": encode(self.risk_level),
                "fraud_signals": encode(self.fraud_signals),
                "metadata": self.metadata,
            },
        )
