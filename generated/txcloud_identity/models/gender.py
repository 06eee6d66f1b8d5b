import enum

from .. import _decoding


class Gender(enum.StrEnum):
    """The gender that the document states, M (male) or F (female)."""

    M = "M"
    F = "F"


gender_of: _decoding.StrFinder[Gender] = _decoding.str_finder(Gender)
