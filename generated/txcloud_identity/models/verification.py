from __future__ import annotations

import collections.abc
import datetime
import typing

from attrs import define, field

from .. import _decoding, _formats, _model
from .._model import json_object, new
from .extracted_data import ExtractedData, read_extracted_data
from .fraud_signal import FraudSignal, read_fraud_signal
from .metadata import Metadata
from .risk_level import RiskLevel, risk_level_of
from .verification_checks import VerificationChecks, read_verification_checks
from .verification_object import VerificationObject, verification_object_of
from .verification_status import VerificationStatus, verification_status_of


@define(kw_only=True)
class Verification(_model.Model):
    """One check of a person's identity: the document that was shown, what was read from it, and
    how far the result can be trusted. No property is guaranteed to be present.
    """

    _JSON_NAMES: typing.ClassVar = {
        "id": "id",
        "object": "object_",
        "created_at": "created_at",
        "updated_at": "updated_at",
        "status": "status",
        "document_type": "document_type",
        "country": "country",
        "extracted_data": "extracted_data",
        "checks": "checks",
        "risk_score": "risk_score",
        "risk_level": "risk_level",
        "fraud_signals": "fraud_signals",
        "metadata": "metadata",
    }
    _FREE_FORM: typing.ClassVar = ("metadata",)

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
    additional_properties: dict[str, typing.Any] = field(factory=dict[str, typing.Any], repr=False)
    """Properties that no attribute holds, unchanged: undocumented ones, null, values of another type."""

    @staticmethod
    def from_dict(source: collections.abc.Mapping[str, object]) -> Verification:
        """Read a JSON object. It never raises because of what this holds, and `to_dict` gives back everything."""
        model = new(Verification)
        values: collections.abc.Mapping[str, typing.Any] = source
        absent = 0
        # Property by property, because a loop would take several times as long.
        if (value := values.get("id")) is not None and type(value) is str:
            model.id = value
        else:
            model.id = None
            absent += 1
        if (value := values.get("object")) is not None and type(value) is str:
            model.object_ = verification_object_of(value, value)
        else:
            model.object_ = None
            absent += 1
        if (value := values.get("created_at")) is not None and (value := _formats.as_date_time(value)) is not None:
            model.created_at = value
        else:
            model.created_at = None
            absent += 1
        if (value := values.get("updated_at")) is not None and (value := _formats.as_date_time(value)) is not None:
            model.updated_at = value
        else:
            model.updated_at = None
            absent += 1
        if (value := values.get("status")) is not None and type(value) is str:
            model.status = verification_status_of(value, value)
        else:
            model.status = None
            absent += 1
        if (value := values.get("document_type")) is not None and type(value) is str:
            model.document_type = value
        else:
            model.document_type = None
            absent += 1
        if (value := values.get("country")) is not None and type(value) is str:
            model.country = value
        else:
            model.country = None
            absent += 1
        if (value := values.get("extracted_data")) is not None and type(value) is json_object:
            model.extracted_data = read_extracted_data(value)
        else:
            model.extracted_data = None
            absent += 1
        if (value := values.get("checks")) is not None and type(value) is json_object:
            model.checks = read_verification_checks(value)
        else:
            model.checks = None
            absent += 1
        if (value := values.get("risk_score")) is not None and type(value) is int:
            model.risk_score = value
        else:
            model.risk_score = None
            absent += 1
        if (value := values.get("risk_level")) is not None and type(value) is str:
            model.risk_level = risk_level_of(value, value)
        else:
            model.risk_level = None
            absent += 1
        if (value := values.get("fraud_signals")) is not None and (
            value := _decoding.as_models(read_fraud_signal, value)
        ) is not None:
            model.fraud_signals = value
        else:
            model.fraud_signals = None
            absent += 1
        if (value := values.get("metadata")) is not None and type(value) is json_object:
            model.metadata = value
        else:
            model.metadata = None
            absent += 1
        if len(source) + absent != 13:
            model.additional_properties = model._unread(source)
        return model


read_verification: _model.Reader[Verification] = Verification.from_dict
