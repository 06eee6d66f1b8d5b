"""The models and enumerations of the operations, in a module each, which is imported when it is first used.

An undocumented value of an enumeration stays a string.
"""

from typing import TYPE_CHECKING

from .._lazy import import_lazily

if TYPE_CHECKING:
    from .check_result import CheckResult
    from .check_status import CheckStatus
    from .error import Error
    from .error_response import ErrorResponse
    from .error_type import ErrorType
    from .extracted_data import ExtractedData
    from .face_match_check import FaceMatchCheck
    from .field_confidences import FieldConfidences
    from .fraud_check import FraudCheck
    from .fraud_signal import FraudSignal
    from .fraud_signal_severity import FraudSignalSeverity
    from .gender import Gender
    from .liveness_check import LivenessCheck
    from .metadata import Metadata
    from .risk_level import RiskLevel
    from .verification import Verification
    from .verification_checks import VerificationChecks
    from .verification_object import VerificationObject
    from .verification_status import VerificationStatus

__all__ = (
    "CheckResult",
    "CheckStatus",
    "Error",
    "ErrorResponse",
    "ErrorType",
    "ExtractedData",
    "FaceMatchCheck",
    "FieldConfidences",
    "FraudCheck",
    "FraudSignal",
    "FraudSignalSeverity",
    "Gender",
    "LivenessCheck",
    "Metadata",
    "RiskLevel",
    "Verification",
    "VerificationChecks",
    "VerificationObject",
    "VerificationStatus",
)
import_lazily(
    __name__,
    classes={
        "CheckResult": "check_result",
        "CheckStatus": "check_status",
        "Error": "error",
        "ErrorResponse": "error_response",
        "ErrorType": "error_type",
        "ExtractedData": "extracted_data",
        "FaceMatchCheck": "face_match_check",
        "FieldConfidences": "field_confidences",
        "FraudCheck": "fraud_check",
        "FraudSignal": "fraud_signal",
        "FraudSignalSeverity": "fraud_signal_severity",
        "Gender": "gender",
        "LivenessCheck": "liveness_check",
        "Metadata": "metadata",
        "RiskLevel": "risk_level",
        "Verification": "verification",
        "VerificationChecks": "verification_checks",
        "VerificationObject": "verification_object",
        "VerificationStatus": "verification_status",
    },
)
