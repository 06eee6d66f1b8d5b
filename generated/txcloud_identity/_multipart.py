"""Encodes a model as the parts of a form of the type multipart/form-data."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from ._encoding import spelled
from ._model import Model
from .errors import ConfigurationError

# Its file name, its content, and perhaps its media type. A part without a file name is no file.
Part: TypeAlias = tuple[str | None, bytes] | tuple[str, bytes, str]


def parts(form: object) -> list[tuple[str, Part]]:
    """The parts, by the names of the properties. Raises ConfigurationError if there is no form, or a file is none."""
    if not isinstance(form, Model):
        raise ConfigurationError(f"body must be one of the documented models, not {type(form).__name__}.")
    return [*attributes(form), *((name, text(value)) for name, value in form.additional_properties.items())]


def attributes(form: Model) -> Iterator[tuple[str, Part]]:
    for name, attribute in form._JSON_NAMES.items():
        value: Any = getattr(form, attribute)
        for each in value if isinstance(value, list) else [] if value is None else [value]:
            yield name, file(attribute, each) if attribute in form._FILES else text(each)


def file(name: str, value: Any) -> Part:
    match value:
        case bytes():
            return name, value
        case os.PathLike():
            path = Path(value)
            try:
                return path.name, path.read_bytes()
            except OSError as error:
                fault = error.strerror
            raise ConfigurationError(f"{name} cannot be read: {fault}.")
        case (str(filename), bytes(content), str(media_type)):
            return filename, content, media_type
    kind = type(value).__name__
    raise ConfigurationError(f"{name} must be bytes, a path, or (name, content, media type), not {kind}.")


def text(value: object) -> Part:
    return None, spelled(value).encode()
