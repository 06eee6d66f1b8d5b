"""What follows from a fact of the page: its places in the facts file, in the document and in the client."""

import ast
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from openapi_python_client.config import Config
from openapi_python_client.parser.properties.schemas import Class

from scripts.common.json_pointer import Steps, follow, pointer
from scripts.common.workspace import Workspace, short_path
from scripts.common.yaml_file import line_of
from scripts.contract.vendor_page import expected_facts
from scripts.generation.openapi_python_client import read_config


@dataclass(frozen=True)
class Place:
    """A place in a file: its line, and what is there."""

    path: Path
    line: int
    name: str

    def __str__(self) -> str:
        return f"{short_path(self.path)}:{self.line} {self.name}"


class Places:
    """Finds the places of facts."""

    def __init__(self, workspace: Workspace, document: dict[str, Any], facts_file: Path, facts: dict[str, Any]) -> None:
        self.workspace = workspace
        self.document = document
        self.facts_file = facts_file
        self.facts = facts
        self.expected = list(expected_facts(document, facts))

    def of(self, steps: Steps) -> Iterator[Place]:
        """The places that follow from the fact at these steps of the facts file, which may be new."""
        yield Place(self.facts_file, line_of(self.facts_file, steps), pointer(steps))
        in_document = self.in_document(steps)
        for each in in_document:
            yield Place(self.workspace.document, line_of(self.workspace.document, each), pointer(each))
        yield from dict.fromkeys(place for each in in_document for place in self.in_client(each))

    def in_document(self, steps: Steps) -> list[Steps]:
        """The places of a fact in the document, or for a new fact those of what it belongs to."""
        found: list[Steps] = []
        for subject in subjects(steps):
            if named := [fact.steps for fact in self.expected if fact.name == subject and ", " in subject]:
                found = named
            else:
                # A fact about something as a whole: the objects that the document describes it by.
                found = [fact.steps[:-1] for fact in self.expected if fact.name.partition(", ")[0] == subject]
            if found:
                break
        if steps[0] == "sample":
            found += [(*fact.steps, *steps[1:]) for fact in self.expected if fact.name == "sample"]
        return list(dict.fromkeys(map(self.existing, found or [self.operation])))

    @property
    def operation(self) -> Steps:
        return "paths", self.facts["operation"]["path"], self.facts["operation"]["method"].lower()

    def existing(self, steps: Steps) -> Steps:
        """A place, or the closest one around it that the document has."""
        while steps:
            with suppress(LookupError):
                follow(self.document, steps)
                break
            steps = steps[:-1]
        return steps

    def in_client(self, steps: Steps) -> Iterator[Place]:
        """The places in the client that are generated from one in the document."""
        package = self.workspace.contract.parent
        match steps:
            case ("components", "schemas", str(name), *inner):
                property_name = inner[inner.index("properties") + 1] if "properties" in inner[:-1] else None
                for schema in [name, *self.combining(name)]:
                    yield from self.in_model(schema, property_name)
            case ("components", "securitySchemes", *_):
                yield from functions(package / "_api_key.py", "authorize")
            case ("servers", *_):
                yield from assignments(package / "_contract.py", "ENVIRONMENTS")
            case ("paths", *_) | ("components", "parameters", *_):
                for path in package.glob("api/*/*.py"):
                    if f'route="{self.facts["operation"]["path"]}"' in path.read_text(encoding="utf-8"):
                        yield from functions(path, "request")

    def combining(self, name: str) -> list[str]:
        """The schemas that have the properties of a schema as well."""
        reference = {"$ref": f"#/components/schemas/{name}"}
        schemas = self.document["components"]["schemas"]
        return [other for other, schema in schemas.items() if reference in schema.get("allOf", ())]

    def in_model(self, schema: str, property_name: str | int | None) -> Iterator[Place]:
        """The class of a schema, or its attribute for a property."""
        name = str(Class.from_string(string=schema, config=self.config).name)
        if name not in self.models:
            return
        path, model = self.models[name]
        for node in model.body:
            match node:
                case ast.AnnAssign(target=ast.Name("_JSON_NAMES"), value=ast.Dict() as names):
                    attribute = ast.literal_eval(names).get(property_name)
                case ast.AnnAssign(target=ast.Name(id), lineno=line) if property_name and id == attribute:
                    yield Place(path, line, f"{name}.{id}")
                    return
        yield Place(path, model.lineno, name)

    @cached_property
    def config(self) -> Config:
        return read_config(self.workspace, self.workspace.document, self.workspace.package)

    @cached_property
    def models(self) -> dict[str, tuple[Path, ast.ClassDef]]:
        """The classes of the models, by name."""
        paths = sorted(self.workspace.contract.parent.glob("models/*.py"))
        return {
            node.name: (path, node) for path in paths for node in parsed(path).body if isinstance(node, ast.ClassDef)
        }


def subjects(steps: Steps) -> Iterator[str]:
    """What a fact is about, as `expected_facts` names it, from the closest on."""
    match steps:
        case ("request" | "authorizations", *_):
            yield "authorization"
        case ("operation", name, *_):
            yield f"operation, {name}"
        case ("parameters", place, name, *_):
            yield f"{place} parameter {name}"
        case ("responses", status, *key):
            yield from (f"response {status}, {str(each).replace('_', ' ')}" for each in key[:1])
            yield f"response {status}"
        case ("attributes", name, *key):
            yield from (f"{name}, {'minimum' if each == 'range' else each}" for each in key[:1])
            yield str(name)
            yield "the body"
        case ("sample", *inner):
            for stop in range(len(inner), 0, -1):
                yield "".join("[]" if isinstance(each, int) else f".{each}" for each in inner[:stop]).lstrip(".")
            yield "the body"


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path, name: str) -> Iterator[Place]:
    """The function with a name in a module."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            yield Place(path, node.lineno, f"{name}()")


def assignments(path: Path, name: str) -> Iterator[Place]:
    """The variable with a name in a module."""
    for node in parsed(path).body:
        match node:
            case ast.AnnAssign(target=ast.Name(id), lineno=line) if id == name:
                yield Place(path, line, name)
