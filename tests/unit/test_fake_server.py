"""What a fake does for operations that this document does not have."""

import json
from typing import Any, ClassVar

import httpx
import pytest
from txcloud_identity._fake_operations import ExampleResponse, Operation
from txcloud_identity._fake_server import FakeServer

THING = ExampleResponse(headers={}, media_type="application/json", content={"id": "thi_000", "size": 1})
THINGS = ExampleResponse(headers={}, media_type="application/json", content={"things": []})
LIST = ExampleResponse(headers={}, media_type="application/json", content=[])
MISSING = ExampleResponse(headers={}, media_type="application/json", content={"error": {"code": "missing"}})
TEXT = ExampleResponse(headers={}, media_type="text/plain", content="well")
NOTHING = ExampleResponse(headers={"X-One": "1"})
ITEM = ("things", "{id}")


def operation(method: str, path: tuple[str, ...], response: ExampleResponse, **what: Any) -> Operation:
    return Operation(method=method, path=path, success=200, responses={"200": response, "404": MISSING}, **what)


class Fake(FakeServer):
    _operations = (
        operation("GET", ("health",), TEXT),
        operation("GET", ("things",), THINGS, does="list", item=ITEM, listed_in="things"),
        operation("GET", ("all",), LIST, does="list", item=ITEM),
        operation("POST", ("things",), THING, does="create", item=ITEM, is_shown=True),
        operation("PUT", ("things",), NOTHING, does="create", item=ITEM),
        operation("GET", ITEM, THING, does="show", item=ITEM, is_shown=True),
        operation("PATCH", ITEM, THING, does="update", item=ITEM, is_shown=True),
        operation("DELETE", ITEM, NOTHING, does="delete", item=ITEM),
        operation("POST", ("numbers",), THING, does="create", item=("numbers", "{n}"), is_shown=True),
        operation("POST", ("nameless",), THING, does="create", item=("nameless", "{n}"), is_shown=True),
    )
    _samples: ClassVar = {ITEM: dict(THING.content), ("numbers", "{n}"): {"n": 100}, ("nameless", "{n}"): {}}
    _keys: ClassVar = {ITEM: "id", ("numbers", "{n}"): "n", ("nameless", "{n}"): ""}


@pytest.fixture
def http() -> httpx.Client:
    return httpx.Client(transport=Fake(), base_url="https://vendor.example/v1")


def test_what_is_made_is_shown_changed_listed_and_gone(http: httpx.Client) -> None:
    first = http.post("/things", json={"size": 2}).json()
    second = http.post("/things", data={"size": "3"}).json()
    assert (first, second) == ({"id": "thi_001", "size": 2}, {"id": "thi_002", "size": "3"})
    assert http.get("/things/thi_001").json() == first
    assert http.patch("/things/thi_001", json={"size": 5}).json() == {"id": "thi_001", "size": 5}
    assert [each["id"] for each in http.get("/things").json()["things"]] == ["thi_001", "thi_002"]
    assert [each["id"] for each in http.get("/things", params={"size": 5, "page": 1}).json()["things"]] == ["thi_001"]
    assert http.delete("/things/thi_001").content == b""
    assert http.get("/things/thi_001").status_code == 404


def test_a_list_may_be_all_of_an_answer(http: httpx.Client) -> None:
    assert http.get("/all").json() == []


def test_what_answers_with_nothing_acts_all_the_same(http: httpx.Client) -> None:
    answer = http.put("/things")
    assert (answer.content, answer.headers["X-One"]) == (b"", "1")
    assert http.get("/things/thi_001").is_success


def test_a_name_may_be_a_number_or_none(http: httpx.Client) -> None:
    assert http.post("/numbers").json() == {"n": 1}
    assert http.post("/nameless").json() == {}


def test_a_name_that_is_taken_is_not_given_again() -> None:
    fake = Fake()
    fake._keep(ITEM, ("things", "thi_001"), "thi_001", {})
    assert fake._keep(("nameless", "{n}"), ("nameless", "a"), "a", {"b": 1}) == {"b": 1}
    with httpx.Client(transport=fake) as http:
        assert http.post("https://vendor.example/things").json()["id"] == "thi_002"


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
    assert Fake._samples[ITEM] == json.loads(json.dumps(THING.content))
