"""The operations, in a package for each tag."""

from . import management

__all__ = ("management",)
