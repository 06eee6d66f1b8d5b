"""The operations, in a package for each tag, which is imported when it is first used."""

from typing import TYPE_CHECKING

from .._lazy import import_lazily

if TYPE_CHECKING:
    from . import management

__all__ = ("management",)
import_lazily(__name__, __all__)
