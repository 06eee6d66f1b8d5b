import enum

from .. import _decoding


class VerificationObject(enum.StrEnum):
    """The kind of object this is. Always the same value."""

    IDENTITY_VERIFICATION = "identity.verification"


verification_object_of: _decoding.StrFinder[VerificationObject] = _decoding.str_finder(VerificationObject)
