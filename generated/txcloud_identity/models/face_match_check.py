from __future__ import annotations

import collections.abc
import typing

from attrs import define, field

from .. import _model
from .._model import new
from .check_status import CheckStatus, check_status_of


@define(kw_only=True)
class FaceMatchCheck(_model.Model):
    """Compares the holder's face with the portrait on the document."""

    _JSON_NAMES: typing.ClassVar = {
        "status": "status",
        "confidence": "confidence",
        "similarity_score": "similarity_score",
        "threshold": "threshold",
    }

    status: CheckStatus | str | None = None
    """How a check ended."""
    confidence: float | None = None
    """How sure the check is of its result, 0 to 1."""
    similarity_score: float | None = None
    """How much the two faces resemble each other. The vendor gives no range."""
    threshold: float | None = None
    """The similarity from which the faces count as the same, on the scale of `similarity_score`."""
    additional_properties: dict[str, typing.Any] = field(factory=dict[str, typing.Any], repr=False)
    """Properties that no attribute holds, unchanged: undocumented ones, null, values of another type."""

    @staticmethod
    def from_dict(source: collections.abc.Mapping[str, object]) -> FaceMatchCheck:
        """Read a JSON object. It never raises because of what this holds, and `to_dict` gives back everything."""
        model = new(FaceMatchCheck)
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
        if type(value := values.get("similarity_score")) is float or type(value) is int:
            model.similarity_score = value
        else:
            model.similarity_score = None
            absent += 1
        if type(value := values.get("threshold")) is float or type(value) is int:
            model.threshold = value
        else:
            model.threshold = None
            absent += 1
        if len(source) + absent != 4:
            model.additional_properties = model._unread(source)
        return model


read_face_match_check: _model.Reader[FaceMatchCheck] = FaceMatchCheck.from_dict
