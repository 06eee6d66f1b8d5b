"""What a JSON value is read as, and what an argument is written as: of each type that a document may have."""

import datetime
import enum
import uuid
from typing import Any

import pytest
import txcloud_identity._decoding as decode
import txcloud_identity._encoding as encode
import txcloud_identity._formats as formats
import txcloud_identity._result as bodies
from txcloud_identity import ArgumentError
from txcloud_identity.models import Error, Gender
from txcloud_identity.models.gender import gender_of

UUID = "0b8ae8a4-5f0e-4c1a-9a9c-3a1d8f1f2b3c"


class Size(enum.IntEnum):
    SMALL = 1


size_of = decode.int_finder(Size)


def too_deep(_: Any) -> Error:
    raise RecursionError


def error_or_none(value: Any) -> Error | None:
    return decode.as_model(Error.from_dict, value)


READ: list[tuple[Any, Any, Any]] = [
    (decode.as_anything, [1], [1]),
    (decode.as_string, "a", "a"),
    (decode.as_string, 1, None),
    (decode.as_boolean, True, True),
    (decode.as_boolean, 1, None),
    (decode.as_integer, 1, 1),
    (decode.as_integer, True, None),
    (decode.as_integer, 1.0, None),
    (decode.as_number, 1, 1),
    (decode.as_number, 0.5, 0.5),
    (decode.as_number, "1", None),
    (formats.as_date, "2023-12-25", datetime.date(2023, 12, 25)),
    (formats.as_date, "2023-13-25", None),
    (formats.as_date, "2023-W52", None),
    (formats.as_uuid, UUID, uuid.UUID(UUID)),
    (formats.as_uuid, UUID.upper(), None),
    (formats.as_bytes, "AP8=", b"\x00\xff"),
    (formats.as_bytes, "", b""),
    (formats.as_bytes, "AP8", None),
    (formats.as_bytes, "A P8=", None),
    (formats.as_bytes, "\xff", None),
    (formats.as_bytes, 7, None),
    (lambda value: decode.as_int_enum(size_of, value), 1, Size.SMALL),
    (lambda value: decode.as_int_enum(size_of, value), 2, 2),
    (lambda value: decode.as_int_enum(size_of, value), "1", None),
    (lambda value: decode.as_enum(gender_of, value), "F", Gender.F),
    (lambda value: decode.as_enum(gender_of, value), "other", "other"),
    (lambda value: decode.as_enum(gender_of, value), 1, None),
    (lambda value: decode.as_model(too_deep, value), {}, None),
    (decode.as_object, {"a": 1}, {"a": 1}),
    (decode.as_object, [], None),
    (decode.as_list, [1], [1]),
    (decode.as_list, {}, None),
    (lambda value: decode.as_plain_list((str,), value), ["a"], ["a"]),
    (lambda value: decode.as_plain_list((str,), value), [1], None),
    (lambda value: decode.as_plain_list((str,), value), "a", None),
    (lambda value: decode.as_plain_dict((str,), value), {"a": "b"}, {"a": "b"}),
    (lambda value: decode.as_plain_dict((str,), value), {"a": 1}, None),
    (lambda value: decode.as_plain_dict((str,), value), [], None),
    (lambda value: decode.as_list_of(formats.as_date, value), ["2023-12-25"], [datetime.date(2023, 12, 25)]),
    (lambda value: decode.as_list_of(formats.as_date, value), ["never"], None),
    (lambda value: decode.as_list_of(formats.as_date, value), {}, None),
    (lambda value: decode.as_list_of_nullable(decode.as_string, value), ["a", None], ["a", None]),
    (lambda value: decode.as_list_of_nullable(decode.as_string, value), [1], None),
    (lambda value: decode.as_list_of_nullable(decode.as_string, value), "a", None),
    (lambda value: decode.as_dict_of(decode.as_string, value), {"a": "b"}, {"a": "b"}),
    (lambda value: decode.as_dict_of(decode.as_string, value), {"a": None}, None),
    (lambda value: decode.as_dict_of(decode.as_string, value), [], None),
    (lambda value: decode.as_dict_of_nullable(decode.as_string, value), {"a": None}, {"a": None}),
    (lambda value: decode.as_dict_of_nullable(decode.as_string, value), {"a": 1}, None),
    (lambda value: decode.as_dict_of_nullable(decode.as_string, value), [], None),
    (lambda value: decode.as_models(Error.from_dict, value), [{"code": "c"}], [Error(code="c")]),
    (lambda value: decode.as_models(Error.from_dict, value), [1], None),
    (lambda value: decode.as_models(Error.from_dict, value), {}, None),
    (lambda value: decode.as_either((decode.as_integer, decode.as_string), value), "a", "a"),
    (lambda value: decode.as_either((decode.as_integer, decode.as_string), value), [], None),
    (lambda value: decode.as_either((decode.as_object, error_or_none), value), {"x": 1}, {"x": 1}),
    (lambda body: bodies.json_body(decode.as_integer, body), b"7", 7),
    (lambda body: bodies.json_body_nullable(decode.as_integer, body), b"7", 7),
    (lambda body: bodies.json_body_nullable(decode.as_integer, body), b"null", None),
    (bodies.json_value, b"9" * 5000, "9" * 5000),
    (bodies.json_value, b"[7]", [7]),
    (bodies.no_body, b"what else", None),
]


@pytest.mark.parametrize(("read", "value", "expected"), READ)
def test_a_value_is_read_as_its_type_or_not_at_all(read: Any, value: Any, expected: Any) -> None:
    found = read(value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("read", "body"),
    [
        (lambda body: bodies.json_body(decode.as_integer, body), b'"7"'),
        (lambda body: bodies.json_body_nullable(decode.as_integer, body), b'"7"'),
        (lambda body: bodies.json_model(Error.from_dict, body), b"[]"),
    ],
)
def test_a_body_that_is_not_of_the_type_is_refused(read: Any, body: bytes) -> None:
    with pytest.raises(ValueError, match=r"^$"):
        read(body)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Size.SMALL, 1),
        (datetime.date(2023, 12, 25), "2023-12-25"),
        (uuid.UUID(UUID), UUID),
        (b"\x00\xff", "AP8="),
        ([Size.SMALL, "a"], [1, "a"]),
        ({"a": datetime.date(2023, 12, 25)}, {"a": "2023-12-25"}),
        (Error(code="c"), {"code": "c"}),
        (None, None),
    ],
)
def test_a_value_is_written_as_json_has_it(value: object, written: object) -> None:
    assert encode.encode(value) == written


@pytest.mark.parametrize(
    ("value", "text"), [(None, None), (True, "true"), (False, "false"), (7, "7"), (Size.SMALL, "1")]
)
def test_an_argument_is_spelled(value: object, text: str | None) -> None:
    assert encode.as_text("name", value) == text


@pytest.mark.parametrize("value", ["é", "a\nb"])
def test_an_argument_that_is_no_printable_ascii_is_refused(value: str) -> None:
    with pytest.raises(ArgumentError, match="name must be printable ASCII"):
        encode.as_text("name", value)
