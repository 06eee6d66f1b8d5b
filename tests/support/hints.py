"""The type hints of a package, as `typing.get_type_hints` sees them."""

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Iterator
from contextlib import suppress
from types import ModuleType
from typing import Any


def public_modules(package: ModuleType) -> Iterator[ModuleType]:
    """The package, and all of its modules that are public."""
    yield package
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        # One of an extra may not be installed.
        with suppress(ModuleNotFoundError):
            if "._" not in each.name:
                yield importlib.import_module(each.name)


def public_objects(package: ModuleType) -> dict[str, Any]:
    """The public classes of a package with their methods, and its public functions, by their names."""
    found: dict[str, Any] = {}
    for module in public_modules(package):
        for name, value in inspect.getmembers(module, lambda each: inspect.isclass(each) or inspect.isfunction(each)):
            if name.startswith("_") or not value.__module__.startswith(package.__name__):
                continue
            found[f"{value.__module__}.{name}"] = value
            for member, each in inspect.getmembers(value):
                function = each.fget if isinstance(each, property) else each
                is_public = not member.startswith("_") or member in ("__init__", "__rich_repr__")
                # What is not written in Python has none.
                if is_public and inspect.isroutine(function) and hasattr(function, "__annotations__"):
                    found[f"{value.__module__}.{name}.{member}"] = function
    return found


def unresolved(package: ModuleType) -> dict[str, str]:
    """The public objects of a package whose hints cannot be had, with the reason."""
    failed: dict[str, str] = {}
    for name, value in public_objects(package).items():
        try:
            typing.get_type_hints(value)
        except Exception as error:
            failed[name] = repr(error)
    return failed
