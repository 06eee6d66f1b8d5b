import enum

from .. import _decode


class VerificationObject(enum.StrEnum):
    """The kind of object this is. Always the same value."""

    IDENTITY_VERIFICATION = "identity.verification"


verification_object_of: _decode.StrFinder[VerificationObject] = _decode.str_finder(VerificationObject)
