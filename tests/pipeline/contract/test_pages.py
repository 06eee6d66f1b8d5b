"""A list of which each request gets a page is recognised by its shape."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from scripts.contract import openapi
from scripts.contract.pages import is_paged

ITEM = {"type": "object", "properties": {"id": {"type": "string"}}}
PROPERTIES = {"data": {"type": "array", "nullable": True, "items": ITEM}, "has_more": {"type": "boolean"}}
DOCUMENT: dict[str, Any] = {
    "paths": {
        "/things": {
            "get": {
                "parameters": [{"name": "starting_after", "in": "query", "schema": {"type": "string"}}],
                "responses": {
                    "200": {"content": {"application/json": {"schema": {"properties": PROPERTIES}}}},
                    "404": {},
                },
            }
        }
    }
}


def schema_of(operation: Any) -> Any:
    return operation["responses"]["200"]["content"]["application/json"]["schema"]


def seems_paged(change: Callable[[Any, Any], object]) -> bool:
    document = copy.deepcopy(DOCUMENT)
    [(steps, operation)] = openapi.operations(document)
    change(operation, schema_of(operation)["properties"])
    return is_paged(document, steps, operation)


def test_a_list_with_a_cursor_is_paged() -> None:
    assert seems_paged(lambda _, __: None)


@pytest.mark.parametrize(
    "change",
    [
        lambda operation, _: operation.update(parameters=[]),
        lambda operation, _: operation["parameters"][0].update(required=True),
        lambda operation, _: operation["parameters"][0].update({"in": "header"}),
        lambda operation, _: operation["parameters"].append({"name": "starting_after", "in": "header"}),
        lambda operation, _: schema_of(operation).update(nullable=True),
        lambda operation, _: operation["parameters"][0].update(schema={"type": "string", "format": "uuid"}),
        lambda operation, _: operation["responses"].update({"202": {}}),
        lambda operation, _: operation["responses"]["200"].update(content={}),
        lambda _, properties: properties.pop("data"),
        lambda _, properties: properties["data"].update(items={"type": "string"}),
        lambda _, properties: properties["data"]["items"]["properties"].update(id={"type": "integer"}),
        lambda _, properties: properties.update(has_more={"type": "string"}),
    ],
)
def test_what_lacks_a_part_of_the_shape_is_no_such_list(change: Callable[[Any, Any], object]) -> None:
    assert not seems_paged(change)
