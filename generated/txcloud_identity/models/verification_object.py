from enum import StrEnum


class VerificationObject(StrEnum):
    """The kind of object this is. Always the same value."""

    IDENTITY_VERIFICATION = "identity.verification"
