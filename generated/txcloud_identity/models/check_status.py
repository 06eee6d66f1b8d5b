import enum

from .. import _decoding


class CheckStatus(enum.StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    ERROR = "error"


check_status_of: _decoding.StrFinder[CheckStatus] = _decoding.str_finder(CheckStatus)
