from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import as_date, as_dict_of, as_enum, as_number, as_string, encode, lay_over, take
from .field_confidences import FieldConfidences
from .gender import Gender


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

    @classmethod
    def from_dict(cls, source: Mapping[str, object]) -> Self:
        """Read a JSON object. Whatever it holds, this does not raise, and `to_dict` gives all of it back."""
        rest = dict(source)
        return cls(
            document_number=take(rest, "document_number", as_string),
            first_name=take(rest, "first_name", as_string),
            last_name=take(rest, "last_name", as_string),
            first_name_arabic=take(rest, "first_name_arabic", as_string),
            last_name_arabic=take(rest, "last_name_arabic", as_string),
            date_of_birth=take(rest, "date_of_birth", as_date),
            gender=take(rest, "gender", as_enum(Gender)),
            nationality=take(rest, "nationality", as_string),
            issue_date=take(rest, "issue_date", as_date),
            expiry_date=take(rest, "expiry_date", as_date),
            address=take(rest, "address", as_string),
            place_of_birth=take(rest, "place_of_birth", as_string),
            mrz=take(rest, "mrz", as_string),
            field_confidences=take(rest, "field_confidences", as_dict_of(as_number)),
            additional_properties=rest,
        )

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
