"""Requests that the document does not describe."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args

from ._encoding import as_text, quote_path_segment
from ._json import json_value
from ._model import Model
from ._result import json_model
from .errors import refused
from .types import Method, Request

PARAMETER = re.compile(r"\{([\w-]+)\}", re.ASCII)
# Nothing in it is quoted, so no segment is other than it looks.
ROUTE = re.compile(rf"(?:/(?:[\w.~!$&'()*+,;=:@-]|{PARAMETER.pattern})+)+/?", re.ASCII)


def undocumented(method: object, route: object, cast_to: object, path_parameters: Mapping[str, object]) -> Request[Any]:
    """A request whose result is a model, or parsed JSON. Raises ArgumentError if there is none."""
    if method not in get_args(Method):
        raise refused("method", f"must be one of {', '.join(get_args(Method))}.")
    if not isinstance(route, str) or not ROUTE.fullmatch(route) or {".", ".."} & set(route.split("/")):
        raise refused("route", "must be a path such as /things/{id}, and nothing more.")
    from_dict: Any = None
    if cast_to is not None:
        from_dict = getattr(cast_to, "from_dict", None)
        if not (from_dict and isinstance(cast_to, type) and issubclass(cast_to, Model)):
            raise refused("cast_to", "must be a model of this package, or None.")
    names = PARAMETER.findall(route)
    for name in path_parameters:
        if name not in names:
            raise refused(name, "is no parameter of the route.")

    def quoted(found: re.Match[str]) -> str:
        name = found[1]
        if name not in path_parameters:
            raise refused(name, "is missing, which the route has as a parameter.")
        value = path_parameters[name]
        return quote_path_segment(name, value if isinstance(value, str) else as_text(name, value))

    def read(body: bytes) -> Any:
        if from_dict:
            return json_model(from_dict, body)
        return json_value(body) if body else None

    return Request(method=str(method), route=route, path=PARAMETER.sub(quoted, route), read=read)
