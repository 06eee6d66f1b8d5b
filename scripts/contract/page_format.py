"""The format of a transcribed page: its facts as data, in the folder openapi/pages/."""

from typing import Any

TEXT = {"type": "string", "minLength": 1}

# Of the vendor's prose, only the digest of each sentence is kept.
DIGESTS = {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^[0-9a-f]{16}$"}}

OPERATION = dict.fromkeys(("summary", "method", "server", "path", "tag"), TEXT) | {"description": DIGESTS}

# One entry in a list of the page: an attribute, a parameter or a kind of authorization.
FIELDS = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "properties": {
            # In the site's own notation, such as `string<date>`.
            "type": TEXT,
            "flags": {"type": "array", "items": TEXT},
            "description": DIGESTS,
            "example": {},
            "options": {"type": "array", "minItems": 1},
            "range": {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": ["number", "null"]}},
            # How many times the page offers to show the attributes within this one.
            "children": {"type": "integer", "minimum": 1},
        },
        "additionalProperties": False,
    },
}

PAGE_FORMAT: dict[str, Any] = {
    "type": "object",
    "required": ["operation", "request", "authorizations", "parameters", "responses", "sample", "attributes"],
    "additionalProperties": False,
    "properties": {
        "operation": {
            "type": "object",
            "required": ["method", "path"],
            "properties": OPERATION,
            "additionalProperties": False,
        },
        "request": {
            "type": "object",
            "properties": {
                "headers": {"type": "object", "additionalProperties": TEXT},
                # What else the cURL command has, word by word.
                "arguments": {"type": "array", "items": {"type": "string"}},
            },
            "additionalProperties": False,
        },
        "authorizations": FIELDS,
        "parameters": {"type": "object", "additionalProperties": FIELDS},
        "responses": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": {
                    "media_type": TEXT,
                    "description": TEXT,
                    # The attributes of the first response are on the top level.
                    "attributes": FIELDS,
                },
                "additionalProperties": False,
            },
        },
        "sample": {"type": "object"},
        "attributes": FIELDS,
        # Text that is in none of the page's sections.
        "other": DIGESTS,
    },
}
