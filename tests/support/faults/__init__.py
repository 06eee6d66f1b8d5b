"""Faults, by the part of an exchange in which they happen."""

from tests.support.faults import bodies, heads, sizes, statuses
from tests.support.faults.fault import FAULTS, Fault

__all__ = ("FAULTS", "Fault", "bodies", "heads", "sizes", "statuses")
