"""Every change on the wire is reported, at its place and with its level; another spelling is no change.

Each change is made to an operation of its own in one document, so that one comparison serves them all.
"""

import cProfile
import json
import re
from collections.abc import Callable
from typing import Any

from scripts.changes.change import Change
from scripts.changes.http_api import http_changes
from scripts.common.json_pointer import follow, parse_pointer, pointer
from scripts.common.yaml_file import parse_yaml

Node = dict[str, Any]
Edit = Callable[["Part"], None]

# An operation with its components; @ stands for the number of the copy.
PART = """
paths:
  /things@/{id}:
    post:
      operationId: changeThing@
      security: [{key: []}]
      x-transition: {when: {state: new}, then: {state: old}, otherwise: "404"}
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: why, in: query, schema: {type: string, maxLength: 20}}
        - {name: X-Trace, in: header, schema: {type: string}}
      requestBody:
        content:
          application/json: {schema: {$ref: "#/components/schemas/Input@"}}
      responses:
        "200":
          description: The thing.
          headers:
            X-Count: {schema: {type: integer, example: 5}}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Thing@"}
              examples:
                first: {value: {id: a, state: new, tags: [x, y]}}
        "404": {$ref: "#/components/responses/Missing@"}
components:
  responses:
    Missing@:
      description: There is none.
      content:
        application/json: {schema: {type: object}, example: {code: missing}}
  schemas:
    Input@:
      type: object
      required: [name, note]
      properties:
        name: {type: string, maxLength: 10}
        note: {type: string, description: A note.}
        kind: {type: string, enum: [small, large]}
    Base@:
      type: object
      required: [id]
      properties:
        id: {type: string}
        owner: {type: string}
    Thing@:
      allOf:
        - {$ref: "#/components/schemas/Base@"}
        - type: object
          required: [state]
          properties:
            state: {type: string, enum: [new, old], x-pii: none}
            score: {type: integer, minimum: 0, maximum: 1000}
            tags: {type: array, items: {type: string}}
            seen_at: {type: string, format: date-time, x-pii: identifying}
"""
DOCUMENT = """
openapi: 3.0.3
info: {title: Things, version: "1"}
servers:
  - {url: "https://api.example.com/v1", description: Live.}
  - {url: "https://test.example.com/v1", description: Test.}
tags: [{name: One}, {name: Two}]
security: [{key: []}]
paths:
  /login:
    post: {security: [{login: [read]}], responses: {"200": {description: Done.}}}
components:
  securitySchemes:
    key: {type: http, scheme: bearer}
    login:
      type: oauth2
      flows:
        clientCredentials: {tokenUrl: "https://example.com/token", scopes: {read: Read., write: Write.}}
"""


REMOVED = object()


class Part:
    """A copy of the operation with its components, and names for what a change is made to."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.node: Node = parse_yaml(PART.replace("@", str(number)))
        self.route = f"/things{number}/{{id}}"
        self.item: Node = self.node["paths"][self.route]
        self.post: Node = self.item["post"]
        self.success: Node = self.post["responses"]["200"]
        self.media_type: Node = self.success["content"]["application/json"]
        self.schemas: Node = self.node["components"]["schemas"]
        self.sent: Node = self.schemas[f"Input{number}"]
        self.base: Node = self.schemas[f"Base{number}"]
        self.thing: Node = self.schemas[f"Thing{number}"]
        self.got: Node = self.thing["allOf"][1]["properties"]

    def place(self, text: str) -> str:
        """The pointer to a place, of which the beginning is abbreviated."""
        post = ("paths", self.route, "post")
        for short, steps in (
            ("POST", post),
            ("200", (*post, "responses", "200")),
            ("Input", ("components", "schemas", f"Input{self.number}")),
            ("Base", ("components", "schemas", f"Base{self.number}")),
            ("Thing", ("components", "schemas", f"Thing{self.number}", "allOf", "1")),
            ("Missing", ("components", "responses", f"Missing{self.number}")),
            ("PATH", ("paths", self.route)),
        ):
            if text.split("/")[0] == short:
                return pointer(steps) + text.removeprefix(short)
        raise AssertionError(text)


def put(place: str, value: Any) -> Edit:
    """Write a value at a place, or remove what is there."""

    def edit(part: Part) -> None:
        *above, last = parse_pointer(part.place(place))
        holder = follow(part.node, tuple(above))
        key = int(last) if isinstance(holder, list) else last
        if value is REMOVED:
            del holder[key]
        elif key == len(holder) and isinstance(holder, list):
            holder.append(value)
        else:
            holder[key] = value

    return edit


def share(part: Part) -> None:
    part.item["parameters"] = part.post.pop("parameters")


def share_security(part: Part) -> None:
    del part.post["security"]


def name_parameter(part: Part) -> None:
    part.node["components"]["parameters"] = {f"Why{part.number}": part.post["parameters"][1]}
    part.post["parameters"][1] = {"$ref": f"#/components/parameters/Why{part.number}"}


def inline_response(part: Part) -> None:
    part.post["responses"]["404"] = part.node["components"]["responses"][f"Missing{part.number}"]


def flatten(part: Part) -> None:
    part.schemas[f"Thing{part.number}"] = {
        "type": "object",
        "required": ["id", "state"],
        "properties": {**part.base["properties"], **part.got},
    }


def wrap(part: Part) -> None:
    part.got["score"] = {"allOf": [part.got["score"]], "description": "How good."}
    part.got["state"] = {"allOf": [part.got["state"]]}


def rename_media_type(name: str) -> Edit:
    def edit(part: Part) -> None:
        part.success["content"] = {name: part.media_type}

    return edit


# Another way to say the same.
SAME: dict[str, Edit] = {
    "a parameter declared for the path": share,
    "a parameter that is a component": name_parameter,
    "parameters in another order": lambda part: part.post["parameters"].reverse(),
    "a header parameter in lower case": put("POST/parameters/2/name", "x-trace"),
    "security declared for the document": share_security,
    "the style that a path has anyway": put("POST/parameters/0/style", "simple"),
    "the style that a query has anyway": put("POST/parameters/1/explode", True),
    "a parameter that is not required": put("POST/parameters/1/required", False),
    "a body that is not required": put("POST/requestBody/required", False),
    "an allOf flattened": flatten,
    "a schema wrapped in allOf": lambda part: part.got.update(state={"allOf": [part.got["state"]]}),
    "the encoding that JSON has anyway": rename_media_type("application/json; charset=utf-8"),
    "a media type in capitals": rename_media_type("Application/JSON;charset=UTF-8"),
    "a header in lower case": lambda part: part.success.update(headers={"x-count": part.success["headers"]["X-Count"]}),
    "a response written in place": inline_response,
    "required properties in another order": put("Input/required", ["note", "name"]),
    "a schema that may not be null": put("Thing/properties/score/nullable", False),
    "a schema that is not only read": put("Thing/properties/score/readOnly", False),
    "no lower limit of a length": put("Input/properties/note/minLength", 0),
    "an object that may have more": put("Input/additionalProperties", True),
}

# What is changed: its place, what is there now, its level, and whom it affects. A dash removes what is there.
CHANGES = """
an operation removed | POST | - | major | requests fail
an operation added | PATH/get | {responses: {"200": {description: It.}}} | minor | addition
an operation renamed | POST/operationId | renamed | major | old name
an operation deprecated | POST/deprecated | true | minor | should replace it
a parameter removed | POST/parameters/1 | - | major | ignored or refused
a parameter added | POST/parameters/3 | {name: how, in: query, schema: {type: string}} | minor | addition
a parameter added that is required | POST/parameters/3 | {name: a, in: query, required: true} | major | are refused
a parameter required | POST/parameters/1/required | true | major | without it are refused
a parameter with another style | POST/parameters/1/style | pipeDelimited | major | serialization differs
a parameter narrowed | POST/parameters/1/schema/maxLength | 10 | major | limits
a parameter widened | POST/parameters/1/schema/maxLength | 30 | patch | No caller
a parameter with a default | POST/parameters/1/schema/default | so | minor | omit it
a body removed | POST/requestBody | - | major | ignored or refused
a body required | POST/requestBody/required | true | major | without it are refused
a sent property removed | Input/properties/note | - | major | ignored or refused
a sent property added | Input/properties/size | {type: integer} | minor | addition
a sent property required | Input/required | [name, note, kind] | major | without it are refused
a sent property no longer required | Input/required | [name] | minor | addition
a sent property of another type | Input/properties/note/type | integer | major | type differs
a sent property that may be null | Input/properties/note/nullable | true | minor | addition
a sent property that is only read | Input/properties/note/readOnly | true | major | ignored or refused
a sent property narrowed | Input/properties/name/maxLength | 5 | major | limits
a sent property with a pattern | Input/properties/name/pattern | ^a | major | limits
a value that may be sent removed | Input/properties/kind/enum | [small] | major | with the value are refused
a value that may be sent added | Input/properties/kind/enum | [small, large, huge] | minor | addition
a success removed | 200 | - | major | expect that status
an error removed | POST/responses/404 | - | minor | no longer documented
an error added | POST/responses/409 | {description: Taken.} | minor | addition
a header removed | 200/headers/X-Count | - | major | it is missing
a header added | 200/headers/X-More | {schema: {type: string}} | minor | addition
a header of another type | 200/headers/X-Count/schema/type | string | major | type differs
a media type removed | 200/content/application~1json | - | major | send or read it
a media type added | 200/content/text~1csv | {schema: {type: string}} | minor | addition
a read property removed | Thing/properties/score | - | major | it is missing
a read property added | Thing/properties/more | {type: string} | minor | addition
a shared property removed | Base/properties/owner | - | major | it is missing
a read property of another type | Thing/properties/score/type | string | major | type differs
a read property that may be null | Thing/properties/score/nullable | true | minor | gives None
a read property that is only written | Thing/properties/score/writeOnly | true | major | it is missing
a read property of no format | Thing/properties/seen_at/format | - | major | limits
a read property widened | Thing/properties/score/maximum | 2000 | major | limits
a read property narrowed | Thing/properties/score/maximum | 500 | patch | No caller
a value that may come added | Thing/properties/state/enum | [new, old, gone] | minor | distinguishes all values
a value that may come removed | Thing/properties/state/enum | [new] | patch | no longer comes
values that may come in another order | Thing/properties/state/enum | [old, new] | patch | No caller
other values in an array | Thing/properties/tags/items/type | integer | major | type differs
personal data that was not | Thing/properties/state/x-pii | related | patch | its level is higher
personal data that is less | Thing/properties/seen_at/x-pii | none | minor | its level is lower
no key needed | POST/security | [] | minor | requires none
a key of another kind | POST/security | [{login: [read]}] | major | no longer sufficient
a transition removed | POST/x-transition | - | minor | what the fake answers
another error of a transition | POST/x-transition/otherwise | "409" | minor | what the fake answers
another state after a transition | POST/x-transition/then/state | new | minor | what the fake answers
another example of a success | 200/content/application~1json/examples/first/value/id | b | patch | what the fake answers
another example of an error | Missing/content/application~1json/example/code | gone | patch | what the fake answers
another example of a header | 200/headers/X-Count/schema/example | 6 | patch | what the fake answers
another description | 200/description | It. | patch | documentation
"""


def whole(parts: list[Part]) -> Node:
    """A document of several parts."""
    document: Node = parse_yaml(DOCUMENT)
    for part in parts:
        document["paths"].update(part.node["paths"])
        for section, named in part.node["components"].items():
            document["components"].setdefault(section, {}).update(named)
    return document


def compared(
    edits: list[Edit], whole_edit: Callable[[Node], object] = lambda _: None
) -> tuple[list[Part], list[Change]]:
    """The parts, and the changes if each edit is made to a part of its own."""
    old, new = ([Part(number) for number in range(len(edits))] for _ in range(2))
    for part, edit in zip(new, edits, strict=True):
        edit(part)
    document = json.loads(json.dumps(whole(new)))
    whole_edit(document)
    return old, list(http_changes(whole(old), document))


def respelled(document: Node) -> None:
    """The servers and the security schemes of a document in another spelling."""
    document["servers"][0]["url"] = "https://API.example.com:443/v1/"
    schemes = document["components"]["securitySchemes"]
    schemes["account"] = schemes.pop("login")
    schemes["token"] = schemes.pop("key") | {"scheme": "Bearer", "description": "A key."}
    for holder in [document, *(item["post"] for item in document["paths"].values())]:
        if holder.get("security") == [{"key": []}]:
            holder["security"] = [{"token": []}]
        elif holder.get("security") == [{"login": ["read"]}]:
            holder["security"] = [{"account": ["read"]}]


def test_another_spelling_is_no_change() -> None:
    described = "/components/securitySchemes/token/description"
    assert [each.place for each in compared(list(SAME.values()), respelled)[1]] == [described]


def changed(document: Node) -> None:
    """A change to each part of a document that belongs to no operation."""
    document["info"]["version"] = "2"
    document["servers"].reverse()
    document["servers"][1]["description"] = "Real."
    document["tags"].reverse()
    flow = document["components"]["securitySchemes"]["login"]["flows"]["clientCredentials"]
    flow["tokenUrl"] = "https://example.com/tokens"
    del flow["scopes"]["write"]
    flow["scopes"] |= {"read": "Reads.", "list": "List."}


FLOW = "/components/securitySchemes/login/flows/clientCredentials"


def test_a_change_to_the_whole_document_is_reported() -> None:
    assert {each.place: each.level.name for each in compared([lambda _: None], changed)[1]} == {
        "/info/version": "minor",
        "/servers": "minor",
        "/servers/1/description": "patch",
        f"{FLOW}/tokenUrl": "major",
        f"{FLOW}/scopes/write": "major",
        f"{FLOW}/scopes/read": "patch",
        f"{FLOW}/scopes/list": "minor",
    }


ROWS = [[cell.strip() for cell in row.split(" | ")] for row in CHANGES.strip().splitlines()]


def test_each_change_is_reported_at_its_place_with_its_level_and_effect() -> None:
    edits = [put(place, REMOVED if value == "-" else parse_yaml(value)) for _, place, value, _, _ in ROWS]
    parts, found = compared(edits)
    wrong = []
    for part, (name, place, _, level, affects) in zip(parts, ROWS, strict=True):
        own = [each for each in found if re.search(rf"[a-z]{part.number}([/~]|$)", each.place)]
        at = part.place(place)
        right = [each for each in own if each.place == at and each.level.name == level and affects in each.affects]
        if len(own) != 1 or not right:
            wrong.append((name, [(each.level.name, each.place, each.what, each.affects) for each in own]))
    assert wrong == []


def test_a_document_of_twice_the_length_takes_twice_the_work() -> None:
    def calls(length: int) -> int:
        profile = cProfile.Profile()
        profile.runcall(compared, [put("200/description", "It.")] * length)
        return sum(entry.callcount for entry in profile.getstats())

    assert calls(80) < 2.2 * calls(40)
