"""Models take whatever comes, and give all of it back."""

import copy
import datetime
import json
import pickle
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from txcloud_identity import models
from txcloud_identity.models import (
    CheckStatus,
    ErrorResponse,
    ExtractedData,
    FraudSignal,
    Gender,
    RiskLevel,
    Verification,
    VerificationStatus,
)

from scripts.common.workspace import HERE
from scripts.common.yaml_file import read_yaml
from tests.support.bodies import example
from tests.support.json_values import JSON, bodies, mutations, places, same

DOCUMENT = read_yaml(HERE.contract)
CLASSES = [model for name in models.__all__ if hasattr(model := getattr(models, name), "from_dict")]


def test_every_attribute_has_its_documented_type(verification: dict[str, Any]) -> None:
    read = Verification.from_dict(verification)
    assert read.created_at == datetime.datetime(2023, 11, 7, 5, 31, 56, tzinfo=datetime.UTC)
    assert (read.status, read.risk_level) == (VerificationStatus.EXPIRED, RiskLevel.LOW)
    assert isinstance(read.status, VerificationStatus)
    assert (read.risk_score, read.metadata) == (240, {"customer_reference": "order-1042"})
    assert read.extracted_data
    assert read.extracted_data.date_of_birth == datetime.date(1990, 4, 12)
    assert read.extracted_data.gender is Gender.M
    assert read.extracted_data.field_confidences == {"document_number": 0.99, "date_of_birth": 0.97}
    assert read.checks
    assert read.checks.face_match
    assert (read.checks.face_match.status, read.checks.face_match.threshold) == (CheckStatus.PASSED, 80)
    assert read.checks.fraud
    assert read.checks.fraud.signals == ["low_image_quality"]
    assert read.fraud_signals
    assert read.fraud_signals[0].message == "The picture of the document is blurred."
    assert read.additional_properties == {}
    assert same(read.to_dict(), verification)


@pytest.mark.parametrize(
    "duplicate", [copy.copy, copy.deepcopy, attrs.evolve, lambda each: pickle.loads(pickle.dumps(each))]
)
def test_additional_properties_can_be_added_to_what_had_none(duplicate: Callable[[Any], FraudSignal]) -> None:
    read = FraudSignal.from_dict({"code": "blurred"})
    assert duplicate(read) == read == FraudSignal(code="blurred")
    read.additional_properties["new"] = 1
    assert duplicate(read) == read != FraudSignal(code="blurred")
    assert read.to_dict() == {"code": "blurred", "new": 1}


def test_an_attribute_that_no_model_has_is_refused() -> None:
    name = "cod"
    with pytest.raises(AttributeError, match="'FraudSignal' object has no attribute 'cod'"):
        getattr(FraudSignal.from_dict({}), name)


def at(path: str, value: object) -> dict[str, Any]:
    """An object that holds a value at a path of keys."""
    for key in reversed(path.split(".")):
        value = {key: value}
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("status", None),
        ("status", 3),
        ("status", ["cancelled"]),
        ("created_at", None),
        ("created_at", "yesterday"),
        ("created_at", "1990"),
        ("created_at", "2023-11-07"),
        ("created_at", "+023-11-07T05:31:56Z"),
        ("created_at", "2023-11-07T05:31:56"),
        ("created_at", "2023-11-07T05:31:60Z"),
        ("created_at", "2023-11-07T05:31:56.1234567Z"),
        ("created_at", "9999-12-31T24:00:00Z"),
        ("created_at", "2023-11-07T24:00:00Z"),
        ("created_at", "2023-11-07 00002220+00:00"),
        ("created_at", "2023-11-07T05:31:56+01:99"),
        ("created_at", 1699335116),
        ("extracted_data", None),
        ("extracted_data", "none"),
        ("extracted_data.date_of_birth", "1990"),
        ("extracted_data.date_of_birth", "1990-04"),
        ("extracted_data.date_of_birth", "19900412"),
        ("extracted_data.date_of_birth", "1990-W15-4"),
        ("extracted_data.date_of_birth", "1990-02-30"),
        ("extracted_data.date_of_birth", "1990-04-12T00:00:00Z"),
        ("extracted_data.gender", None),
        ("extracted_data.field_confidences", {"mrz": "high"}),
        ("checks", [{"name": "ocr", "status": "passed"}]),
        ("checks.ocr.confidence", True),
        ("checks.ocr.confidence", "0.9"),
        ("checks.liveness.is_live", 1),
        ("checks.fraud.signals", ["a", None]),
        ("risk_score", "240"),
        ("risk_score", 240.0),
        ("risk_score", False),
        ("fraud_signals", {}),
        ("fraud_signals", [{"code": "a"}, None]),
        ("metadata", []),
        ("object", {}),
        ("brand_new", {"deep": [1, None]}),
    ],
)
def test_what_an_attribute_cannot_represent_stays_as_it_came(path: str, value: object) -> None:
    source = at(path, value)
    unchanged = copy.deepcopy(source)
    read: Any = Verification.from_dict(source)
    assert same(read.to_dict(), unchanged)
    assert source == unchanged
    *outer, last = path.split(".")
    for name in outer:
        read = getattr(read, name)
    assert getattr(read, last, None) is None
    assert same(read.additional_properties, {last: value})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("status", "gone fishing"),
        ("status", ""),
        ("risk_level", "rather low"),
        ("extracted_data.gender", "none of these"),
        ("checks.ocr.status", "gone fishing"),
        ("object", "identity.verification.v2"),
    ],
)
def test_an_undocumented_value_of_an_enumeration_stays_a_string(path: str, value: str) -> None:
    read: Any = Verification.from_dict(at(path, value))
    for name in path.split("."):
        read = getattr(read, {"object": "object_"}.get(name, name))
    assert type(read) is str
    assert read == value


@pytest.mark.parametrize(
    ("spelled", "instant"),
    [
        ("2023-11-07T05:31:56z", "2023-11-07T05:31:56Z"),
        ("2023-11-07t05:31:56z", "2023-11-07T05:31:56Z"),
        ("2023-11-07 05:31:56Z", "2023-11-07T05:31:56Z"),
        ("2023-11-07T05:31:56.5+02:00", "2023-11-07T05:31:56.500+02:00"),
        ("2023-11-07T05:31:56.1234Z", "2023-11-07T05:31:56.123400Z"),
        ("2023-11-07T05:31:56.123456000Z", "2023-11-07T05:31:56.123456Z"),
        ("2023-11-07T05:31:56.000Z", "2023-11-07T05:31:56Z"),
        ("2023-11-07T05:31:56-00:00", "2023-11-07T05:31:56Z"),
        ("2023-11-07T05:31:56+00:00", "2023-11-07T05:31:56Z"),
    ],
)
def test_each_spelling_of_an_instant_is_read_and_gets_the_usual_one(spelled: str, instant: str) -> None:
    read = Verification.from_dict({"created_at": spelled})
    assert read.created_at == datetime.datetime.fromisoformat(instant)
    assert read.to_dict() == {"created_at": instant}


@given(
    st.datetimes(),
    st.sampled_from(["", ".100", ".123", ".123456", ".000001"]),
    st.sampled_from(["Z", "+02:00", "-05:30", "-00:01"]),
)
def test_a_body_in_usual_spelling_goes_out_the_same(instant: datetime.datetime, fraction: str, offset: str) -> None:
    spelled = f"{instant.replace(microsecond=0).isoformat()}{fraction}{offset}"
    body = json.dumps({**example(), "created_at": spelled})
    assert json.dumps(Verification.from_dict(json.loads(body)).to_dict()) == body


def test_dateutil_is_not_asked_of_what_is_no_instant(monkeypatch: pytest.MonkeyPatch) -> None:
    # Its versions differ in what else they read: before 4.0, a year with a sign.
    monkeypatch.setattr("dateutil.parser.isoparse", lambda _: datetime.datetime(23, 11, 7, tzinfo=datetime.UTC))
    body = {"created_at": "+023-11-07T05:31:56Z"}
    read = Verification.from_dict(body)
    assert read.created_at is None
    assert read.to_dict() == body


@pytest.mark.parametrize("end", ["\0", "\0\0", "\0\0\0", "\0Z"])
def test_a_text_ends_where_it_ends(end: str) -> None:
    # For `fromisoformat` it ends where a text ends in C.
    body = {"created_at": f"2023-11-07T05:31:56Z{end}"}
    read = Verification.from_dict(body)
    assert read.created_at is None
    assert read.to_dict() == body


RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,6}0*)?([Zz]|[+-]\d\d:[0-5]\d)", re.ASCII)


@given(st.text("0123456789-:TtWZz+. ", min_size=19, max_size=23) | st.from_regex(RFC_3339), st.randoms())
def test_no_other_text_is_taken_for_an_instant(text: str, random: Random) -> None:
    spelled = list("2023-11-07T05:31:56Z")
    spelled[random.randrange(20)] = random.choice(text)
    for value in (text, "".join(spelled), "".join(spelled) + text[-1]):
        read = Verification.from_dict({"created_at": value})
        assert read.created_at is None or RFC_3339.fullmatch(value)
        assert same(read.to_dict(), {"created_at": value})


@given(st.text("0123456789-W ", min_size=1, max_size=11))
def test_no_other_text_is_taken_for_a_date(text: str) -> None:
    for value in (text, "1990-04-1" + text[0], "1990-" + text, text[:4] + "-04-12", "1990-0" + text[0] + "-12"):
        born = ExtractedData.from_dict({"date_of_birth": value}).date_of_birth
        assert born is None or born.isoformat() == value


ODD: list[Any] = [
    *(None, True, 0, -1, 1.5, 10**30),
    *("", "x", "1990", "cancelled"),
    *([], [None], [[]], {}, {"a": None}, {"status": 1}),
]


@pytest.mark.parametrize("place", range(len(list(places(example())))))
def test_any_value_in_any_place_is_given_back(place: int) -> None:
    for odd in ODD:
        body = example()
        container, key = list(places(body))[place]
        container[key] = odd
        assert same(Verification.from_dict(body).to_dict(), body)


@given(mutations(example()))
def test_a_mutated_verification_is_read_and_given_back(body: dict[str, Any]) -> None:
    before = json.dumps(body)
    assert same(Verification.from_dict(body).to_dict(), body)
    assert json.dumps(body) == before


def parts(value: Any) -> Iterator[Any]:
    """Every model in a value, and in the attributes of each."""
    if isinstance(value, list):
        for item in value:
            yield from parts(item)
    elif attrs.has(type(value)):
        yield value
        for attribute in attrs.fields(type(value)):
            yield from parts(getattr(value, attribute.name))


@pytest.mark.parametrize("model", [ErrorResponse, Verification])
@given(data=st.data())
def test_whatever_the_schema_allows_is_read_into_attributes(model: Any, data: st.DataObject) -> None:
    body = data.draw(bodies(DOCUMENT, model.__name__))
    read = model.from_dict(body)
    assert same(read.to_dict(), body)
    assert all(part.additional_properties == {} for part in parts(read))


@pytest.mark.parametrize("model", CLASSES)
def test_every_model_keeps_a_property_that_it_does_not_know(model: Any) -> None:
    body = {"unknown": [1]}
    read = model.from_dict(body)
    assert read.additional_properties == read.to_dict() == body


@pytest.mark.once
@pytest.mark.parametrize("model", CLASSES)
@given(body=st.dictionaries(st.text(), JSON))
def test_every_model_reads_any_object(model: Any, body: dict[str, Any]) -> None:
    assert same(model.from_dict(body).to_dict(), body)


def test_a_deep_object_is_read_and_given_back() -> None:
    deep: dict[str, Any] = {}
    for _ in range(900):
        deep = {"a": deep}
    body = {"metadata": deep, "unknown": deep}
    assert Verification.from_dict(body).to_dict() == body


def test_a_verification_is_a_value(verification: dict[str, Any]) -> None:
    one, other = Verification.from_dict(verification), Verification.from_dict(verification)
    assert one == other
    for clone in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert clone == one
        assert same(clone.to_dict(), verification)
    other.status = None
    assert one != other
    assert not hasattr(one, "__dict__")


def test_a_verification_can_be_matched() -> None:
    match Verification.from_dict({"status": "expired", "fraud_signals": [{"code": "a"}]}):
        case Verification(status=VerificationStatus.EXPIRED, fraud_signals=[FraudSignal(code=code)]):
            assert code == "a"
        case _:
            pytest.fail("does not match")


def test_a_model_can_be_made_by_hand() -> None:
    made = Verification(
        status=VerificationStatus.PENDING,
        extracted_data=ExtractedData(date_of_birth=datetime.date(1990, 4, 12)),
        additional_properties={"status": "laid over", "new": 1},
    )
    assert made.to_dict() == {"status": "pending", "new": 1, "extracted_data": {"date_of_birth": "1990-04-12"}}
    assert type(made.to_dict()["status"]) is str
    by_position: Any = Verification
    with pytest.raises(TypeError):
        by_position("ver_1")
