"""A fact can be removed, added or changed only together with its source."""

import copy
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from scripts.common.json_pointer import Steps, follow, pointer, resolve, walk
from scripts.common.workspace import HERE
from scripts.common.yaml_file import read_yaml
from scripts.contract import provenance
from scripts.contract.document import load
from scripts.contract.page_format import PAGE_FORMAT
from scripts.contract.provenance import PROVENANCE_FORMAT
from scripts.contract.vendor_page import missing_facts

DOCUMENT = load(HERE.document)
SOURCES = read_yaml(HERE.provenance, PROVENANCE_FORMAT)
PAGE = read_yaml(HERE.pages / "cancel-verification.yaml", PAGE_FORMAT)

RANGES = {"minimum", "maximum"}


def places(wanted: Callable[[Steps, Any], bool]) -> list[Steps]:
    """The places in the document that a test wants to change, except inside an example."""
    inside = [(steps, node) for steps, node in walk(DOCUMENT) if steps and steps[0] in ("paths", "components")]
    return [
        steps
        for steps, node in inside
        if "value" not in steps[:-1] and "example" not in steps[:-1] and wanted(steps, node)
    ]


def faults(document: dict[str, Any]) -> list[str]:
    return list(provenance.faults(document, SOURCES, PAGE))


def unnoticed(changes: Iterable[tuple[Steps, dict[str, Any]]]) -> list[str]:
    """The places whose change causes no error."""
    changed = list(changes)
    assert changed
    return [
        pointer(steps)
        for steps, document in changed
        if not any(True for _ in provenance.faults(document, SOURCES, PAGE))
    ]


def without(steps: Steps) -> dict[str, Any]:
    """The document without one node."""
    document = copy.deepcopy(DOCUMENT)
    del follow(document, steps[:-1])[steps[-1]]
    return document


def with_(steps: Steps, value: Any) -> dict[str, Any]:
    """The document with another value at one place, which may be new."""
    document = copy.deepcopy(DOCUMENT)
    parent = follow(document, steps[:-1])
    if isinstance(parent, list) and steps[-1] == len(parent):
        parent.append(value)
    else:
        parent[steps[-1]] = value
    return document


def is_enum(steps: Steps, _: Any) -> bool:
    return steps[-1] == "enum"


def is_schema(_: Steps, node: Any) -> bool:
    return isinstance(node, dict) and isinstance(node.get("type"), str) and "scheme" not in node


ENUMS = places(is_enum)
ENUM_VALUES = [(*steps, index) for steps in ENUMS for index in range(len(follow(DOCUMENT, steps)))]
OPTIONS_AND_RANGES = places(lambda steps, _: steps[-1] in RANGES) + ENUM_VALUES
PROPERTY_MAPS = places(lambda steps, _: steps[-1] == "properties")
PROPERTIES = [(*steps, name) for steps in PROPERTY_MAPS for name in follow(DOCUMENT, steps)]
SCHEMAS = places(is_schema)
EXAMPLE_BODIES = places(lambda steps, _: steps[-1] in ("example", "value"))
EXAMPLES = EXAMPLE_BODIES + places(lambda steps, _: steps[0] == "paths" and "examples" in steps[-2:-1])

named = pytest.mark.parametrize


def test_the_document_agrees_with_its_sources() -> None:
    assert faults(DOCUMENT) == []


def test_no_fact_can_be_removed() -> None:
    removed = [*OPTIONS_AND_RANGES, *PROPERTIES, *EXAMPLES]
    assert unnoticed((steps, without(steps)) for steps in removed) == []


def test_no_enum_value_can_be_added() -> None:
    added = [(*steps, len(follow(DOCUMENT, steps))) for steps in ENUMS]
    assert unnoticed((steps, with_(steps, "cancelled")) for steps in added) == []


@named("schema", [{"type": "string"}, {}, {"$ref": "#/components/schemas/Gender"}], ids=str)
def test_no_property_can_be_added(schema: dict[str, Any]) -> None:
    added = [(*steps, "nickname") for steps in PROPERTY_MAPS]
    assert unnoticed((steps, with_(steps, schema)) for steps in added) == []


@named("keyword", ["minimum", "maximum", "example", "enum", "default", "nullable", "required"])
def test_no_constraint_and_no_example_can_be_added(keyword: str) -> None:
    added = [(*steps, keyword) for steps in SCHEMAS if keyword not in follow(DOCUMENT, steps)]
    value: object = [] if keyword in ("enum", "required") else 0
    assert unnoticed((steps, with_(steps, value)) for steps in added) == []


def test_no_option_and_no_range_can_be_changed() -> None:
    assert unnoticed((steps, with_(steps, "other")) for steps in OPTIONS_AND_RANGES) == []


def inner_values() -> Iterator[Steps]:
    """Every value inside the example bodies."""
    for steps in EXAMPLE_BODIES:
        for inner, node in walk(follow(DOCUMENT, steps), steps):
            if inner != steps and not isinstance(node, dict | list):
                yield inner


def test_no_value_of_an_example_body_can_be_removed_or_changed() -> None:
    assert unnoticed((steps, without(steps)) for steps in inner_values()) == []
    assert unnoticed((steps, with_(steps, "other")) for steps in inner_values()) == []


def sample_fields() -> Iterator[str]:
    """The page's fields, as the names of the properties that lead to them."""
    for steps, _ in walk(PAGE["sample"]):
        if steps and isinstance(steps[-1], str):
            yield ".".join(str(step) for step in steps if isinstance(step, str))


@named("field", sorted(set(sample_fields())))
def test_the_page_alone_reports_a_removed_field(field: str) -> None:
    name = field.rpartition(".")[2]
    document = copy.deepcopy(DOCUMENT)
    for steps in PROPERTY_MAPS:
        follow(document, steps).pop(name, None)
    assert any(
        line.startswith((f"{field}:", f"{field.replace('fraud_signals.', 'fraud_signals[].')}:"))
        for line in missing_facts(document, PAGE)
    )


@named("field", [name for name, each in PAGE["attributes"].items() if each.keys() - {"children"}])
def test_the_page_alone_reports_removed_options_ranges_and_examples(field: str) -> None:
    document = copy.deepcopy(DOCUMENT)
    properties = document["components"]["schemas"]["Verification"]["properties"]
    schema = resolve(document, properties[field])
    for keyword in ("enum", "minimum", "maximum", "example"):
        schema.pop(keyword, None)
    assert any(line.startswith(f"{field}, ") for line in missing_facts(document, PAGE))


def test_the_page_finds_its_fields_in_any_composition_of_schemas() -> None:
    document = copy.deepcopy(DOCUMENT)
    parts = document["components"]["schemas"]["FaceMatchCheck"]["allOf"]
    parts[1] = {"allOf": [parts[1]]}
    operation = document["paths"]["/identity/verifications/{id}/cancel"]["post"]
    document["paths"]["/identity/verifications/{id}/cancel"]["parameters"] = operation.pop("parameters")
    document["security"] = operation.pop("security")
    assert list(missing_facts(document, PAGE)) == []
    del parts[1]["allOf"][0]["properties"]["threshold"]
    assert list(missing_facts(document, PAGE)) == [
        "checks.face_match.threshold: the page has it, the document does not"
    ]


STATED = [
    steps
    for steps, node in walk(PAGE)
    if steps and steps[0] in ("operation", "request", "responses") and isinstance(node, str)
]


@named("steps", [steps for steps in STATED if steps[:2] != ("operation", "description")], ids=pointer)
def test_the_page_alone_reports_a_wrong_operation(steps: Steps) -> None:
    page = copy.deepcopy(PAGE)
    follow(page, steps[:-1])[steps[-1]] = "OTHER"
    assert list(missing_facts(DOCUMENT, page))


@named(
    ("steps", "value"),
    [
        (("parameters", "query"), {"reason": {}}),
        (("parameters", "path", "ids"), {}),
        (("parameters", "path", "id", "type"), "integer"),
        (("parameters", "body"), {"reason": {}}),
        (("request", "headers", "X-Tenant"), "one"),
        (("request", "arguments"), ["--data", "{}"]),
        (("authorizations", "X-API-Key"), {}),
        (("responses", "422"), {"description": "Unprocessable"}),
        (("responses", "409"), {"media_type": "text/plain"}),
        (("attributes", "country", "type"), "integer"),
        (("attributes", "country", "type"), "string<date>"),
        (("attributes", "nickname"), {}),
    ],
    ids=str,
)
def test_the_page_alone_reports_what_the_document_lacks(steps: Steps, value: Any) -> None:
    page = copy.deepcopy(PAGE)
    follow(page, steps[:-1])[steps[-1]] = value
    assert list(missing_facts(DOCUMENT, page))


@named(
    ("steps", "value"),
    [
        (("openapi",), "3.0.0"),
        (("info", "version"), "2024-01-01"),
        (("servers", 1, "url"), "https://sandbox.example.com/v1"),
        (("tags", 0, "name"), "Verifications"),
        (("components", "parameters", "VerificationId", "required"), 1),
        (("components", "headers", "RateLimitLimit", "schema", "example"), 300.0),
        (
            ("components", "schemas", "VerificationStatus", "enum"),
            sorted(DOCUMENT["components"]["schemas"]["VerificationStatus"]["enum"]),
        ),
    ],
    ids=str,
)
def test_an_equal_value_of_another_type_or_order_is_reported(steps: Steps, value: Any) -> None:
    assert faults(with_(steps, value))


@named(
    ("steps", "value"),
    [
        (("info", "license"), {"name": "MIT"}),
        (("servers", 2), {"url": "https://eu.api.txcloud.io/v1"}),
        (("paths", "/identity/verifications/{id}/cancel", "post", "deprecated"), True),
        (
            ("paths", "/identity/verifications/{id}/cancel", "post", "responses", "422"),
            {"description": "Unprocessable"},
        ),
        (("components", "schemas", "Unused"), {}),
        (("components", "securitySchemes", "basicAuth"), {"type": "http", "scheme": "basic"}),
    ],
    ids=str,
)
def test_no_element_can_be_added(steps: Steps, value: Any) -> None:
    assert faults(with_(steps, value))
