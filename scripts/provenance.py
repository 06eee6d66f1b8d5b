"""Check that the document and its sources agree.

Every node below `paths` and `components` must be vouched for by one entry of openapi/provenance.yaml,
every entry must vouch for something that the document holds, and every fact of the transcribed page,
kept in openapi/pages/, must stand in the document as the page states it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from scripts import document as openapi
from scripts.document import ROOT, BrokenDocument, Steps, follow, pointer, resolve, steps_of
from scripts.problem import Problem, run

PROVENANCE = ROOT / "openapi" / "provenance.yaml"
PAGES = ROOT / "openapi" / "pages"

MARKS = {
    "documented": "documented on the transcribed page",
    "elsewhere": "documented elsewhere",
    "inferred": "inferred",
    "conflict": "in conflict",
}

TEXT = {"type": "string", "minLength": 1}

PROVENANCE_FORMAT = {
    "type": "object",
    "required": ["transcribed", "pages", "entries"],
    "properties": {
        "transcribed": TEXT,
        "pages": {"type": "object", "additionalProperties": TEXT},
        "entries": {
            "type": "object",
            "additionalProperties": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "documented": TEXT,
                        "elsewhere": TEXT,
                        "inferred": TEXT,
                        "conflict": {"type": "object", "minProperties": 2, "additionalProperties": TEXT},
                        "states": {"type": "object", "minProperties": 1},
                        "covers": {"type": "array", "minItems": 1, "items": TEXT},
                    },
                    "additionalProperties": False,
                    "oneOf": [{"required": [mark]} for mark in MARKS],
                    "anyOf": [{"required": ["states"]}, {"required": ["covers"]}],
                },
            },
        },
    },
}

PAGE_FORMAT = {
    "type": "object",
    "required": ["operation", "sample", "attributes"],
    "properties": {
        "operation": {
            "type": "object",
            "required": ["summary", "method", "server", "path", "tag", "security", "status", "media_type", "response"],
            "properties": {"path_parameters": {"type": "array", "items": TEXT}},
            "additionalProperties": TEXT,
        },
        "sample": {"type": "object"},
        "attributes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field"],
                "properties": {
                    "field": TEXT,
                    "options": {"type": "array"},
                    "range": {"type": "array", "minItems": 2, "maxItems": 2},
                    "example": {},
                },
                "additionalProperties": False,
            },
        },
    },
}


@dataclass
class Claim:
    """One node that an entry of the provenance vouches for."""

    place: str
    mark: str
    pages: list[str]
    states: bool
    value: Any = None


def main() -> None:
    document = openapi.load()
    provenance = read(PROVENANCE, PROVENANCE_FORMAT)
    page = read(PAGES / f"{provenance['transcribed']}.yaml", PAGE_FORMAT)
    faults = [*disagreements(document, provenance), *omissions(document, page)]
    if faults:
        mend = "Mend the document, or say in openapi/provenance.yaml where the fact comes from."
        raise Problem("\n".join(["The document and its sources disagree.", *faults, mend]))
    marks = Counter(claim.mark for claim in claims(provenance) for _ in leaves(*find(document, claim.place)))
    print(f"Each of the document's {marks.total()} statements has its source:")
    for mark, meaning in MARKS.items():
        print(f"  {marks[mark]:4}  {meaning}")


def read(path: Path, form: dict[str, Any]) -> dict[str, Any]:
    """What a YAML file holds, if it has the form that it should."""
    content = openapi.read_yaml(path)
    error = best_match(Draft202012Validator(form).iter_errors(content))
    if error:
        raise BrokenDocument(path, f"{error.message}.", steps=tuple(error.absolute_path))
    return content


def claims(provenance: dict[str, Any]) -> Iterator[Claim]:
    """Everything that the entries vouch for."""
    for element, entries in provenance["entries"].items():
        for entry in entries:
            mark = next(mark for mark in MARKS if mark in entry)
            pages = list(entry[mark]) if mark == "conflict" else [] if mark == "inferred" else [entry[mark]]
            for relative, value in entry.get("states", {}).items():
                yield Claim(f"{element}/{relative}", mark, pages, True, value)
            for relative in entry.get("covers", ()):
                yield Claim(f"{element}/{relative}", mark, pages, False)


def find(document: dict[str, Any], place: str) -> tuple[Any, Steps]:
    """The node that a JSON pointer names, and the steps that lead to it."""
    steps = steps_of(place)
    return follow(document, steps), steps


def leaves(node: Any, steps: Steps = ()) -> Iterator[str]:
    """Pointers to what states something at and below a node: values, and containers that hold nothing."""
    for place, value in openapi.walk(node, steps):
        if not isinstance(value, dict | list) or not value:
            yield pointer(place)


def disagreements(document: dict[str, Any], provenance: dict[str, Any]) -> Iterator[str]:
    """Where the document and its provenance differ, a line for each place."""
    times: Counter[str] = Counter()
    for claim in claims(provenance):
        yield from miscited(claim, provenance)
        try:
            node, steps = find(document, claim.place)
        except LookupError:
            yield f"{claim.place}: has a source, but is not in the document"
            continue
        times.update(leaves(node, steps))
        if claim.states and claim.value != node:
            yield f"{claim.place}: the document says {node!r}, its source {claim.value!r}"
    for part in ("paths", "components"):
        for leaf in leaves(document.get(part, {}), (part,)):
            if times[leaf] != 1:
                yield f"{leaf}: has {'more than one source' if times[leaf] else 'no source'}"


def miscited(claim: Claim, provenance: dict[str, Any]) -> Iterator[str]:
    """Where a claim names a page that is not known, or gives it the wrong mark."""
    for page in claim.pages:
        if page not in provenance["pages"]:
            yield f"{claim.place}: the page {page!r} is not listed under `pages`"
        elif claim.mark == "documented" and page != provenance["transcribed"]:
            yield f"{claim.place}: the page {page!r} is not the transcribed one; write `elsewhere: {page}`"
        elif claim.mark == "elsewhere" and page == provenance["transcribed"]:
            yield f"{claim.place}: the page {page!r} is the transcribed one; write `documented: {page}`"


def omissions(document: dict[str, Any], page: dict[str, Any]) -> Iterator[str]:
    """What the transcribed page states and the document does not, a line for each fact."""
    facts = page["operation"]
    operation = document["paths"].get(facts["path"], {}).get(facts["method"].lower())
    if operation is None:
        yield f"{facts['method']} {facts['path']}: the page has this operation, the document does not"
        return
    yield from differing_operation(document, operation, facts)
    response = resolve(document, operation["responses"].get(facts["status"], {}))
    content = response.get("content", {}).get(facts["media_type"], {})
    examples = [resolve(document, example).get("value") for example in content.get("examples", {}).values()]
    if page["sample"] not in examples:
        yield "sample: the page's sample body is not, as it stands, an example of the response"
    yield from absent(document, content.get("schema", {}), page["sample"])
    for attribute in page["attributes"]:
        yield from differing_attribute(document, content.get("schema", {}), attribute)


def differing_operation(document: dict[str, Any], operation: dict[str, Any], facts: dict[str, Any]) -> Iterator[str]:
    """Where the operation is not what the page says of it."""
    schemes = document["components"].get("securitySchemes", {})
    parameters = [resolve(document, parameter) for parameter in operation.get("parameters", ())]
    response = resolve(document, operation["responses"].get(facts["status"], {}))
    found = {
        "summary": [operation.get("summary")],
        "server": [server["url"] for server in document.get("servers", ())],
        "tag": operation.get("tags", ()),
        "security": [schemes[name]["scheme"] for scheme in operation.get("security", ()) for name in scheme],
        "path_parameters": [[parameter["name"] for parameter in parameters if parameter["in"] == "path"]],
        "response": [response.get("description")],
        "media_type": list(response.get("content", ())),
    }
    for fact, values in found.items():
        if facts[fact] not in values:
            yield f"operation, {fact}: the page says {facts[fact]!r}, the document {values!r}"


def absent(document: dict[str, Any], schema: dict[str, Any], sample: Any, field: str = "") -> Iterator[str]:
    """The fields of a sample for which the schema has no property."""
    schema = resolve(document, schema)
    if isinstance(sample, list):
        for item in sample:
            yield from absent(document, schema.get("items", {}), item, f"{field}[]")
    elif isinstance(sample, dict):
        known = properties(document, schema)
        for name, value in sample.items():
            path = f"{field}.{name}" if field else name
            if name in known:
                yield from absent(document, known[name], value, path)
            else:
                yield f"{path}: the page has this field, the schema does not"


def differing_attribute(document: dict[str, Any], schema: Any, attribute: dict[str, Any]) -> Iterator[str]:
    """Where a property does not have the options, the range or the example that the page gives it."""
    field = attribute["field"]
    for name in field.split("."):
        schema = resolve(document, properties(document, schema).get(name, {}))
    found = {
        "options": schema.get("enum"),
        "range": [schema.get("minimum"), schema.get("maximum")],
        "example": schema.get("example"),
    }
    for fact in attribute.keys() - {"field"}:
        if attribute[fact] != found[fact]:
            yield f"{field}, {fact}: the page says {attribute[fact]!r}, the document {found[fact]!r}"


def properties(document: dict[str, Any], schema: Any) -> dict[str, Any]:
    """The properties of a schema, with those of the schemas that it combines."""
    schema = resolve(document, schema)
    found = dict(schema.get("properties", {}))
    for part in schema.get("allOf", ()):
        found |= properties(document, part)
    return found


if __name__ == "__main__":
    run(main)
