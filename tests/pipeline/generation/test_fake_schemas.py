"""What the fake takes from a request, and what a response shows of a resource."""

from typing import Any

from scripts.generation.fake_schemas import NO_VALUE, accepted_properties, inlined, shared_properties

TEXT, SECRET = {"type": "string"}, {"type": "string", "writeOnly": True}
DOCUMENT: dict[str, Any] = {
    "components": {
        "schemas": {
            "Name": {
                "type": "string",
                "description": "A name",
                "example": "Tom",
                "x-pii": "identifying",
                "maxLength": 9,
            },
            "Node": {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Node"}, "name": TEXT}},
            "Cat": {
                "allOf": [
                    {"properties": {"id": TEXT | {"readOnly": True}, "name": {"$ref": "#/components/schemas/Name"}}},
                    {"properties": {"secret": SECRET, "owner": {"type": "object", "properties": {"pin": SECRET}}}},
                ]
            },
        }
    }
}
CAT = {"$ref": "#/components/schemas/Cat"}


def test_a_schema_has_no_words_and_no_references() -> None:
    name = {"description": "Of the cat", "allOf": [{"$ref": "#/components/schemas/Name"}]}
    assert inlined(DOCUMENT, name) == {"type": "string", "maxLength": 9}
    values = {"items": {"$ref": "#/components/schemas/Name"}, "additionalProperties": False, "oneOf": [TEXT]}
    assert inlined(DOCUMENT, values) == values | {"items": {"type": "string", "maxLength": 9}}


def test_a_schema_that_contains_itself_ends_there() -> None:
    node = inlined(DOCUMENT, {"$ref": "#/components/schemas/Node"})
    assert node == {"type": "object", "properties": {"next": NO_VALUE, "name": TEXT}}


def test_a_request_sets_what_the_resource_has_and_the_server_does_not_set() -> None:
    body = {"properties": dict.fromkeys(("id", "name", "secret", "owner", "other"), TEXT)}
    accepted = {
        "name": {"type": "string", "maxLength": 9},
        "owner": {"type": "object", "properties": {"pin": NO_VALUE}},
    }
    assert accepted_properties(DOCUMENT, body, CAT) == accepted
    assert accepted_properties(DOCUMENT, {"oneOf": [TEXT, body]}, CAT) == accepted


def test_a_response_shows_what_is_alike_and_the_key_if_it_fits() -> None:
    response = {"properties": {"name": TEXT | {"maxLength": 9}, "owner": TEXT, "id": TEXT | {"maxLength": 5}}}
    assert shared_properties(DOCUMENT, response, CAT, "id", "cat_1") == ("name", "id")
    assert shared_properties(DOCUMENT, response, CAT, "id", "cat_12345") == ("name",)
    assert shared_properties(DOCUMENT, response, CAT, "", None) == ("name",)
