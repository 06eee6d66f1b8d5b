from collections.abc import Callable
from enum import StrEnum


class CheckStatus(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    ERROR = "error"


check_status_of: Callable[[str, str], CheckStatus | str] = {member.value: member for member in CheckStatus}.get
"""The member that has a value, else the second argument; faster than calling the class."""
