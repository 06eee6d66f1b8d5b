from collections.abc import Callable
from enum import StrEnum


class VerificationObject(StrEnum):
    """The kind of object this is. Always the same value."""

    IDENTITY_VERIFICATION = "identity.verification"


verification_object_of: Callable[[str, str], VerificationObject | str] = {
    member.value: member for member in VerificationObject
}.get
"""The member that has a value, else the second argument; faster than calling the class."""
