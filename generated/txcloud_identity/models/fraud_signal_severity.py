import enum

from .. import _decoding


class FraudSignalSeverity(enum.StrEnum):
    """How serious a finding is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


fraud_signal_severity_of: _decoding.StrFinder[FraudSignalSeverity] = _decoding.str_finder(FraudSignalSeverity)
