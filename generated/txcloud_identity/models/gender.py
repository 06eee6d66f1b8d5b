from collections.abc import Callable
from enum import StrEnum


class Gender(StrEnum):
    """The gender that the document states, M (male) or F (female)."""

    M = "M"
    F = "F"


gender_of: Callable[[str, str], Gender | str] = {member.value: member for member in Gender}.get
"""The member that has a value, else the second argument; faster than calling the class."""
