from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from attrs import define, field

from .._decode import as_date, as_plain_dict, left_over, new
from .._encode import encode, lay_over
from .field_confidences import FieldConfidences
from .gender import Gender, gender_of


@define(kw_only=True)
class ExtractedData:
    """What was read from the identity document. Personal data throughout."""

    document_number: str | None = field(default=None, repr=False)
    """The number of the document."""
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
    additional_properties: dict[str, Any] = field(factory=dict[str, Any], repr=False)
    """What no attribute represents, as it came: undocumented properties, null, values of another type."""

    @staticmethod
    def from_dict(source: Mapping[str, object]) -> ExtractedData:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        return read_extracted_data(source)

    def to_dict(self) -> dict[str, object]:
        """The JSON object: the attributes that are not None, laid over `additional_properties`."""
        return lay_over(
            self.additional_properties,
            {
                "document_number": self.document_number,
                "first_name": self.first_name,
                "last_name": self.last_name,
                "first_name_arabic": self.first_name_arabic,
                "last_name_arabic": self.last_name_arabic,
                "date_of_birth": encode(self.date_of_birth),
                "gender": encode(self.gender),
                "nationality": self.nationality,
                "issue_date": encode(self.issue_date),
                "expiry_date": encode(self.expiry_date),
                "address": self.address,
                "place_of_birth": self.place_of_birth,
                "mrz": self.mrz,
                "field_confidences": self.field_confidences,
            },
        )


def read_extracted_data(source: Mapping[str, Any]) -> ExtractedData:
    """Read a JSON object; property by property, since a loop over them would take several times as long."""
    model = new(ExtractedData)
    get = source.get
    missing = 0
    if type(value := get("document_number")) is str:
        model.document_number = value
    else:
        model.document_number = None
        missing += 1
    if type(value := get("first_name")) is str:
        model.first_name = value
    else:
        model.first_name = None
        missing += 1
    if type(value := get("last_name")) is str:
        model.last_name = value
    else:
        model.last_name = None
        missing += 1
    if type(value := get("first_name_arabic")) is str:
        model.first_name_arabic = value
    else:
        model.first_name_arabic = None
        missing += 1
    if type(value := get("last_name_arabic")) is str:
        model.last_name_arabic = value
    else:
        model.last_name_arabic = None
        missing += 1
    if (value := get("date_of_birth")) is not None and (value := as_date(value)) is not None:
        model.date_of_birth = value
    else:
        model.date_of_birth = None
        missing += 1
    if type(value := get("gender")) is str:
        model.gender = gender_of(value, value)
    else:
        model.gender = None
        missing += 1
    if type(value := get("nationality")) is str:
        model.nationality = value
    else:
        model.nationality = None
        missing += 1
    if (value := get("issue_date")) is not None and (value := as_date(value)) is not None:
        model.issue_date = value
    else:
        model.issue_date = None
        missing += 1
    if (value := get("expiry_date")) is not None and (value := as_date(value)) is not None:
        model.expiry_date = value
    else:
        model.expiry_date = None
        missing += 1
    if type(value := get("address")) is str:
        model.address = value
    else:
        model.address = None
        missing += 1
    if type(value := get("place_of_birth")) is str:
        model.place_of_birth = value
    else:
        model.place_of_birth = None
        missing += 1
    if type(value := get("mrz")) is str:
        model.mrz = value
    else:
        model.mrz = None
        missing += 1
    if (value := get("field_confidences")) is not None and (value := as_plain_dict((float, int), value)) is not None:
        model.field_confidences = value
    else:
        model.field_confidences = None
        missing += 1
    model.additional_properties = {}
    if len(source) + missing != 14:
        model.additional_properties = left_over(
            source,
            {
                "document_number": model.document_number,
                "first_name": model.first_name,
                "last_name": model.last_name,
                "first_name_arabic": model.first_name_arabic,
                "last_name_arabic": model.last_name_arabic,
                "date_of_birth": model.date_of_birth,
                "gender": model.gender,
                "nationality": model.nationality,
                "issue_date": model.issue_date,
                "expiry_date": model.expiry_date,
                "address": model.address,
                "place_of_birth": model.place_of_birth,
                "mrz": model.mrz,
                "field_confidences": model.field_confidences,
            },
        )
    return model
