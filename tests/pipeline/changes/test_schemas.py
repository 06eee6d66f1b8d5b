"""Every change of a schema is reported with its level, whether it is sent or received.

Each row has an operation of its own in one document, so that one comparison serves them all.
"""

from typing import Any

import pytest

from scripts.changes.http_api import http_changes
from scripts.common.json_pointer import pointer
from scripts.common.yaml_file import parse_yaml

# A schema as it was and as it is, and the level of each change by its place in the schema.
SENT = """
allOf:
  the first of two oneOf:
    - allOf: [{oneOf: [{type: string}, {type: integer}]}, {oneOf: [{maxLength: 3}, {maximum: 4}]}]
    - allOf: [{oneOf: [{type: string}]}, {oneOf: [{maxLength: 3}, {maximum: 4}]}]
    - {allOf/0/oneOf/1: major}
  the first of two patterns:
    - allOf: [{type: string, pattern: a}, {pattern: b}]
    - allOf: [{type: string, pattern: c}, {pattern: b}]
    - {allOf/1/pattern: major}
  the first of two conditions:
    - allOf: [{not: {enum: [a]}}, {not: {enum: [b]}}]
    - allOf: [{not: {enum: [c]}}, {not: {enum: [b]}}]
    - {allOf/0/not: major}
  the first of two items:
    - allOf: [{items: {properties: {a: {type: string}}}}, {items: {properties: {b: {type: string}}}}]
    - allOf: [{items: {properties: {a: {type: integer}}}}, {items: {properties: {b: {type: string}}}}]
    - {allOf/0/items/properties/a/type: major}
  the longer of two enumerations:
    - allOf: [{enum: [a, b, c]}, {enum: [a, b]}]
    - allOf: [{enum: [b, c]}, {enum: [a, b]}]
    - {allOf/1/enum: major}
  the first of two extensions: [{allOf: [{x-a: 1}, {x-a: 2}]}, {allOf: [{x-a: 3}, {x-a: 2}]}, {allOf/0/x-a: patch}]
  a narrower type in another part: [{allOf: [{type: integer}, {type: number}]}, {type: integer}, {}]
  a description beside a new part:
    - allOf: [{description: One., type: object}, {minProperties: 1}]
    - allOf: [{description: Two., type: object}, {minProperties: 1}, {maxProperties: 2}]
    - {allOf/0/description: patch, allOf/2/maxProperties: major}
  a part that restricts another:
    - allOf: [{properties: {a: {type: string}}}, {additionalProperties: {type: integer}}]
    - {properties: {a: {type: string}}, additionalProperties: {type: integer}}
    - {properties/a: patch}
  an impossible property that changes:
    - allOf: [{additionalProperties: false}, {properties: {a: {type: string}}}]
    - allOf: [{additionalProperties: false}, {properties: {a: {type: integer}}}]
    - {allOf/1/properties/a/type: major}
alternatives:
  null added as one: [{type: string}, {anyOf: [{type: string}, {type: "null"}]}, {anyOf/1: minor}]
  null removed:
    - {anyOf: [{type: string}, {type: integer}, {type: "null"}]}
    - {anyOf: [{type: string}, {type: integer}]}
    - {anyOf/2: major}
  null spelled otherwise:
    - {type: [string, "null"], maxLength: 5}
    - {anyOf: [{type: "null"}, {type: string, maxLength: 5}]}
    - {}
  another keyword:
    - {oneOf: [{type: string}, {type: integer}]}
    - {anyOf: [{type: string}, {type: integer}]}
    - {anyOf: patch}
  another order and each changed:
    - oneOf: [{type: string}, {type: integer}]
    - oneOf: [{type: integer, maximum: 5}, {type: string, description: A.}]
    - {oneOf/0/maximum: major, oneOf/1/description: patch}
  one that was the only one: [{type: string}, {oneOf: [{type: integer}, {type: string}]}, {oneOf/0: minor}]
  a list of them that may be null:
    - {type: string}
    - {oneOf: [{type: string}, {type: integer}, {type: "null"}]}
    - {oneOf/1: minor, oneOf/2: minor}
  another discriminator:
    - {oneOf: [{type: object}, {type: string}], discriminator: {propertyName: a, mapping: {b: C}}}
    - {oneOf: [{type: object}, {type: string}], discriminator: {propertyName: d, mapping: {b: E}}}
    - {discriminator/propertyName: major, discriminator/mapping/b: minor}
  required beside them: [{required: [a], oneOf: [{type: object}]}, {type: object}, {required: minor}]
  an extension of the discriminator:
    - {oneOf: [{type: object}, {type: string}], discriminator: {propertyName: a, x-a: 1}}
    - {oneOf: [{type: object}, {type: string}], discriminator: {propertyName: a, x-a: 2}}
    - {discriminator/x-a: patch}
conditions:
  the target of a reference:
    - {not: {$ref: "#/components/schemas/Old"}}
    - {not: {$ref: "#/components/schemas/New"}}
    - {not: major}
  another name: [{not: {$ref: "#/components/schemas/Old"}}, {not: {$ref: "#/components/schemas/Same"}}, {}]
  required together: [{dependentRequired: {a: [b]}}, {dependentRequired: {a: [c]}}, {dependentRequired: major}]
  a description: [{if: {type: string}}, {if: {type: string, description: A.}}, {if/description: patch}]
values:
  a default that is false: [{default: false}, {default: 0}, {default: minor}]
  a default that is null: [{type: string}, {type: string, default: null}, {default: minor}]
  a listed number that is a boolean: [{enum: [1, 2]}, {enum: [true, 2]}, {enum: major}]
  the narrower of two limits:
    - {minimum: 0, exclusiveMinimum: 3}
    - {minimum: 0, exclusiveMinimum: 5}
    - {exclusiveMinimum: major}
  a limit that is zero: [{type: integer}, {exclusiveMinimum: 0, type: integer}, {exclusiveMinimum: major}]
  a value that becomes impossible: [{properties: {a: true}}, {properties: {a: false}}, {properties/a: major}]
  null in an enumeration: [{type: string, enum: [a]}, {type: [string, "null"], enum: [a, null]}, {type: minor}]
  XML: [{xml: {name: a}}, {xml: {name: b}}, {xml/name: major}]
  an unknown keyword: [{foo: 1}, {foo: 2}, {foo: patch}]
  an example that is null: [{example: null}, {example: 5}, {example: patch}]
  an example with a reference as data: [{examples: [{$ref: a}]}, {examples: [{$ref: b}]}, {examples/0/$ref: patch}]
properties:
  a new one that is only read:
    - {type: object}
    - {required: [a], properties: {a: {readOnly: true}}}
    - {properties/a: patch, required: patch, type: patch}
  one that is only read:
    - {properties: {a: {readOnly: true}}}
    - {properties: {a: {readOnly: true, maxLength: 5}}}
    - {properties/a/maxLength: patch}
  any others: [{additionalProperties: false}, {}, {additionalProperties: minor}]
  no others: [{}, {additionalProperties: false}, {additionalProperties: major}]
  a first item: [{prefixItems: [{type: string}]}, {prefixItems: [{type: integer}]}, {prefixItems/0/type: major}]
  another first item: [{prefixItems: [{type: string}]}, {prefixItems: [{type: string}, {}]}, {prefixItems: major}]
  a pattern added: [{patternProperties: {^a: {}}}, {patternProperties: {^a: {}, ^b: {}}}, {patternProperties/^b: major}]
  one by a pattern:
    - {allOf: [{patternProperties: {^a: {type: string}}}]}
    - {allOf: [{patternProperties: {^a: {type: integer}}}]}
    - {allOf/0/patternProperties/^a/type: major}
  names like keywords:
    - {properties: {enum: {type: string}, allOf: {}}}
    - {properties: {enum: {type: integer}}}
    - {properties/enum/type: major, properties/allOf: major}
  definitions that nothing uses: [{$defs: {a: {type: string}}}, {$defs: {a: {type: integer}}}, {$defs/a/type: patch}]
references:
  one with siblings:
    - {$ref: "#/components/schemas/Nine"}
    - {$ref: "#/components/schemas/Five"}
    - {/components/schemas/Five/maxLength: major}
"""
RECEIVED = """
alternatives:
  null added as one: [{type: string}, {anyOf: [{type: string}, {type: "null"}]}, {anyOf/1: minor}]
  more than one: [{type: string}, {oneOf: [{type: string}, {type: integer}]}, {oneOf/1: major}]
  another order and each narrowed:
    - oneOf: [{type: string}, {type: integer}]
    - oneOf: [{type: integer, maximum: 5}, {type: string, maxLength: 3}]
    - {oneOf/0/maximum: patch, oneOf/1/maxLength: patch}
  restricted to some:
    - {type: [string, integer]}
    - {type: [string, integer], oneOf: [{type: string}, {maximum: 3}]}
    - {oneOf/0: patch, oneOf/1: patch}
values:
  null that no longer comes: [{type: [string, "null"]}, {type: string}, {type: patch}]
  the narrower of two limits:
    - {minimum: 0, exclusiveMinimum: 5}
    - {minimum: 0, exclusiveMinimum: 3}
    - {exclusiveMinimum: major}
properties:
  one that is only written: [{properties: {a: {writeOnly: true}, b: {}}}, {properties: {b: {}}}, {properties/a: patch}]
  one that is only read, and required:
    - {properties: {b: {}}}
    - {required: [a], properties: {a: {readOnly: true}, b: {}}}
    - {properties/a: minor, required: patch}
several levels:
  each is kept:
    - {properties: {a: {type: string}, b: {type: string}, e: {enum: [x]}}}
    - {properties: {a: {type: integer}, b: {type: string, description: B.}, e: {enum: [x, y]}, n: {}}}
    - {properties/a/type: major, properties/b/description: patch, properties/e/enum: minor, properties/n: minor}
"""
COMPONENTS = parse_yaml("""
schemas:
  Old: {enum: [a]}
  New: {enum: [a, b]}
  Same: {enum: [a]}
  Text: {type: string}
  Nine: {$ref: "#/components/schemas/Text", maxLength: 9}
  Five: {$ref: "#/components/schemas/Text", maxLength: 5}
""")
DONE = {"200": {"description": "Done."}}


def rows(text: str) -> dict[str, list[Any]]:
    return {f"{group}: {name}": row for group, named in parse_yaml(text).items() for name, row in named.items()}


def operation(schema: Any, *, is_sent: bool) -> dict[str, Any]:
    body = {"content": {"application/json": {"schema": schema}}}
    return {"requestBody": body, "responses": DONE} if is_sent else {"responses": {"200": {"description": "", **body}}}


def document(index: int) -> dict[str, Any]:
    """A document with an operation for each row, with the schema as it was or as it is."""
    sent, received = ({name: row[index] for name, row in rows(text).items()} for text in (SENT, RECEIVED))
    paths = {f"/sent {name}": {"post": operation(schema, is_sent=True)} for name, schema in sent.items()}
    paths |= {f"/got {name}": {"post": operation(schema, is_sent=False)} for name, schema in received.items()}
    return {"openapi": "3.1.0", "info": {"title": "", "version": ""}, "paths": paths, "components": COMPONENTS}


def expected() -> dict[str, str]:
    """The level of each change by its place."""
    found: dict[str, str] = {}
    for way, text, above in (("sent", SENT, ("requestBody",)), ("got", RECEIVED, ("responses", "200"))):
        for name, (_, _, levels) in rows(text).items():
            at = pointer(("paths", f"/{way} {name}", "post", *above, "content", "application/json", "schema"))
            found |= {place if place.startswith("/") else f"{at}/{place}": level for place, level in levels.items()}
    return found


def test_each_change_of_a_schema_is_reported_at_its_place_with_its_level() -> None:
    found = [(each.place, each.level.name) for each in http_changes(document(0), document(1))]
    assert sorted(found) == sorted(expected().items())


def test_a_value_is_named_by_what_it_belongs_to() -> None:
    old, new = document(0), document(1)
    found = {each.what for each in http_changes(old, new)}
    for what in (
        "The first alternative of the schema of the media type `application/json` was added.",
        "`not` of the schema of the media type `application/json` was changed.",
        "`description` of the first part of the schema of the media type `application/json` was 'One.', and is 'Two.'.",
        "The type of the property pattern `^a` was `string`, and is `integer`.",
        "The type of the definition `a` was `string`, and is `integer`.",
        "The enumeration of the property `e` gained 'y'.",
    ):
        assert what in found, sorted(found)


@pytest.mark.parametrize(
    ("number", "called"),
    [(10, "tenth"), (11, "11th"), (12, "12th"), (21, "21st"), (22, "22nd"), (23, "23rd"), (24, "24th"), (111, "111th")],
)
def test_an_item_is_named_by_its_number(number: int, called: str) -> None:
    text, integer = {"type": "string"}, {"type": "integer"}
    old, new = (operation({"prefixItems": [text] * (number - 1) + [last]}, is_sent=True) for last in (text, integer))
    [change] = http_changes(*({"openapi": "3.1.0", "info": {}, "paths": {"/a": {"post": each}}} for each in (old, new)))
    assert change.what.startswith(f"The type of the {called} item of the schema ")


def chain(length: int, last: str, *, is_part: bool) -> dict[str, Any]:
    """A document of schemas, each of which is part of the next, or refers to the one before and to another."""
    schemas: dict[str, Any] = {"S0": {"type": "object", "properties": {"own": {"type": last}}}}
    for number in range(1, length):
        reference = {"$ref": f"#/components/schemas/S{number - 1}"}
        back = {"$ref": f"#/components/schemas/S{number * 7 % length}"}
        part = {"allOf": [reference, {"properties": {f"p{number}": {}}}]}
        schemas[f"S{number}"] = part if is_part else {"items": reference, "properties": {"back": back}}
    used = operation({"$ref": f"#/components/schemas/S{length - 1}"}, is_sent=False)
    return {"openapi": "3.1.0", "info": {}, "paths": {"/a": {"get": used}}, "components": {"schemas": schemas}}


def test_a_long_chain_of_schemas_is_followed() -> None:
    for length, is_part in ((120, True), (400, False)):
        old, new = (chain(length, last, is_part=is_part) for last in ("string", "integer"))
        [change] = http_changes(old, new)
        assert change.place == "/components/schemas/S0/properties/own/type"
