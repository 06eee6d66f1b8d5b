"""Every change of an operation is reported with its level, at its place and for each way that a value travels.

Each row is an operation of its own in one document, so that one comparison serves them all.
"""

from typing import Any

from scripts.changes.http_api import http_changes
from scripts.common.json_pointer import pointer
from scripts.common.yaml_file import parse_yaml

# An operation as it was and as it is, and the level of each change by its place in the operation.
PATHS = """
parameters:
  a schema that becomes content:
    - parameters: [{name: q, in: query, schema: {type: object}}]
    - parameters: [{name: q, in: query, content: {application/json: {schema: {type: object}}}}]
    - {parameters/0/content: major}
  explode of a text:
    - {parameters: [{name: q, in: query, schema: {type: string}}]}
    - {parameters: [{name: q, in: query, explode: false, schema: {type: string}}]}
    - {parameters/0/explode: patch}
  an empty value:
    - {parameters: [{name: q, in: query, schema: {}}]}
    - {parameters: [{name: q, in: query, allowEmptyValue: true, schema: {}}]}
    - {parameters/0/allowEmptyValue: minor}
  a description beside a reference:
    - parameters: [{$ref: "#/components/parameters/Page", description: One.}]
    - parameters: [{$ref: "#/components/parameters/Page", description: Two.}]
    - {parameters/0/description: patch}
  another description beside the same reference:
    - parameters: [{$ref: "#/components/parameters/Page", description: One.}]
    - parameters: [{$ref: "#/components/parameters/Page", description: Three.}]
    - {parameters/0/description: patch}
responses:
  an error that loses its body and a header:
    - responses: {"404": {description: "", headers: {X-A: {}}, content: {text/plain: {}}}}
    - responses: {"404": {description: ""}}
    - {responses/404/headers/X-A: minor, responses/404/content/text~1plain: minor}
  an error with another media type:
    - responses: {"404": {description: "", content: {text/plain: {}}}}
    - responses: {"404": {description: "", content: {text/html: {}}}}
    - {responses/404/content/text~1plain: major, responses/404/content/text~1html: minor}
  a link removed:
    - {responses: {"200": {links: {next: {operationId: a}}}}}
    - {responses: {"200": {}}}
    - {responses/200/links/next: patch}
  an extension: [{responses: {x-a: 1}}, {responses: {x-a: 2}}, {responses/x-a: patch}]
  an example by reference:
    - responses: {"200": {content: {text/plain: {examples: {a: {$ref: "#/components/examples/One"}, b: {}}}}}}
    - responses: {"200": {content: {text/plain: {examples: {b: {}}}}}}
    - {responses/200/content/text~1plain/examples/a: patch}
  examples in another order:
    - responses: {"200": {content: {text/plain: {examples: {a: {value: 1}, b: {value: 2}}}}}}
    - responses: {"200": {content: {text/plain: {examples: {b: {value: 2}, a: {value: 1}}}}}}
    - {responses/200/content/text~1plain/examples: patch}
forms:
  the usual encoding:
    - {requestBody: {content: {a/b: {schema: {}}}}}
    - {requestBody: {content: {a/b: {schema: {}, encoding: {f: {}}}}}}
    - {}
  another encoding:
    - requestBody: {content: {a/b: {schema: {}}}}
    - requestBody: {content: {a/b: {schema: {}, encoding: {f: {contentType: image/png, x-a: 1}}}}}
    - {requestBody/content/a~1b/encoding/f/contentType: major, requestBody/content/a~1b/encoding/f/x-a: patch}
  a header of a part:
    - requestBody: {content: {a/b: {schema: {}, encoding: {f: {}}}}}
    - requestBody: {content: {a/b: {schema: {}, encoding: {f: {headers: {X-A: {required: true}}}}}}}
    - {requestBody/content/a~1b/encoding/f/headers/X-A: major}
callbacks:
  an extension among the paths:
    - {callbacks: {done: {x-a: one}}}
    - {callbacks: {done: {x-a: two}}}
    - {callbacks/done/x-a: patch}
  another expression and another type:
    - callbacks: {done: {"{$url}": {post: {requestBody: {content: {a/b: {schema: {type: string}}}}}}}}
    - callbacks: {done: {"{$to}": {post: {requestBody: {content: {a/b: {schema: {type: integer}}}}}}}}
    - {"callbacks/done/{$to}/post/requestBody/content/a~1b/schema/type": major}
  a component:
    - callbacks: {done: {$ref: "#/components/callbacks/Old"}}
    - callbacks: {done: {$ref: "#/components/callbacks/New"}}
    - {"/components/callbacks/New/{$url}/post/requestBody/required": patch}
servers:
  one added: [{servers: [{url: //a}]}, {servers: [{url: //a}, {url: //b}]}, {servers/1: minor}]
  own ones: [{}, {servers: [{url: //a}]}, {servers: major}]
  capitals in the host: [{servers: [{url: "//{A}.B.c/{D}"}]}, {servers: [{url: "//{A}.b.C/{D}"}]}, {}]
  a value of a variable:
    - {servers: [{url: //a, variables: {v: {enum: [b]}}}]}
    - {servers: [{url: //a, variables: {v: {enum: [b, c]}}}]}
    - {servers/0/variables/v/enum: minor}
  a list of values:
    - {servers: [{url: //a, variables: {v: {}}}]}
    - {servers: [{url: //a, variables: {v: {enum: [b]}}}]}
    - {servers/0/variables/v/enum: major}
security:
  another order: [{security: [{a: []}, {b: []}]}, {security: [{b: []}, {a: []}]}, {}]
  either instead of both: [{security: [{a: [], b: []}]}, {security: [{a: []}, {b: []}]}, {security: minor}]
  both instead of either: [{security: [{a: []}, {b: []}]}, {security: [{a: [], b: []}]}, {security: major}]
  no longer optional: [{security: [{a: []}, {}]}, {security: [{a: []}]}, {security: major}]
"""
# The vendor calls these.
WEBHOOKS = """
webhooks:
  a parameter that is always there: [{}, {parameters: [{name: A, in: header, required: true}]}, {parameters/0: minor}]
  a body that is always there:
    - {requestBody: {content: {}}}
    - {requestBody: {required: true, content: {}}}
    - {requestBody/required: patch}
  a parameter removed: [{parameters: [{name: A, in: header}]}, {}, {parameters/0: major}]
  a header to answer with:
    - {responses: {"200": {}}}
    - {responses: {"200": {headers: {A: {required: true}}}}}
    - {responses/200/headers/A: major}
"""
COMPONENTS = parse_yaml("""
parameters: {Page: {name: page, in: query, schema: {type: integer}}}
examples: {One: {value: 1}}
callbacks:
  Old: {"{$url}": {post: {requestBody: {content: {}}}}}
  New: {"{$url}": {post: {requestBody: {required: true, content: {}}}}}
securitySchemes: {a: {type: http, scheme: bearer}, b: {type: apiKey, in: header, name: Key}}
""")


def rows(text: str) -> dict[str, list[Any]]:
    return {f"/{group}: {name}": row for group, named in parse_yaml(text).items() for name, row in named.items()}


def document(index: int) -> dict[str, Any]:
    """A document with the operation of each row, as it was or as it is."""
    sections = {
        section: {name: {"post": row[index]} for name, row in rows(text).items()}
        for section, text in (("paths", PATHS), ("webhooks", WEBHOOKS))
    }
    return {"openapi": "3.1.0", "info": {}, **sections, "components": COMPONENTS}


def expected() -> dict[str, str]:
    """The level of each change by its place."""
    found: dict[str, str] = {}
    for section, text in (("paths", PATHS), ("webhooks", WEBHOOKS)):
        for name, (_, _, levels) in rows(text).items():
            at = pointer((section, name, "post"))
            found |= {place if place.startswith("/") else f"{at}/{place}": level for place, level in levels.items()}
    return found


def test_each_change_of_an_operation_is_reported_at_its_place_with_its_level() -> None:
    found = [(each.place, each.level.name) for each in http_changes(document(0), document(1))]
    assert sorted(found) == sorted(expected().items())


BESIDE = """
openapi: 3.0.3
info: {}
paths:
  /a: {$ref: "#/paths/~1b", post: {operationId: p}}
  /b: {get: {operationId: g}}
  "/c/{x}": {get: {operationId: cx}}
  "/c/{y}": {post: {operationId: cy}}
  /d: {get: {operationId: d}}
components:
  securitySchemes: {unused: {type: apiKey, in: header, name: A}}
"""


def test_paths_are_compared_by_their_operations() -> None:
    old, new = parse_yaml(BESIDE), parse_yaml(BESIDE)
    del new["paths"]["/a"]["post"]
    new["paths"] = dict(reversed(new["paths"].items()))
    new["paths"]["/c/{y}"]["post"]["deprecated"] = True
    new["paths"]["/e"] = new["paths"].pop("/d")
    new["components"]["securitySchemes"]["unused"]["name"] = "B"
    assert {each.place: each.level.name for each in http_changes(old, new)} == {
        "/paths/~1a/post": "major",
        "/paths/~1c~1{y}/post/deprecated": "minor",
        "/paths/~1e": "major",
        "/components/securitySchemes/unused/name": "patch",
    }


def needing(name: str, *names: str) -> dict[str, Any]:
    """A document whose operation needs the first of some equal schemes."""
    scheme = {"type": "http", "scheme": "bearer"}
    operation: dict[str, Any] = {"security": [{name: []}]}
    schemes = dict.fromkeys((name, *names), scheme)
    return {"openapi": "3.1.0", "paths": {"/a": {"post": operation}}, "components": {"securitySchemes": schemes}}


def test_the_first_of_equal_schemes_is_the_old_one() -> None:
    # Enough, so that an order by chance is another one.
    others = [f"other{number}" for number in range(20)]
    found = http_changes(needing("key"), needing("token", *others))
    assert [each.place for each in found] == [f"/components/securitySchemes/{name}" for name in others]


# A component as it was and as it is, and what is said of the change.
UNUSED = """
schemas:
  - {properties: {a: {type: string}}}
  - {properties: {a: {type: integer}}}
  - The type of the property `a` was `string`, and is `integer`.
parameters: [{name: a, in: query}, {name: a, in: query, required: true}, "`required` of the query parameter `a` IS_SET"]
headers: [{}, {required: true}, "`required` of the header `X` IS_SET"]
responses:
  - {content: {a/b: {schema: {type: string}}}}
  - {content: {a/b: {schema: {type: integer}}}}
  - The type of the schema of the media type `a/b` was `string`, and is `integer`.
requestBodies: [{content: {}}, {required: true, content: {}}, "`required` of the request body `X` IS_SET"]
pathItems:
  - {get: {parameters: [{name: b, in: query}]}}
  - {get: {parameters: [{name: b, in: query, required: true}]}}
  - "`required` of the query parameter `b` IS_SET"
callbacks:
  - {"{$url}": {post: {parameters: [{name: c, in: query}]}}}
  - {"{$url}": {post: {parameters: [{name: c, in: query, required: true}]}}}
  - "`required` of the query parameter `c` IS_SET"
links: [{operationId: a}, {operationId: b}, "`operationId` of the link `X` was 'a', and is 'b'."]
examples: [{value: 1}, {value: 2}, "`value` of the example `X` was 1, and is 2."]
""".replace("IS_SET", "was set to true.")


def test_what_no_operation_uses_is_compared_as_if_one_did() -> None:
    components = parse_yaml(UNUSED)
    old, new = (
        {"openapi": "3.1.0", "components": {name: {"X": row[index]} for name, row in components.items()}}
        for index in (0, 1)
    )
    found = list(http_changes(old, new))
    assert sorted(each.what for each in found) == sorted(what for _, _, what in components.values())
    assert {each.level.name for each in found} == {"patch"}
