from collections.abc import Callable
from enum import StrEnum


class FraudSignalSeverity(StrEnum):
    """How serious a finding is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


fraud_signal_severity_of: Callable[[str, str], FraudSignalSeverity | str] = {
    member.value: member for member in FraudSignalSeverity
}.get
"""The member that has a value, else the second argument; faster than calling the class."""
