"""The operations with the tag `management`, in a module each."""

from . import cancel_verification

__all__ = ("cancel_verification",)
