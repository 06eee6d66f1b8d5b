from enum import StrEnum


class VerificationObject(StrEnum):
    IDENTITY_VERIFICATION = "identity.verification"

    def __str__(self) -> str:
        return str(self.value)
