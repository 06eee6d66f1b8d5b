"""What all models have in common."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias, TypeVar, cast

from attrs import Attribute, fields

from ._encoding import PLAIN, encode

T = TypeVar("T")

Reader: TypeAlias = Callable[[Mapping[str, object]], T]


class New(Protocol):
    """Creates an object without its `__init__`."""

    def __call__(self, kind: type[T], /) -> T: ...


if TYPE_CHECKING:

    class json_object(dict[str, Any]):
        """The class of a JSON object, from which type checkers learn the type of its keys."""

else:
    json_object = dict

# `__init__` with all attributes would take as long again as decoding their values.
new: New = object.__new__


class Model:
    """A JSON object: its documented properties are attributes, all others are in `additional_properties`."""

    __slots__ = ()

    # The attribute of each property; and the attributes that hold arbitrary JSON, which is not encoded.
    _JSON_NAMES: ClassVar[Mapping[str, str]]
    _FREE_FORM: ClassVar[Collection[str]] = ()

    if TYPE_CHECKING:
        additional_properties: dict[str, Any]
    else:

        def __getattr__(self, name: str) -> object:
            """Make the dict of an object without additional properties when it is asked for, since few ever are."""
            if name == "additional_properties":
                self.additional_properties = {}
            return object.__getattribute__(self, name)

    def to_dict(self) -> dict[str, object]:
        """The JSON object: `additional_properties`, merged with the attributes that are not None.

        All values are as they came, but not their order: the attributes come last. A date-time in an unusual spelling
        gets the usual one, as `2023-11-07T05:31:56Z`: with `T`, with `Z` for UTC, and with a fraction of a second of
        no, three or six digits, the fewest that hold it.
        """
        found: dict[str, object] = dict(self.additional_properties)
        free_form = self._FREE_FORM
        for name, attribute in self._JSON_NAMES.items():
            value = getattr(self, attribute)
            # The most frequent cases first, because `encode` would take several times as long.
            if value is None:
                continue
            if type(value) in PLAIN or attribute in free_form:
                found[name] = value
            elif isinstance(value, Model):
                found[name] = value.to_dict()
            else:
                found[name] = encode(value)
        return found

    def __rich_repr__(self) -> Iterator[tuple[str, object, None]]:
        """What `rich` prints, each on its line: what `repr` shows, except for None."""
        shown: list[Attribute[object]] = [each for each in fields(cast("Any", type(self))) if each.repr]
        for each in shown:
            yield each.name, getattr(self, each.name), None

    def _unread(self, source: Mapping[str, object]) -> dict[str, object]:
        """The properties that no attribute holds, unchanged."""
        names = self._JSON_NAMES
        return {
            name: value for name, value in source.items() if name not in names or getattr(self, names[name]) is None
        }
