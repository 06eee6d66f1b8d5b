"""The keywords of OpenAPI 3.0 that the line understands, by the kind of object that they belong to.

Any other keyword is refused, because the client would ignore it. So is one that OpenAPI does not have.
"""

from collections.abc import Iterator
from typing import Any

from scripts.common.json_pointer import Steps

# What stands below a keyword: a value, an object of a kind, a list of such objects, or such objects by their names.
Below = str | list[str] | dict[str, str]
VALUE = ""


def kind(values: str, **below: Below) -> dict[str, Below]:
    """The keywords of a kind of object: those with a value, and those with objects below them."""
    return {**dict.fromkeys(values.split(), VALUE), **below}


# Limits such as `maxLength` do not change how a value is sent or read.
KEYWORDS = {
    "document": kind(
        "openapi info externalDocs tags security", servers=["server"], paths={"": "path"}, components="components"
    ),
    "server": kind("url description"),
    "components": kind(
        "examples",
        schemas={"": "schema"},
        parameters={"": "parameter"},
        responses={"": "response"},
        headers={"": "header"},
        requestBodies={"": "body"},
        securitySchemes={"": "scheme"},
    ),
    "scheme": kind("type scheme bearerFormat description"),
    "path": kind(
        "summary description",
        parameters=["parameter"],
        **dict.fromkeys(("get", "put", "post", "delete", "patch"), "operation"),
    ),
    "operation": kind(
        "tags summary description externalDocs operationId deprecated security",
        parameters=["parameter"],
        requestBody="body",
        responses={"": "response"},
    ),
    "parameter": kind("name in description required deprecated style explode example examples", schema="schema"),
    "header": kind("description required deprecated style explode example examples", schema="schema"),
    "body": kind("description required", content={"": "media type"}),
    "response": kind("description", headers={"": "header"}, content={"": "media type"}),
    "media type": kind("example examples", schema="schema"),
    "schema": kind(
        "type format enum nullable required readOnly writeOnly title description externalDocs example default "
        "deprecated minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern minItems "
        "maxItems uniqueItems minProperties maxProperties",
        items="schema",
        properties={"": "schema"},
        additionalProperties="schema",
        allOf=["schema"],
        anyOf=["schema"],
        oneOf=["schema"],
        **{"not": "schema"},
    ),
}

# What to write instead.
REMEDIES = {
    ("document", "webhooks"): "Leave it out: the client sends requests, and receives none.",
    ("operation", "callbacks"): "Leave it out: the client sends requests, and receives none.",
    ("operation", "servers"): "Leave it out: all operations are on the servers of the document.",
    ("path", "servers"): "Leave it out: all operations are on the servers of the document.",
    ("path", "$ref"): "Write the operations here.",
    ("server", "variables"): "Write each server with its whole URL.",
    ("schema", "discriminator"): "Leave it out: of the alternatives, the client takes the one that explains most.",
    ("schema", "xml"): "Leave it out: the client reads JSON.",
    ("parameter", "content"): "Describe the value by `schema`.",
    ("parameter", "allowReserved"): "Leave it out: the client quotes all that has a meaning in a URL.",
    ("parameter", "allowEmptyValue"): "Leave it out: the client sends an empty string as any other.",
    ("media type", "encoding"): "Leave it out: the client chooses how a part is encoded.",
    ("response", "links"): "Leave it out: the client follows none.",
    ("components", "links"): "Leave it out: the client follows none.",
    ("components", "callbacks"): "Leave it out: the client sends requests, and receives none.",
}


def objects(node: Any, kind: str = "document", steps: Steps = ()) -> Iterator[tuple[str, Steps, dict[str, Any]]]:
    """The objects of a document, each where it is written: their kinds and places, and not their references."""
    # `additionalProperties` may be true or false.
    if not isinstance(node, dict) or ("$ref" in node and kind != "path"):
        return
    yield kind, steps, node
    for keyword, value in node.items():
        here = (*steps, keyword)
        match KEYWORDS[kind].get(keyword, VALUE):
            case [inner]:
                for index, each in enumerate(value):
                    yield from objects(each, inner, (*here, index))
            case {"": inner}:
                for name, each in value.items():
                    if not name.startswith("x-"):
                        yield from objects(each, inner, (*here, name))
            case str(inner) if inner:
                yield from objects(value, inner, here)


def unsupported_keywords(document: dict[str, Any]) -> Iterator[tuple[str, Steps]]:
    """The keywords that are not supported: a message and the place of each."""
    for kind, steps, node in objects(document):
        for keyword in node:
            if keyword not in KEYWORDS[kind] and not keyword.startswith("x-"):
                remedy = REMEDIES.get((kind, keyword), "Leave it out.")
                yield f"the client does not support `{keyword}` here. {remedy}", (*steps, keyword)
