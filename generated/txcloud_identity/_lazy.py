"""What is imported when it is first used.

A package imports none of its modules itself. If it did, a thread that imports the package and a thread that imports
one of its modules would wait for each other, and Python would raise an error in one of them.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from importlib import import_module
from typing import Any, ForwardRef


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


# What annotations name, and type checkers import, `typing.get_type_hints` looks for in the module of a function or
# class. If an import would be slow, or a cycle, one of these stands there, and imports it when it is evaluated.


def late(module: str, name: str) -> Any:
    """A name in a module of this package, or in another one."""
    return getattr(import_module(module, __package__), name)


class LateModule:
    """Stands for a module."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        return late(self._module, name)


class LateGeneric:
    """Stands for a generic class."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def __getitem__(self, parameters: object) -> Any:
        return late(self._module, self._name)[parameters]


def late_type(module: str, name: str) -> ForwardRef:
    """Stands for any other type."""
    # It is evaluated as if it stood in the module whose annotations are.
    return ForwardRef(f"__import__({__name__!r}, fromlist=['late']).late({module!r}, {name!r})")
