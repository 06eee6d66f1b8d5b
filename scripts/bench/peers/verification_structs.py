"""The document's schemas as msgspec's structs, written by hand. Undocumented values are refused or dropped."""

import datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct


class VerificationObject(StrEnum):
    VERIFICATION = "identity.verification"


class VerificationStatus(StrEnum):
    PENDING = "pending"
    VERIFIED = "verified"
    REJECTED = "rejected"
    REVIEW = "review"
    EXPIRED = "expired"
    ERROR = "error"


class Gender(StrEnum):
    M = "M"
    F = "F"


class CheckStatus(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    ERROR = "error"


class Level(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class CheckResult(Struct):
    status: CheckStatus | None = None
    confidence: float | None = None


class FaceMatchCheck(CheckResult):
    similarity_score: float | None = None
    threshold: float | None = None


class LivenessCheck(CheckResult):
    is_live: bool | None = None
    spoof_probability: float | None = None


class FraudCheck(CheckResult):
    tampering_detected: bool | None = None
    signals: list[str] | None = None


class VerificationChecks(Struct):
    ocr: CheckResult | None = None
    face_match: FaceMatchCheck | None = None
    liveness: LivenessCheck | None = None
    fraud: FraudCheck | None = None
    duplicate: CheckResult | None = None


class FraudSignal(Struct):
    code: str | None = None
    severity: Level | None = None
    message: str | None = None


class ExtractedData(Struct):
    document_number: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    first_name_arabic: str | None = None
    last_name_arabic: str | None = None
    date_of_birth: datetime.date | None = None
    gender: Gender | None = None
    nationality: str | None = None
    issue_date: datetime.date | None = None
    expiry_date: datetime.date | None = None
    address: str | None = None
    place_of_birth: str | None = None
    mrz: str | None = None
    field_confidences: dict[str, float] | None = None


class Verification(Struct):
    id: str | None = None
    object: VerificationObject | None = None
    created_at: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None
    status: VerificationStatus | None = None
    document_type: str | None = None
    country: str | None = None
    extracted_data: ExtractedData | None = None
    checks: VerificationChecks | None = None
    risk_score: int | None = None
    risk_level: Level | None = None
    fraud_signals: list[FraudSignal] | None = None
    metadata: dict[str, Any] | None = None
