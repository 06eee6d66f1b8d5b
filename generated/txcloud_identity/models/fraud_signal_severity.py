import enum

from .. import _decode


class FraudSignalSeverity(enum.StrEnum):
    """How serious a finding is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


fraud_signal_severity_of: _decode.StrFinder[FraudSignalSeverity] = _decode.str_finder(FraudSignalSeverity)
