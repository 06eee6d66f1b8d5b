import enum

from .. import _decode


class Gender(enum.StrEnum):
    """The gender that the document states, M (male) or F (female)."""

    M = "M"
    F = "F"


gender_of: _decode.StrFinder[Gender] = _decode.str_finder(Gender)
