"""The import statements of the generated modules. Ruff removes those that a module does not need, and sorts.

Modules are imported instead of classes, so that a model can have any name.
"""

from collections.abc import Iterable

from scripts.generation.python_types import Reference

STANDARD = """\
from __future__ import annotations

import collections.abc
import datetime
import typing
import uuid
import warnings
"""

ENUM = """\
import enum

from .. import _decoding
"""

CLIENT = f"""\
{STANDARD}
from . import _pages, api
from ._async_client import AsyncClient
from ._base_client import Timeout as Timeout
from ._contract import Environment as Environment
from ._lazy import LateGeneric, LateModule
from ._sync_client import SyncClient

if typing.TYPE_CHECKING:
    from . import models
    from .types import Response
else:
    models, Response = LateModule(".models"), LateGeneric(".types", "Response")
"""

CONTRACT = "from typing import Literal, TypeAlias\n"

FAKE_DATA = """\
from ._fake_operations import ExampleResponse, Operation
from ._fake_resources import Resource
"""

FAKE = """\
from ._fake_data import OPERATIONS, RESOURCES
from ._fake_server import FakeServer
"""


def imports_of_operation(references: Iterable[Reference]) -> str:
    """For the module of an operation whose result takes these models and enumerations."""
    used = [f"from ...models.{module} import {module}_of, read_{module}" for module, _ in references]
    return lines(
        STANDARD,
        "from ... import _decoding, _encoding, _formats, _multipart, _result",
        *used,
        "from ... import models",
        "from ...client import AsyncTXCloud, Timeout, TXCloud",
        "from ...types import Request, Response",
    )


def imports_of_model(references: Iterable[Reference], late: Iterable[Reference], recursive: Iterable[Reference]) -> str:
    """For the module of a model that uses these models and enumerations. Those that use it in turn, late.

    Such models, and itself if it uses itself, need stand-ins: a module has no class before the class is complete.
    """
    for_types = [f"    {line}" for line in siblings(late)]
    stand_ins = [f'    {name} = _lazy.late_type(".models.{module}", "{name}")' for module, name in recursive]
    return lines(
        STANDARD,
        "from attrs import define, field",
        "from .. import _decoding, _formats, _lazy, _model, _multipart",
        "from .. import types as _types",
        "from .._model import json_object, new",
        *siblings(references),
        *(["if typing.TYPE_CHECKING:", *for_types] if for_types else []),
        *(["if not typing.TYPE_CHECKING:", *stand_ins] if stand_ins else []),
    )


def siblings(references: Iterable[Reference]) -> list[str]:
    """The statements by which one model imports others."""
    return [f"from .{module} import {name}, {module}_of, read_{module}" for module, name in references]


def lines(*each: str) -> str:
    return "\n".join(each)
