"""What the parts of a document are called in a message."""

# What is below these keywords has names.
NAMED = {
    "paths": "path",
    "webhooks": "webhook",
    "schemas": "schema",
    "properties": "property",
    "patternProperties": "property pattern",
    "dependentSchemas": "dependent schema",
    "$defs": "definition",
    "responses": "response",
    "headers": "header",
    "examples": "example",
    "parameters": "parameter",
    "requestBodies": "request body",
    "securitySchemes": "security scheme",
    "servers": "server",
    "tags": "tag",
    "content": "media type",
    "security": "security requirement",
    "scopes": "scope",
    "flows": "flow",
    "variables": "variable",
    "callbacks": "callback",
    "links": "link",
    "pathItems": "path",
}

# What is called by what it belongs to.
INNER = {
    "schema": "schema",
    "items": "items",
    "additionalProperties": "other properties",
    "contains": "items that are contained",
    "propertyNames": "property names",
    "unevaluatedProperties": "other properties",
    "unevaluatedItems": "other items",
    "contentSchema": "content",
    **{word: f"`{word}`" for word in ("not", "if", "then", "else")},
}

# What has a number instead of a name.
LISTED = {"oneOf": "alternative", "anyOf": "alternative", "allOf": "part", "prefixItems": "item"}


def singular(keyword: str) -> str:
    return NAMED.get(keyword, keyword)


def ordinal(index: int) -> str:
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    if index < len(words):
        return words[index]
    number = index + 1
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"
