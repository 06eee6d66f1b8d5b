import enum

from .. import _decoding


class VerificationStatus(enum.StrEnum):
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


verification_status_of: _decoding.StrFinder[VerificationStatus] = _decoding.str_finder(VerificationStatus)
