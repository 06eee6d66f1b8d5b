"""What a document says of errors whose statuses it does not list."""

from typing import Any

import pytest

from scripts.generation.fake_errors import describe_other_statuses
from scripts.generation.fake_model import Fake, Operation
from scripts.generation.fake_responses import ExampleResponse

CLASSES = {400: "ValidationError", 404: "NotFoundError", 422: "ValidationError"}
TEXT: dict[str, Any] = {"type": "string"}


def response(error: Any, **properties: Any) -> ExampleResponse:
    return ExampleResponse(
        {}, "application/json", {"error": error}, {"properties": {"error": {"properties": properties}}}
    )


def described(default: ExampleResponse, **documented: str) -> ExampleResponse:
    """The response by default, beside others with these types."""
    responses = {name: response({"type": kind}) for name, kind in documented.items()} | {"default": default}
    names = {name.strip("_"): name for name in responses}
    operation = Operation("get", ("paths", "/", "get"), {}, {}, "200", names, {}, None)
    describe_other_statuses({}, Fake(responses, [operation]), CLASSES)
    return default


def test_the_type_is_that_of_the_same_status_or_class() -> None:
    error = {"code": "a", "message": "b", "type": "c"}
    found = described(response(error, type=TEXT), _400="bad", _500="worse")
    assert found.texts == ("code", "message")
    assert found.types == {400: "bad", 422: "bad", 500: "worse"}


def test_the_type_is_a_value_of_the_enumeration() -> None:
    kinds = {"type": "string", "enum": ["c", "not_found_error", "server_error"]}
    found = described(response({"code": "a", "type": "c"}, type=kinds, code={"enum": ["a"]}), _400="bad")
    assert found.texts == ()
    assert found.types == {404: "not_found_error", 500: "server_error"}


@pytest.mark.parametrize("content", [None, "text", [], {}, {"error": "text"}])
def test_another_body_stays_as_it_is(content: Any) -> None:
    found = described(ExampleResponse({}, None, content, {}), _400="bad")
    assert (found.texts, found.types) == ((), {})
