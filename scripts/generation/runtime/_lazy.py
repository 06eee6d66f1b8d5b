"""Packages whose modules are imported when they are first used."""

from __future__ import annotations

import sys
from collections.abc import Collection
from importlib import import_module
from types import ModuleType


def import_lazily(package: str, names: Collection[str]) -> None:
    """Let a package have these modules as attributes, each of which is imported when it is first used."""
    module = sys.modules[package]

    def find(name: str) -> ModuleType:
        if name in names:
            return import_module(f".{name}", package)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    vars(module).update(__getattr__=find, __dir__=lambda: sorted({*vars(module), *names}))
