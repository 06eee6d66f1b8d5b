"""Packages whose modules are imported when they are first used.

Such a package imports none of its modules itself. If it did, a thread that imports the package and a thread that
imports one of its modules would wait for each other, and Python would raise an error in one of them.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from importlib import import_module


def import_lazily(package: str, modules: Collection[str] = (), classes: Mapping[str, str] | None = None) -> None:
    """Let a package have these modules as attributes, and these classes with the modules that they are in."""
    classes = classes or {}
    found = vars(sys.modules[package])
    names = {*modules, *classes, *classes.values()}

    def find(name: str) -> object:
        if name not in names:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if name not in classes:
            return import_module(f".{name}", package)
        found[name] = getattr(import_module(f".{classes[name]}", package), name)
        return found[name]

    found.update(__getattr__=find, __dir__=lambda: sorted({*found, *names}))
