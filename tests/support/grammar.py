"""Documents of everything that the client can be generated from, put together at random."""

from typing import Any

from hypothesis import strategies as st

JSON = "application/json"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")

# Also names that Python or the package uses itself, and that are none in Python.
WORDS = """
    amount class code country-code data expires_at field firstName from_dict import kind label limit 2nd_line object
    properties reason self size status tags timeout to_dict typing url uuid
"""
NAMES = WORDS.split()

SCALARS: list[dict[str, Any]] = [
    {"type": "string"},
    {"type": "string", "minLength": 2, "maxLength": 9},
    {"type": "string", "enum": ["one", "two words", "3", "not-one"]},
    {"type": "string", "format": "date"},
    {"type": "string", "format": "date-time"},
    {"type": "string", "format": "uuid"},
    {"type": "string", "pattern": "^[A-Z]{2}$", "example": "MA"},
    {"type": "integer", "minimum": 1, "maximum": 9},
    {"type": "integer", "enum": [1, 2, -3]},
    {"type": "number", "minimum": 0, "maximum": 1, "exclusiveMinimum": True},
    {"type": "boolean", "deprecated": True},
]

# What identifies a resource.
KEYS: list[dict[str, Any]] = [
    {"type": "string"},
    {"type": "string", "pattern": "^t_[0-9]{4}$", "example": "t_1234"},
    {"type": "integer"},
]

scalars = st.sampled_from([each | {"x-pii": "none"} for each in SCALARS])
# What a form or the address can hold.
flat = scalars | scalars.map(lambda each: {"type": "array", "items": each})


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def wrapped(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Values that hold others."""
    return st.one_of(
        inner.map(lambda each: {"type": "array", "items": each}),
        inner.map(lambda each: {"type": "object", "additionalProperties": each}),
        inner.map(lambda each: {"nullable": True, "allOf": [each]} if "$ref" in each else each | {"nullable": True}),
        inner.map(lambda each: {"description": "Described here.", "allOf": [each]} if "$ref" in each else each),
    )


@st.composite
def objects(draw: st.DrawFn, /, values: st.SearchStrategy[dict[str, Any]], **always: dict[str, Any]) -> dict[str, Any]:
    """An object with some properties."""
    names = draw(st.lists(st.sampled_from(NAMES), max_size=6, unique=True))
    properties = always | {name: draw(values) for name in names}
    required = [name for name in properties if draw(st.booleans())]
    marked = draw(st.sampled_from(["readOnly", "writeOnly", "deprecated", "title"]))
    properties |= {"marked": {"type": "string", "x-pii": "none", marked: "A title" if marked == "title" else True}}
    return {"type": "object", "properties": properties} | ({"required": required} if required else {})


def content(schema: dict[str, Any], *media_types: str) -> dict[str, Any]:
    return {"content": {each: {"schema": schema} for each in media_types}}


@st.composite
def resources(draw: st.DrawFn, number: int, others: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The paths and the schemas of a resource, with eight operations."""
    name, path = f"Thing{number}", f"/things{number}"
    inner = scalars | st.sampled_from(others).map(ref) if others else scalars
    key: dict[str, Any] = draw(
        st.sampled_from(
            [
                {"type": "string"},
                {"type": "string", "pattern": "^t_[0-9]{4}$", "example": "t_1234"},
                {"type": "integer"},
            ]
        )
    )
    item = draw(objects(inner | wrapped(inner), id=key | {"x-pii": "none"}))
    schemas = {
        name: item,
        f"New{name}": draw(objects(inner | wrapped(inner))),
        f"Form{name}": draw(objects(flat, front={"type": "string", "format": "binary"})),
        f"{name}Page": {
            "type": "object",
            "properties": {
                "data": {"type": "array", "items": ref(name)},
                "has_more": {"type": "boolean"},
                "total_count": {"type": "integer"},
            },
        },
    }
    shown = {"description": "It"} | content(ref(name), JSON)
    page = {"description": "Some of them"} | content(ref(f"{name}Page"), JSON)
    result = {"description": "A result"} | content(draw(inner | wrapped(inner)), JSON)
    in_path = [{"name": "id", "in": "path", "required": True, "schema": key}]
    failures = {"404": {"description": "Missing"}, "default": {"description": "Other"} | content({}, "text/html")}
    paging = [
        {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "default": 20}},
        {"name": "starting_after", "in": "query", "schema": {"type": "string"}},
    ]
    header = {"name": "X-Trace", "in": "header", "required": draw(st.booleans()), "schema": {"type": "string"}}
    query = {"name": "kind", "in": "query", "required": draw(st.booleans()), "schema": draw(flat)}
    session = {"name": "session", "in": "cookie", "schema": {"type": "string"}}
    idempotency = {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "minLength": 10}}
    bodies = [content(ref(f"New{name}"), JSON), content(ref(f"Form{name}"), FORMS[1])]
    both = {"content": bodies[0]["content"] | bodies[1]["content"]}
    plain = draw(objects(flat))
    created = draw(st.sampled_from(["200", "201", "202"]))
    nothing = {"204": {"description": "Nothing"}}

    def operation(what: str, responses: dict[str, Any], *parameters: Any, **parts: Any) -> dict[str, Any]:
        described = {
            "summary": f"{what} it",
            "description": "| a | b |\n|---|---|\n| 1 | 2 |",
            "tags": [f"Tag{number % 9}"],
        }
        return {
            "operationId": f"{what}{name}",
            **described,
            "parameters": list(parameters),
            "responses": responses,
            **parts,
        }

    is_deprecated = {"deprecated": True} if draw(st.booleans()) else {}
    paths = {
        path: {
            "get": operation("list", {"200": page}, *paging, query),
            "post": operation(
                "create",
                {created: shown, **failures},
                idempotency,
                requestBody={"required": draw(st.booleans())} | draw(st.sampled_from([*bodies, both])),
            ),
        },
        f"{path}/{{id}}": {
            "parameters": in_path,
            "get": operation("get", {"200": shown, **failures}, header, session),
            "patch": operation("change", {"200": shown, **failures}, requestBody=content(plain, FORMS[0])),
            "put": operation("put", {"200": shown, "201": shown}, requestBody=content(ref(name), JSON)),
            "delete": operation("delete", draw(st.sampled_from([nothing, {"200": shown, **nothing}]))),
        },
        f"{path}/{{id}}/check": {
            "parameters": in_path,
            "post": operation("check", {"200": result, **nothing, **failures}, query, **is_deprecated),
        },
        f"/files{number}": {
            "put": operation(
                "store",
                {"200": {"description": "A name"} | content({"type": "string"}, JSON)},
                requestBody=content({"type": "string", "format": "binary"}, "application/octet-stream"),
            )
        },
    }
    return paths, schemas


@st.composite
def documents(draw: st.DrawFn, number: int) -> dict[str, Any]:
    """A document with so many resources."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for each in range(number):
        others = [name for name in schemas if name.startswith("Thing") and not name.endswith("Page")]
        found = draw(resources(each, others))
        paths |= found[0]
        schemas |= found[1]
    servers = [
        {"url": f"https://{name}.example", "x-environment": name, "x-key-prefix": f"{name}_"}
        for name in ("live", "test")
    ]
    return {
        "openapi": "3.0.3",
        "info": {"title": "Things", "version": "1"},
        "servers": servers,
        "paths": paths,
        "components": {"schemas": schemas},
    }
