"""Every kind of exception that Python, and the libraries below the client, define."""

import asyncio
import builtins
import ssl
import sys
from collections.abc import Iterator
from typing import Any
from unittest.mock import Mock

import anyio
import h11
import httpcore
import httpx
import socksio

MODULES = (builtins, httpx, httpcore, h11, anyio, ssl, socksio)
REQUEST = httpx.Request("POST", "https://other.example")

# What the classes take, the most usual first.
ARGUMENTS: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("what is wrong",), {}),
    ((), {}),
    (("what is wrong", [ValueError("inner")]), {}),
    (("utf-8", b"\xff", 0, 1, "what is wrong"), {}),
    (("\udc80", 0, 1, "what is wrong"), {}),
    (("utf-8", "\udc80", 0, 1, "what is wrong"), {}),
    ((Mock(formatted="what is wrong"),), {}),
    (("what is wrong",), {"request": REQUEST, "response": httpx.Response(404, request=REQUEST)}),
]


def kinds() -> list[type[Exception]]:
    """The subclasses of Exception that the modules and their submodules define."""
    prefixes = tuple(f"{module.__name__}." for module in MODULES)
    modules = [module for name, module in sys.modules.items() if f"{name}.".startswith(prefixes)]
    # Some modules import a name when it is first asked for.
    found = [getattr(module, name, None) for module in modules for name in dir(module)]
    return sorted({kind for kind in found if isinstance(kind, type) and issubclass(kind, Exception)}, key=repr)


def instance(kind: type[BaseException]) -> BaseException:
    # A class that is only a base of others is raised as one of them.
    for each in (kind, type(kind.__name__, (kind,), {})):
        for arguments, named in ARGUMENTS:
            try:
                made: BaseException = each(*arguments, **named)
                return made
            except (AttributeError, TypeError, ValueError):
                continue
    raise LookupError(f"{kind} cannot be raised: say what it takes.")


def ordinary() -> Iterator[Exception]:
    """An exception of each kind, alone and in a group."""
    for kind in kinds():
        for _ in range(2):
            error = instance(kind)
            assert isinstance(error, Exception)
            yield error if _ else ExceptionGroup("several", [error])


def exceptional() -> list[BaseException]:
    """Those that end a program or a task."""
    return [KeyboardInterrupt(), SystemExit(1), asyncio.CancelledError()]
