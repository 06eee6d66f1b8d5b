from enum import StrEnum


class VerificationStatus(StrEnum):
    ERROR = "error"
    EXPIRED = "expired"
    PENDING = "pending"
    REJECTED = "rejected"
    REVIEW = "review"
    VERIFIED = "verified"

    def __str__(self) -> str:
        return str(self.value)
