from __future__ import annotations

import collections.abc
import typing

from attrs import define, field

from .. import _model
from .._model import new
from .check_status import CheckStatus, check_status_of


@define(kw_only=True)
class LivenessCheck(_model.Model):
    """Tells whether a live person was in front of the camera."""

    _JSON_NAMES: typing.ClassVar = {
        "status": "status",
        "confidence": "confidence",
        "is_live": "is_live",
        "spoof_probability": "spoof_probability",
    }

    status: CheckStatus | str | None = None
    """How a check ended."""
    confidence: float | None = None
    """How sure the check is of its result, 0 to 1."""
    is_live: bool | None = None
    """Whether a live person was seen."""
    spoof_probability: float | None = None
    """How likely it is that a picture or mask was shown instead. The vendor gives no range."""
    additional_properties: dict[str, typing.Any] = field(factory=dict[str, typing.Any], repr=False)
    """Properties that no attribute holds, unchanged: undocumented ones, null, values of another type."""

    @staticmethod
    def from_dict(source: collections.abc.Mapping[str, object]) -> LivenessCheck:
        """Read a JSON object. It never raises because of what this holds, and `to_dict` gives back everything."""
        model = new(LivenessCheck)
        values: collections.abc.Mapping[str, typing.Any] = source
        absent = 0
        # Property by property, because a loop would take several times as long.
        if (value := values.get("status")) is not None and type(value) is str:
            model.status = check_status_of(value, value)
        else:
            model.status = None
            absent += 1
        if type(value := values.get("confidence")) is float or type(value) is int:
            model.confidence = value
        else:
            model.confidence = None
            absent += 1
        if (value := values.get("is_live")) is not None and type(value) is bool:
            model.is_live = value
        else:
            model.is_live = None
            absent += 1
        if type(value := values.get("spoof_probability")) is float or type(value) is int:
            model.spoof_probability = value
        else:
            model.spoof_probability = None
            absent += 1
        if len(source) + absent != 4:
            model.additional_properties = model._unread(source)
        return model


read_liveness_check: _model.Reader[LivenessCheck] = LivenessCheck.from_dict
