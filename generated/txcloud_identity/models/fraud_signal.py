from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import as_enum, as_string, encode, lay_over, take
from .fraud_signal_severity import FraudSignalSeverity


@define(kw_only=True)
class FraudSignal:
    """One finding that points to fraud."""

    code: str | None = None
    """A short name for the finding."""
    severity: FraudSignalSeverity | str | None = None
    """How serious a finding is."""
    message: str | None = field(default=None, repr=False)
    """The finding in words, for people."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any], repr=False)
    """What no attribute represents, as it came: undocumented properties, null, values of another type."""

    @classmethod
    def from_dict(cls, source: Mapping[str, object]) -> Self:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        rest = dict(source)
        return cls(
            code=take(rest, "code", as_string),
            severity=take(rest, "severity", as_enum(FraudSignalSeverity)),
            message=take(rest, "message", as_string),
            additional_properties=rest,
        )

    def to_dict(self) -> dict[str, object]:
        """The JSON object: the attributes that are not None, laid over `additional_properties`."""
        return lay_over(
            self.additional_properties, {"code": self.code, "severity": encode(self.severity), "message": self.message}
        )
