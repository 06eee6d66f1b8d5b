from collections.abc import Callable
from enum import StrEnum


class RiskLevel(StrEnum):
    """The band that the risk score falls in. Expect other values too: the vendor's page on risk
    scoring adds a "very low" band for scores from 0 to 200.
    """

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


risk_level_of: Callable[[str, str], RiskLevel | str] = {member.value: member for member in RiskLevel}.get
"""The member that has a value, else the second argument; faster than calling the class."""
