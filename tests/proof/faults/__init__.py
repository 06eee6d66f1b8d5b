"""Faults, by the part of an exchange in which they happen."""

from tests.proof.faults import bodies, heads, sizes, statuses
from tests.proof.faults.fault import FAULTS, Fault

__all__ = ("FAULTS", "Fault", "bodies", "heads", "sizes", "statuses")
