from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.gender import Gender
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.field_confidences import FieldConfidences


T = TypeVar("T", bound="ExtractedData")


@_attrs_define
class ExtractedData:
    """What was read from the identity document. Personal data throughout."""

    document_number: str | Unset = UNSET
    """ The number of the document. """
    first_name: str | Unset = UNSET
    """ Given names in Latin script. """
    last_name: str | Unset = UNSET
    """ Family name in Latin script. """
    first_name_arabic: str | Unset = UNSET
    """ Given names in Arabic script. """
    last_name_arabic: str | Unset = UNSET
    """ Family name in Arabic script. """
    date_of_birth: datetime.date | Unset = UNSET
    """ The holder's date of birth. """
    gender: Gender | Unset = UNSET
    """ The gender that the document states, M (male) or F (female). """
    nationality: str | Unset = UNSET
    """ The holder's nationality, as the document gives it. """
    issue_date: datetime.date | Unset = UNSET
    """ The day on which the document was issued. """
    expiry_date: datetime.date | Unset = UNSET
    """ The day on which the document expires. """
    address: str | Unset = UNSET
    """ The holder's address, on one line. """
    place_of_birth: str | Unset = UNSET
    """ The holder's place of birth. """
    mrz: str | Unset = UNSET
    """ The machine-readable zone, its lines joined. """
    field_confidences: FieldConfidences | Unset = UNSET
    """ How sure the reading of each field is, keyed by the field's name. The vendor gives no range. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        document_number = self.document_number

        first_name = self.first_name

        last_name = self.last_name

        first_name_arabic = self.first_name_arabic

        last_name_arabic = self.last_name_arabic

        date_of_birth: str | Unset = UNSET
        if not isinstance(self.date_of_birth, Unset):
            date_of_birth = self.date_of_birth.isoformat()

        gender: str | Unset = UNSET
        if not isinstance(self.gender, Unset):
            gender = self.gender.value

        nationality = self.nationality

        issue_date: str | Unset = UNSET
        if not isinstance(self.issue_date, Unset):
            issue_date = self.issue_date.isoformat()

        expiry_date: str | Unset = UNSET
        if not isinstance(self.expiry_date, Unset):
            expiry_date = self.expiry_date.isoformat()

        address = self.address

        place_of_birth = self.place_of_birth

        mrz = self.mrz

        field_confidences: dict[str, Any] | Unset = UNSET
        if not isinstance(self.field_confidences, Unset):
            field_confidences = self.field_confidences.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if document_number is not UNSET:
            field_dict["document_number"] = document_number
        if first_name is not UNSET:
            field_dict["first_name"] = first_name
        if last_name is not UNSET:
            field_dict["last_name"] = last_name
        if first_name_arabic is not UNSET:
            field_dict["first_name_arabic"] = first_name_arabic
        if last_name_arabic is not UNSET:
            field_dict["last_name_arabic"] = last_name_arabic
        if date_of_birth is not UNSET:
            field_dict["date_of_birth"] = date_of_birth
        if gender is not UNSET:
            field_dict["gender"] = gender
        if nationality is not UNSET:
            field_dict["nationality"] = nationality
        if issue_date is not UNSET:
            field_dict["issue_date"] = issue_date
        if expiry_date is not UNSET:
            field_dict["expiry_date"] = expiry_date
        if address is not UNSET:
            field_dict["address"] = address
        if place_of_birth is not UNSET:
            field_dict["place_of_birth"] = place_of_birth
        if mrz is not UNSET:
            field_dict["mrz"] = mrz
        if field_confidences is not UNSET:
            field_dict["field_confidences"] = field_confidences

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.field_confidences import FieldConfidences  # noqa: PLC0415

        d = dict(src_dict)
        document_number = d.pop("document_number", UNSET)

        first_name = d.pop("first_name", UNSET)

        last_name = d.pop("last_name", UNSET)

        first_name_arabic = d.pop("first_name_arabic", UNSET)

        last_name_arabic = d.pop("last_name_arabic", UNSET)

        _date_of_birth = d.pop("date_of_birth", UNSET)
        date_of_birth: datetime.date | Unset
        if isinstance(_date_of_birth, Unset):
            date_of_birth = UNSET
        else:
            date_of_birth = datetime.date.fromisoformat(_date_of_birth)

        _gender = d.pop("gender", UNSET)
        gender: Gender | Unset
        if isinstance(_gender, Unset):
            gender = UNSET
        else:
            gender = Gender(_gender)

        nationality = d.pop("nationality", UNSET)

        _issue_date = d.pop("issue_date", UNSET)
        issue_date: datetime.date | Unset
        if isinstance(_issue_date, Unset):
            issue_date = UNSET
        else:
            issue_date = datetime.date.fromisoformat(_issue_date)

        _expiry_date = d.pop("expiry_date", UNSET)
        expiry_date: datetime.date | Unset
        if isinstance(_expiry_date, Unset):
            expiry_date = UNSET
        else:
            expiry_date = datetime.date.fromisoformat(_expiry_date)

        address = d.pop("address", UNSET)

        place_of_birth = d.pop("place_of_birth", UNSET)

        mrz = d.pop("mrz", UNSET)

        _field_confidences = d.pop("field_confidences", UNSET)
        field_confidences: FieldConfidences | Unset
        if isinstance(_field_confidences, Unset):
            field_confidences = UNSET
        else:
            field_confidences = FieldConfidences.from_dict(_field_confidences)

        extracted_data = cls(
            document_number=document_number,
            first_name=first_name,
            last_name=last_name,
            first_name_arabic=first_name_arabic,
            last_name_arabic=last_name_arabic,
            date_of_birth=date_of_birth,
            gender=gender,
            nationality=nationality,
            issue_date=issue_date,
            expiry_date=expiry_date,
            address=address,
            place_of_birth=place_of_birth,
            mrz=mrz,
            field_confidences=field_confidences,
        )

        extracted_data.additional_properties = d
        return extracted_data

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
