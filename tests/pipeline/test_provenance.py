"""No fact leaves the document, and none enters it, without its source."""

import copy
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from scripts import document as openapi
from scripts import provenance
from scripts.pointers import Steps, follow, pointer, resolve, steps_of, walk
from scripts.provenance import PAGES, PROVENANCE, PROVENANCE_FORMAT, disagreements, misattributions
from scripts.transcription import PAGE_FORMAT, omissions

from .conftest import Project

DOCUMENT = openapi.load()
SOURCES = openapi.read_yaml(PROVENANCE, PROVENANCE_FORMAT)
PAGE = openapi.read_yaml(PAGES / "cancel-verification.yaml", PAGE_FORMAT)

RANGES = {"minimum", "maximum"}


def places(wanted: Callable[[Steps, Any], bool]) -> list[Steps]:
    """Where in the document something stands that a test wants to change; not inside an example."""
    inside = [(steps, node) for steps, node in walk(DOCUMENT) if steps and steps[0] in ("paths", "components")]
    return [
        steps
        for steps, node in inside
        if "value" not in steps[:-1] and "example" not in steps[:-1] and wanted(steps, node)
    ]


def faults(document: dict[str, Any]) -> list[str]:
    return list(provenance.faults(document, SOURCES, PAGE))


def without(steps: Steps) -> dict[str, Any]:
    """The document less one node."""
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
PROPERTY_MAPS = places(lambda steps, _: steps[-1] == "properties")
PROPERTIES = [(*steps, name) for steps in PROPERTY_MAPS for name in follow(DOCUMENT, steps)]
SCHEMAS = places(is_schema)
EXAMPLE_BODIES = places(lambda steps, _: steps[-1] in ("example", "value"))
EXAMPLES = EXAMPLE_BODIES + places(lambda steps, _: steps[0] == "paths" and "examples" in steps[-2:-1])

named = pytest.mark.parametrize


def test_the_document_agrees_with_its_sources() -> None:
    assert faults(DOCUMENT) == []


def test_a_value_that_only_another_page_has_is_told_in_words() -> None:
    """Where pages disagree over an enumeration, its description names what the document leaves out."""
    for element, entries in SOURCES["entries"].items():
        for sides in [entry["conflict"] for entry in entries if "conflict" in entry]:
            listed = {value for side in sides.values() if isinstance(side, list) for value in side}
            schema = follow(DOCUMENT, steps_of(element))
            for value in listed.difference(schema.get("enum", ())):
                assert f"`{value}`" in schema["description"]


@named("steps", places(lambda steps, _: steps[-1] in RANGES) + ENUM_VALUES + PROPERTIES + EXAMPLES, ids=pointer)
def test_nothing_can_be_dropped(steps: Steps) -> None:
    assert faults(without(steps))


@named("steps", [(*steps, len(follow(DOCUMENT, steps))) for steps in ENUMS], ids=pointer)
def test_no_enum_value_can_be_added(steps: Steps) -> None:
    assert faults(with_(steps, "cancelled"))


@named("steps", [(*steps, "nickname") for steps in PROPERTY_MAPS], ids=pointer)
@named("schema", [{"type": "string"}, {}, {"$ref": "#/components/schemas/Gender"}], ids=str)
def test_no_property_can_be_added(steps: Steps, schema: dict[str, Any]) -> None:
    assert faults(with_(steps, schema))


@named(
    ("steps", "keyword"),
    [
        (steps, keyword)
        for steps in SCHEMAS
        for keyword in ("minimum", "maximum", "example", "enum", "default", "nullable", "required")
        if keyword not in follow(DOCUMENT, steps)
    ],
    ids=lambda value: value if isinstance(value, str) else pointer(value),
)
def test_no_constraint_and_no_example_can_be_added(steps: Steps, keyword: str) -> None:
    assert faults(with_((*steps, keyword), [] if keyword in ("enum", "required") else 0))


@named("steps", places(lambda steps, _: steps[-1] in RANGES) + ENUM_VALUES, ids=pointer)
def test_no_option_and_no_range_can_be_changed(steps: Steps) -> None:
    assert faults(with_(steps, "other"))


def inner_values() -> Iterator[Steps]:
    """Every value inside the example bodies."""
    for steps in EXAMPLE_BODIES:
        for inner, node in walk(follow(DOCUMENT, steps), steps):
            if inner != steps and not isinstance(node, dict | list):
                yield inner


@named("steps", list(inner_values()), ids=pointer)
def test_no_value_of_an_example_body_can_be_dropped_or_changed(steps: Steps) -> None:
    assert faults(without(steps))
    assert faults(with_(steps, "other"))


def sample_fields() -> Iterator[str]:
    """The page's fields, as the names of the properties that lead to them."""
    for steps, _ in walk(PAGE["sample"]):
        if steps and isinstance(steps[-1], str):
            yield ".".join(str(step) for step in steps if isinstance(step, str))


@named("field", sorted(set(sample_fields())))
def test_the_page_alone_misses_a_field_that_is_dropped(field: str) -> None:
    name = field.rpartition(".")[2]
    document = copy.deepcopy(DOCUMENT)
    for steps in PROPERTY_MAPS:
        follow(document, steps).pop(name, None)
    assert any(
        line.startswith((f"{field}:", f"{field.replace('fraud_signals.', 'fraud_signals[].')}:"))
        for line in omissions(document, PAGE)
    )


@named("field", PAGE["attributes"])
def test_the_page_alone_misses_options_ranges_and_examples(field: str) -> None:
    document = copy.deepcopy(DOCUMENT)
    properties = document["components"]["schemas"]["Verification"]["properties"]
    schema = resolve(document, properties[field])
    for keyword in ("enum", "minimum", "maximum", "example"):
        schema.pop(keyword, None)
    assert any(line.startswith(f"{field}, ") for line in omissions(document, PAGE))


def test_the_page_finds_its_fields_however_the_schemas_are_put_together() -> None:
    document = copy.deepcopy(DOCUMENT)
    parts = document["components"]["schemas"]["FaceMatchCheck"]["allOf"]
    parts[1] = {"allOf": [parts[1]]}
    operation = document["paths"]["/identity/verifications/{id}/cancel"]["post"]
    document["paths"]["/identity/verifications/{id}/cancel"]["parameters"] = operation.pop("parameters")
    document["security"] = operation.pop("security")
    assert list(omissions(document, PAGE)) == []
    del parts[1]["allOf"][0]["properties"]["threshold"]
    assert list(omissions(document, PAGE)) == ["checks.face_match.threshold: the page has it, the document does not"]


@named("fact", sorted(PAGE["operation"]))
def test_the_page_alone_misses_what_the_operation_lacks(fact: str) -> None:
    page = copy.deepcopy(PAGE)
    page["operation"][fact] = "OTHER"
    assert list(omissions(DOCUMENT, page))


def entry(**words: Any) -> dict[str, Any]:
    sources = copy.deepcopy(SOURCES)
    sources["entries"]["/components/schemas/RiskLevel"] = [words]
    return sources


@named(
    ("sources", "complaint"),
    [
        (entry(documented="nowhere", states={"type": "string"}), "the page 'nowhere' is not listed"),
        (entry(documented="reference", states={"type": "string"}), "is not the transcribed one"),
        (entry(elsewhere="cancel-verification", states={"type": "string"}), "is the transcribed one"),
        (entry(elsewhere="reference", states={"type": "number"}), "the document says 'string', its source 'number'"),
        (entry(elsewhere="reference", covers=["title"]), "has a source, but is not in the document"),
        (entry(elsewhere="reference", covers=["type", "type"]), "has more than one source"),
        (entry(conflict={"reference": "low", "nowhere": "high"}, covers=["enum"]), "the page 'nowhere' is not listed"),
        (
            entry(conflict={"reference": "high", "cancel-verification": ["low"]}, states={"enum": ["low", "medium"]}),
            "the document says ['low', 'medium'], the transcribed page's side is ['low']",
        ),
        (
            entry(conflict={"reference": "high", "cancel-verification": "low"}, states={"enum": ["low"]}),
            "the document says ['low'], the transcribed page's side is 'low'",
        ),
        (entry(conflict={"reference": ["low"], "risk-scoring": ["low"]}, covers=["enum"]), "two sides of the conflict"),
        (entry(elsewhere="reference", covers=["enum"]), "/enum/0: is no prose; write `states`, with the value"),
    ],
)
def test_a_source_that_cannot_be_right_is_named(sources: dict[str, Any], complaint: str) -> None:
    assert any(complaint in line for line in disagreements(DOCUMENT, sources))


def test_a_page_that_nothing_comes_from_is_named() -> None:
    sources = copy.deepcopy(SOURCES)
    sources["pages"]["pricing"] = "Pricing"
    assert any("nothing comes from the page 'pricing'" in line for line in disagreements(DOCUMENT, sources))


TRANSCRIBED = SOURCES["transcribed"]
# These are described on the transcribed page and on another, so either may be named.
DESCRIBED_TWICE = ("/paths/~1identity~1verifications~1{id}~1cancel/post", "/components/securitySchemes/bearerAuth")
ENTRIES = [
    (element, index)
    for element, entries in SOURCES["entries"].items()
    for index, entry in enumerate(entries)
    if element not in DESCRIBED_TWICE or entry.get("covers") != ["description"]
]


def remarked(element: str, index: int, mark: str, source: str) -> dict[str, Any]:
    """The sources, with one entry that gives its facts to another."""
    sources = copy.deepcopy(SOURCES)
    entry = sources["entries"][element][index]
    sources["entries"][element][index] = {mark: source} | {
        key: value for key, value in entry.items() if key in ("states", "covers")
    }
    return sources


def rests_on_page(element: str, index: int) -> bool:
    entry = SOURCES["entries"][element][index]
    return "documented" in entry or TRANSCRIBED in entry.get("conflict", ())


@named(("element", "index"), [place for place in ENTRIES if not rests_on_page(*place)])
def test_what_the_transcribed_page_does_not_say_cannot_be_ascribed_to_it(element: str, index: int) -> None:
    sources = remarked(element, index, "documented", TRANSCRIBED)
    assert any(
        line.startswith(element) and line.endswith("is said to be on the transcribed page, and is not")
        for line in misattributions(DOCUMENT, sources, PAGE)
    )


@named(("element", "index"), [place for place in ENTRIES if rests_on_page(*place)])
@named(("mark", "source"), [("inferred", "from the name"), ("elsewhere", "reference")])
def test_what_the_transcribed_page_says_cannot_be_ascribed_to_another(
    element: str, index: int, mark: str, source: str
) -> None:
    sources = remarked(element, index, mark, source)
    assert any(
        line.startswith(element) and "is on the transcribed page; write" in line
        for line in misattributions(DOCUMENT, sources, PAGE)
    )


@named(
    ("steps", "value"),
    [
        (("openapi",), "3.0.0"),
        (("info", "version"), "2024-01-01"),
        (("servers", 1, "url"), "https://sandbox.example.com/v1"),
        (("tags", 0, "name"), "Verifications"),
        (("components", "parameters", "VerificationId", "required"), 1),
        (("components", "headers", "RateLimitLimit", "example"), 300.0),
        (
            ("components", "schemas", "VerificationStatus", "enum"),
            sorted(DOCUMENT["components"]["schemas"]["VerificationStatus"]["enum"]),
        ),
    ],
    ids=str,
)
def test_a_value_that_only_looks_the_same_is_noticed(steps: Steps, value: Any) -> None:
    assert faults(with_(steps, value))


@named(
    ("old", "new"),
    [
        ("    - documented: cancel-verification\n", "    - hearsay: cancel-verification\n"),
        ("      covers: [description]\n", "      covers: description\n"),
        ("      covers: [description]\n", "      covers: [description]\n      doubtful: true\n"),
        ("      covers: [value]\n", ""),
        ("\nread: November 2026\n", "\nread: November 2026\nseen: often\n"),
        ("\nentries:\n", "\nentrys:\n"),
        ("  /components/schemas/Gender:\n", "  components/schemas/Gender:\n"),
        ("\nentries:\n", "\nentries:\n  /components/schemas/Ghost: []\n"),
        ("        verification-flow: a sample iterates the checks as a list\n", ""),
    ],
)
def test_a_malformed_file_of_sources_is_refused(project: Project, old: str, new: str) -> None:
    project.edit(project.root / "openapi" / "provenance.yaml", old, new)
    run = project.run("provenance")
    assert run.returncode == 1
    assert run.stderr.startswith("openapi/provenance.yaml:")
    assert "Traceback" not in run.stderr


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
def test_nothing_can_be_added_anywhere(steps: Steps, value: Any) -> None:
    assert faults(with_(steps, value))


def test_a_false_claim_is_reported(project: Project) -> None:
    sources = project.root / "openapi" / "provenance.yaml"
    project.edit(
        sources, "CheckStatus:\n    - elsewhere: reference\n", "CheckStatus:\n    - documented: cancel-verification\n"
    )
    run = project.run("provenance")
    assert run.returncode == 1
    assert "/components/schemas/CheckStatus/enum/0: is said to be on the transcribed page, and is not" in run.stderr


def test_a_source_of_nothing_is_reported(project: Project) -> None:
    sources = project.root / "openapi" / "provenance.yaml"
    project.edit(sources, "  /components/schemas/CheckStatus:\n", "  /components/schemas/Ghost:\n")
    run = project.run("provenance")
    assert run.returncode == 1
    assert "/components/schemas/Ghost/enum: has a source, but is not in the document" in run.stderr
    assert "/components/schemas/CheckStatus/enum/0: has no source" in run.stderr
    assert "Traceback" not in run.stderr


def test_what_is_missing_is_listed_with_the_remedy(project: Project) -> None:
    project.edit(project.document, "        - critical\n", "")
    run = project.run("provenance")
    assert run.returncode == 1
    assert "risk_level, options: the page says" in run.stderr
    assert run.stderr.endswith("where the fact comes from.\n")


def test_a_mistake_that_shows_in_many_places_is_told_on_one_screen(project: Project) -> None:
    project.edit(
        project.root / "openapi" / "provenance.yaml",
        "\ntranscribed: cancel-verification\n",
        "\ntranscribed: overview\n",
    )
    shutil.copy(PAGES / "cancel-verification.yaml", project.root / "openapi" / "pages" / "overview.yaml")
    run = project.run("provenance")
    assert run.returncode == 1
    assert len(run.stderr.splitlines()) < 24
    assert "more\n" in run.stderr
