import enum

from .. import _decoding


class RiskLevel(enum.StrEnum):
    """The band that the risk score falls in. Expect other values too: the vendor's page on risk
    scoring adds a "very low" band for scores from 0 to 200.
    """

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


risk_level_of: _decoding.StrFinder[RiskLevel] = _decoding.str_finder(RiskLevel)
