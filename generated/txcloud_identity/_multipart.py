"""Models that are sent as a form of the type multipart/form-data."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import ClassVar, cast

from ._encoding import form, spelled
from ._model import Model
from .errors import refused
from .types import Part


class Form(Model):
    """A form: its files and its other properties are the attributes."""

    __slots__ = ()

    _FILES: ClassVar[Collection[str]] = ()

    def parts(self) -> Iterator[tuple[str, Part]]:
        """The parts, by the names of the properties. Raises ArgumentError if a file cannot be sent."""
        for name, attribute in self._JSON_NAMES.items():
            value: object = getattr(self, attribute)
            if attribute in self._FILES:
                yield from [] if value is None else [(name, file(attribute, value))]
            else:
                yield from texts(name, attribute, value)
        for name, value in form(self.additional_properties).items():
            yield from texts(name, name, value)


def parts(body: object) -> list[tuple[str, Part]]:
    """The parts of a form. Raises ArgumentError if it is none, or if a file cannot be sent."""
    if not isinstance(body, Form):
        raise refused("body", f"must be one of the documented models, not {type(body).__name__}.")
    return list(body.parts())


def file(name: str, value: object) -> Part:
    match value:
        case bytes():
            return name, value
        case os.PathLike():
            path = Path(cast("os.PathLike[str]", value))
            try:
                return path.name, path.read_bytes()
            except OSError as error:
                fault = error.strerror
            raise refused(name, f"cannot be read: {fault}.")
        case (str(filename), bytes(content), str(media_type)):
            return filename, content, media_type
        case _:
            kind = type(value).__name__
            raise refused(name, f"must be bytes, a path, or (name, content, media type), not {kind}.")


def texts(name: str, attribute: str, value: object) -> Iterator[tuple[str, Part]]:
    """The parts for a value that is no file."""
    for each in cast("list[object]", value) if isinstance(value, list) else [value]:
        if each is not None:
            yield name, (None, spelled(attribute, each).encode())
