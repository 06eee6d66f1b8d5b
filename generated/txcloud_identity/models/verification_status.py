from collections.abc import Callable
from enum import StrEnum


class VerificationStatus(StrEnum):
    """Where the verification stands. Expect other values too: the vendor's description of the
    verification flow also names `cancelled`, `failed` and `manual_review`, and no page says
    which value a cancelled verification carries.
    """

    PENDING = "pending"
    VERIFIED = "verified"
    REJECTED = "rejected"
    REVIEW = "review"
    EXPIRED = "expired"
    ERROR = "error"


verification_status_of: Callable[[str, str], VerificationStatus | str] = {
    member.value: member for member in VerificationStatus
}.get
"""The member that has a value, else the second argument; faster than calling the class."""
