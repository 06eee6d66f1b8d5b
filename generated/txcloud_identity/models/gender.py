from enum import StrEnum


class Gender(StrEnum):
    """The gender that the document states, M (male) or F (female)."""

    M = "M"
    F = "F"
