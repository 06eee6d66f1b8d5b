from __future__ import annotations

import collections.abc
import datetime
import typing

from attrs import define, field

from .. import _decoding, _formats, _model
from .._model import new
from .field_confidences import FieldConfidences
from .gender import Gender, gender_of


@define(kw_only=True)
class ExtractedData(_model.Model):
    """What was read from the identity document. Personal data throughout."""

    _JSON_NAMES: typing.ClassVar = {
        "document_number": "document_number",
        "first_name": "first_name",
        "last_name": "last_name",
        "first_name_arabic": "first_name_arabic",
        "last_name_arabic": "last_name_arabic",
        "date_of_birth": "date_of_birth",
        "gender": "gender",
        "nationality": "nationality",
        "issue_date": "issue_date",
        "expiry_date": "expiry_date",
        "address": "address",
        "place_of_birth": "place_of_birth",
        "mrz": "mrz",
        "field_confidences": "field_confidences",
    }

    document_number: str | None = field(default=None, repr=False)
    """The number that is printed on the document."""
    first_name: str | None = field(default=None, repr=False)
    """Given names in Latin script."""
    last_name: str | None = field(default=None, repr=False)
    """Family name in Latin script."""
    first_name_arabic: str | None = field(default=None, repr=False)
    """Given names in Arabic script."""
    last_name_arabic: str | None = field(default=None, repr=False)
    """Family name in Arabic script."""
    date_of_birth: datetime.date | None = field(default=None, repr=False)
    """The holder's date of birth."""
    gender: Gender | str | None = field(default=None, repr=False)
    """The gender that the document states, M (male) or F (female)."""
    nationality: str | None = field(default=None, repr=False)
    """The holder's nationality, as the document gives it."""
    issue_date: datetime.date | None = field(default=None, repr=False)
    """The day on which the document was issued."""
    expiry_date: datetime.date | None = field(default=None, repr=False)
    """The day on which the document expires."""
    address: str | None = field(default=None, repr=False)
    """The holder's address, on one line."""
    place_of_birth: str | None = field(default=None, repr=False)
    """The holder's place of birth."""
    mrz: str | None = field(default=None, repr=False)
    """The machine-readable zone, its lines joined."""
    field_confidences: FieldConfidences | None = None
    """How sure the reading of each field is, keyed by the field's name. The vendor gives no range."""
    additional_properties: dict[str, typing.Any] = field(factory=dict[str, typing.Any], repr=False)
    """Properties that no attribute holds, unchanged: undocumented ones, null, values of another type."""

    @staticmethod
    def from_dict(source: collections.abc.Mapping[str, object]) -> ExtractedData:
        """Read a JSON object. It never raises because of what this holds, and `to_dict` gives back everything."""
        model = new(ExtractedData)
        values: collections.abc.Mapping[str, typing.Any] = source
        absent = 0
        # Property by property, because a loop would take several times as long.
        if (value := values.get("document_number")) is not None and type(value) is str:
            model.document_number = value
        else:
            model.document_number = None
            absent += 1
        if (value := values.get("first_name")) is not None and type(value) is str:
            model.first_name = value
        else:
            model.first_name = None
            absent += 1
        if (value := values.get("last_name")) is not None and type(value) is str:
            model.last_name = value
        else:
            model.last_name = None
            absent += 1
        if (value := values.get("first_name_arabic")) is not None and type(value) is str:
            model.first_name_arabic = value
        else:
            model.first_name_arabic = None
            absent += 1
        if (value := values.get("last_name_arabic")) is not None and type(value) is str:
            model.last_name_arabic = value
        else:
            model.last_name_arabic = None
            absent += 1
        if (value := values.get("date_of_birth")) is not None and (value := _formats.as_date(value)) is not None:
            model.date_of_birth = value
        else:
            model.date_of_birth = None
            absent += 1
        if (value := values.get("gender")) is not None and type(value) is str:
            model.gender = gender_of(value, value)
        else:
            model.gender = None
            absent += 1
        if (value := values.get("nationality")) is not None and type(value) is str:
            model.nationality = value
        else:
            model.nationality = None
            absent += 1
        if (value := values.get("issue_date")) is not None and (value := _formats.as_date(value)) is not None:
            model.issue_date = value
        else:
            model.issue_date = None
            absent += 1
        if (value := values.get("expiry_date")) is not None and (value := _formats.as_date(value)) is not None:
            model.expiry_date = value
        else:
            model.expiry_date = None
            absent += 1
        if (value := values.get("address")) is not None and type(value) is str:
            model.address = value
        else:
            model.address = None
            absent += 1
        if (value := values.get("place_of_birth")) is not None and type(value) is str:
            model.place_of_birth = value
        else:
            model.place_of_birth = None
            absent += 1
        if (value := values.get("mrz")) is not None and type(value) is str:
            model.mrz = value
        else:
            model.mrz = None
            absent += 1
        if (value := values.get("field_confidences")) is not None and (
            value := _decoding.as_plain_dict((float, int), value)
        ) is not None:
            model.field_confidences = value
        else:
            model.field_confidences = None
            absent += 1
        if len(source) + absent != 14:
            model.additional_properties = model._unread(source)
        return model


read_extracted_data: _model.Reader[ExtractedData] = ExtractedData.from_dict
