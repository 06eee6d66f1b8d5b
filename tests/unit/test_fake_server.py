"""What a fake does for operations that this document does not have."""

import json
from typing import Any, ClassVar

import httpx
import pytest
from txcloud_identity._fake_operations import ExampleResponse, Operation, matches
from txcloud_identity._fake_resources import Resource
from txcloud_identity._fake_schema import fits
from txcloud_identity._fake_server import FakeServer


def example(content: Any, media_type: str = "application/json") -> ExampleResponse:
    return ExampleResponse(headers={}, media_type=media_type, content=content)


THING = example({"id": "thi_000", "size": 1})
PAGE = example({"data": [{"id": "a", "at": 1}, {"id": "b", "at": 2}], "has_more": True})
MISSING = example({"error": {"code": "missing"}})
NOTHING = ExampleResponse(headers={"X-One": "1"})
ITEM, NUMBER, NAMELESS = ("things", "{id}"), ("numbers", "{n}"), ("things", "{id}", "nameless", "{n}")
OWNER = {"type": "object", "properties": {"name": {"type": "string"}}}
SIZES = {"type": "array", "items": {"type": "integer"}}


def operation(method: str, path: tuple[str, ...], response: ExampleResponse, **what: Any) -> Operation:
    responses = {"200": response, "201": response, "404": MISSING}
    return Operation(method=method, path=path, success=200, responses=responses, **what)


class Fake(FakeServer):
    _operations = (
        operation("GET", ("health",), example("well", "text/plain")),
        operation(
            "GET",
            ("things",),
            example({"things": [], "total_count": 7}),
            does="list",
            item=ITEM,
            is_shown=True,
            listed_in="things",
            filters=("size",),
            limit=3,
            totals=("has_more", "total_count"),
        ),
        operation(
            "GET",
            ("all",),
            example([{"name": "text"}]),
            does="list",
            item=ITEM,
            shared=("id",),
            sample={"name": "text"},
        ),
        operation("POST", ("things",), THING, creates=ITEM, is_shown=True),
        operation("PUT", ("things",), NOTHING, creates=ITEM),
        operation("GET", ITEM, THING, does="show", item=ITEM, is_shown=True),
        operation("PATCH", ITEM, THING, does="update", item=ITEM, is_shown=True),
        operation("PUT", ITEM, THING, does="replace", item=ITEM, is_shown=True),
        operation("DELETE", ITEM, example({"id": "thi_1", "gone": True}), does="delete", item=ITEM, shared=("id",)),
        operation("GET", (*ITEM, "log"), PAGE, does="act", item=ITEM, listed_in="data", totals=("has_more",)),
        operation(
            "GET", NAMELESS[:-1], example([]), does="list", item=NAMELESS, shared=("b",), sample={"name": "text"}
        ),
        operation("POST", ("numbers",), THING, creates=NUMBER, is_shown=True),
        operation("PUT", NUMBER, THING, does="replace", item=NUMBER, is_shown=True),
        operation(
            "POST", ("things", "{thing}", "nameless"), THING, does="act", item=ITEM, creates=NAMELESS, is_shown=True
        ),
    )
    _kinds: ClassVar = {
        ITEM: Resource(
            sample=THING.content,
            key="id",
            key_schema={"type": "string", "pattern": "^thi_"},
            schemas={"size": {"type": "integer"}, "sizes": SIZES, "note": {"type": "string"}, "owner": OWNER},
        ),
        NUMBER: Resource(sample={"n": 100}, key="n", key_schema={"type": "integer"}),
        NAMELESS: Resource(sample={}),
    }


@pytest.fixture
def http() -> httpx.Client:
    return httpx.Client(transport=Fake(), base_url="https://vendor.example/v1")


def test_what_is_made_is_shown_changed_listed_and_gone(http: httpx.Client) -> None:
    first = http.post("/things", json={"size": 2}).json()
    second = http.post("/things", json={"size": 3}).json()
    assert (first, second) == ({"id": "thi_001", "size": 2}, {"id": "thi_002", "size": 3})
    assert http.get("/things/thi_001").json() == first
    assert http.patch("/things/thi_001", json={"size": 5}).json() == {"id": "thi_001", "size": 5}
    assert [each["id"] for each in http.get("/things").json()["things"]] == ["thi_001", "thi_002"]
    assert [each["id"] for each in http.get("/things", params={"size": 5, "page": 1}).json()["things"]] == ["thi_001"]
    assert http.delete("/things/thi_001").json() == {"id": "thi_001", "gone": True}
    assert http.get("/things/thi_001").status_code == 404


def test_what_a_response_cannot_show_is_not_kept(http: httpx.Client) -> None:
    body = {"id": "other", "size": "large", "secret": "s", "note": None}
    assert http.post("/things", json=body).json() == {"id": "thi_001", "size": 1}
    made = http.post("/things", json={"owner": {"name": "a", "pin": 1}}).json()
    assert made == {"id": "thi_002", "size": 1, "owner": {"name": "a"}}
    assert http.post("/things", json=["size"]).json() == {"id": "thi_003", "size": 1}


def test_a_form_is_understood(http: httpx.Client) -> None:
    form: dict[str, Any] = {"size": "3", "note": "4", "sizes": ["1", "2"]}
    made = {"id": "thi_001", "size": 3, "note": "4", "sizes": [1, 2]}
    assert http.post("/things", data=form).json() == made
    assert http.patch("/things/thi_001", data={"note": ""}).json() == made | {"note": ""}
    files: Any = {"photo": ("a.png", b"\xff"), "size": (None, "3"), "note": (None, "well")}
    assert http.post("/things", files=files).json() == {"id": "thi_002", "size": 3, "note": "well"}


def test_a_list_has_pages(http: httpx.Client) -> None:
    for _ in range(5):
        http.post("/things")

    def page(**query: Any) -> tuple[list[str], bool]:
        found = http.get("/things", params=query).json()
        assert found["total_count"] == 5
        return [each["id"][-1] for each in found["things"]], found["has_more"]

    assert page() == (["1", "2", "3"], True)
    assert page(limit=2) == (["1", "2"], True)
    assert page(starting_after="thi_002", limit=9) == (["3", "4", "5"], False)
    assert page(starting_after="thi_009") == ([], False)
    http.delete("/things/thi_003")
    rest = http.get("/things", params={"starting_after": "thi_003"}).json()
    assert ([each["id"][-1] for each in rest["things"]], rest["total_count"]) == (["4", "5"], 4)


def test_a_list_that_is_not_stored_has_pages(http: httpx.Client) -> None:
    assert http.get("/things/thi_001/log").status_code == 404
    http.post("/things")
    assert http.get("/things/thi_001/log").json() == {**PAGE.content, "has_more": False}
    first = {"data": PAGE.content["data"][:1], "has_more": True}
    assert http.get("/things/thi_001/log", params={"limit": 1}).json() == first


def test_a_list_may_be_all_of_an_answer(http: httpx.Client) -> None:
    assert http.get("/all").json() == []


def test_what_answers_with_nothing_acts_all_the_same(http: httpx.Client) -> None:
    answer = http.put("/things")
    assert (answer.content, answer.headers["X-One"]) == (b"", "1")
    assert http.get("/things/thi_001").is_success


def test_a_name_may_be_a_number_or_none(http: httpx.Client) -> None:
    assert http.post("/numbers").json() == {"n": 1}
    http.post("/things")
    assert http.post("/things/thi_002/nameless").json() == {}
    assert http.get("/things/thi_002/nameless").json() == [{"name": "text"}]


def test_what_is_missing_is_made_where_it_is_put(http: httpx.Client) -> None:
    made = http.put("/things/thi_x", json={"size": 8})
    assert (made.status_code, made.json()) == (201, {"id": "thi_x", "size": 8})
    assert http.put("/things/thi_x", json={"size": 9}).status_code == 200
    assert http.get("/things/thi_x").json()["size"] == 9
    assert http.put("/numbers/7").json() == {"n": 7}
    assert http.put("/things/ver_1").status_code == 404


def test_a_request_with_an_idempotency_key_acts_once(http: httpx.Client) -> None:
    answers = [http.post("/things", headers={"Idempotency-Key": key}) for key in ("k1", "k1", "k2")]
    assert [each.json()["id"] for each in answers] == ["thi_001", "thi_001", "thi_002"]
    assert len(http.get("/things").json()["things"]) == 2


def test_names_are_numbered_as_their_schema_allows() -> None:
    kinds = {
        ITEM: Resource(sample={"id": "thi_1"}, key="id", key_schema={"type": "string", "pattern": "^thi_[0-9]+$"}),
        NUMBER: Resource(sample={"n": 100}, key="n", key_schema={"type": "integer", "minimum": 100}),
    }
    with httpx.Client(transport=type("Odd", (Fake,), {"_kinds": kinds})()) as http:
        names = [http.post("https://vendor.example/things").json()["id"] for _ in range(10)]
        assert names[8:] == ["thi_9", "thi_10"]
        assert http.post("https://vendor.example/numbers").json() == {"n": 111}


def test_a_part_of_a_segment_may_be_a_parameter() -> None:
    template = ("things", "{id}:close")
    assert matches(template, ("things", "a:close"))
    assert not matches(template, ("things", "a:open"))
    assert not matches(template, ("things", ":close"))
    assert not matches(template, ("things", "a:close", "b"))


def test_a_name_that_is_taken_is_not_given_again() -> None:
    fake = Fake()
    fake._keep(ITEM, ("things", "thi_001"), "thi_001", {})
    path = ("things", "thi_001", "nameless", "a")
    assert fake._keep(NAMELESS, path, "a", {"b": 1}) == {"b": 1}
    with httpx.Client(transport=fake) as http:
        assert http.post("https://vendor.example/things").json()["id"] == "thi_002"


def test_a_name_that_the_document_does_not_allow_is_refused() -> None:
    with pytest.raises(ValueError, match=r"id must fit .*'\^thi_'.* 'ver_1'"):
        Fake()._keep(ITEM, ("things", "ver_1"), "ver_1", {})


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"type": "boolean"}, [True], [1, "true", None]),
        ({"type": "integer", "nullable": True}, [1, None], [True, 1.5]),
        ({"type": "number", "minimum": 1, "maximum": 2}, [1, 1.5, 2], [0.5, 3, "1"]),
        ({"minimum": 1, "exclusiveMinimum": True, "maximum": 2, "exclusiveMaximum": True}, [1.5, "a"], [1, 2]),
        ({"multipleOf": 3}, [3, 9.0], [4]),
        ({"type": "string", "enum": ["a", "b"]}, ["a"], ["c"]),
        ({"type": "string", "format": "date"}, ["2024-01-31"], ["2024", "2024-13-01"]),
        ({"type": "string", "format": "email"}, ["anything"], []),
        ({"pattern": "^[a-z]+$", "minLength": 2, "maxLength": 3}, ["ab", "abc", 7], ["a", "abcd", "AB"]),
        ({"type": "array", "items": {"type": "integer"}, "uniqueItems": True}, [[], [1, 2]], [[1, 1], ["1"]]),
        ({"uniqueItems": False, "minItems": 1, "maxItems": 2}, [[1, 1]], [[], [1, 2, 3]]),
        (
            {"properties": {"a": {"type": "integer"}}, "required": ["a"], "additionalProperties": False},
            [{"a": 1}],
            [{}, {"a": "1"}, {"a": 1, "b": 2}],
        ),
        ({"type": "object", "additionalProperties": {"type": "string"}}, [{"b": "2"}], [{"b": 2}, []]),
        ({"additionalProperties": True, "maxProperties": 1}, [{"b": 2}], [{"b": 2, "c": 3}]),
        ({"allOf": [{"type": "string"}, {"minLength": 1}]}, ["a"], ["", 1]),
        ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, ["a", 1], [1.5]),
        ({"oneOf": [{"type": "string"}, {"minLength": 2}]}, ["a", 1], ["ab"]),
        ({"not": {"type": "string"}}, [1], ["a"]),
    ],
)
def test_a_value_fits_its_schema_or_not(schema: dict[str, Any], good: list[Any], bad: list[Any]) -> None:
    assert [each for each in good if not fits(schema, each)] == []
    assert [each for each in bad if fits(schema, each)] == []


def test_text_is_answered_as_it_is_and_cannot_be_altered() -> None:
    fake = Fake()
    with httpx.Client(transport=fake) as http:
        assert http.get("https://vendor.example/health").text == "well"
        fake.alter({"a": 1})
        with pytest.raises(TypeError, match="The response of GET /health is no JSON object"):
            http.get("https://vendor.example/health")


def test_what_the_document_does_not_have_is_said() -> None:
    fake = Fake()
    fake.fail(503)
    with httpx.Client(transport=fake) as http, pytest.raises(LookupError, match="GET /health has no response 503"):
        http.get("https://vendor.example/health")


def test_its_samples_stay_as_they_are(http: httpx.Client) -> None:
    http.post("/things", json={"size": 9})
    assert Fake._kinds[ITEM].sample == json.loads(json.dumps(THING.content))


def test_a_resource_is_shown_even_if_no_operation_does(http: httpx.Client) -> None:
    http.put("/numbers/5")
    http.post("/things")
    http.post("/things/thi_001/nameless", json={})
    assert http.get("/numbers/5").json() == {"n": 5}
    assert http.get("/things/thi_001/nameless/2").json() == {}
    for path in ("/numbers/6", "/things/thi_001/nameless/9"):
        missing = http.get(path)
        assert (missing.status_code, missing.json()) == (404, MISSING.content)
    for method, path in (("GET", "/other/5"), ("DELETE", "/numbers/5")):
        with pytest.raises(LookupError, match=f"The document has no operation {method}"):
            http.request(method, path)


def test_what_is_only_known_by_its_kind_is_shown() -> None:
    creates = Operation(method="POST", path=("a",), success=204, responses={"204": NOTHING}, creates=("a", "{id}"))

    class Small(FakeServer):
        _operations = (creates,)
        _kinds: ClassVar = {("a", "{id}"): Resource(sample={}), ("b", "{id}"): Resource(sample={})}

    with httpx.Client(transport=Small(), base_url="https://vendor.example") as http:
        http.post("/a")
        assert http.get("/a/1").json() == {}
        assert http.get("/a/1").headers["X-One"] == "1"
        assert http.get("/a/2").status_code == 404
        with pytest.raises(LookupError, match="The document has no operation GET /b/1"):
            http.get("/b/1")


def test_an_error_for_several_statuses_fits_each() -> None:
    content = {"error": {"code": "a", "message": "b", "type": "c"}}
    several = ExampleResponse(
        headers={}, media_type="application/json", content=content, texts=("code",), types={400: "bad", 409: "late"}
    )
    responses = {"403": several, "4XX": several, "default": example(content)}
    found = Operation(method="GET", path=("a",), success=200, responses=responses)
    assert found.response(403) is several
    assert found.response(409).content == {"error": {"code": "conflict", "message": "b", "type": "late"}}
    assert found.response(410).content == {"error": {"code": "gone", "message": "b", "type": "bad"}}
    assert found.response(500) is responses["default"]
