from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import as_model, encode, lay_over, take
from .error import Error


@define(kw_only=True)
class ErrorResponse:
    """The body of every error that the API itself answers."""

    error: Error | None = None
    """What went wrong."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any], repr=False)
    """What no attribute represents, as it came: undocumented properties, null, values of another type."""

    @classmethod
    def from_dict(cls, source: Mapping[str, object]) -> Self:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        rest = dict(source)
        return cls(error=take(rest, "error", as_model(Error)), additional_properties=rest)

    def to_dict(self) -> dict[str, object]:
        """The JSON object: the attributes that are not None, laid over `additional_properties`."""
        return lay_over(self.additional_properties, {"error": encode(self.error)})
