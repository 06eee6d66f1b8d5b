"""The operations with the tag `management`, in a module each, which is imported when it is first used."""

from typing import TYPE_CHECKING

from ..._lazy import import_lazily

if TYPE_CHECKING:
    from . import cancel_verification

__all__ = ("cancel_verification",)
import_lazily(__name__, __all__)
