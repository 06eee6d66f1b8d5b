import enum

from .. import _decode


class CheckStatus(enum.StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    ERROR = "error"


check_status_of: _decode.StrFinder[CheckStatus] = _decode.str_finder(CheckStatus)
