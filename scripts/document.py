"""Read an OpenAPI document, or say where it is broken and how.

The generator drops an operation that it cannot parse, or whose operationId another one has, so a
broken document has to be refused before the generator sees it.
"""

import copy
import hashlib
import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from textwrap import shorten
from typing import Any

import jsonschema_rs
from jsonschema import Draft4Validator, Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match, relevance
from openapi_spec_validator import OpenAPIV30SpecValidator
from openapi_spec_validator.schemas import schema_v30
from ruamel.yaml import YAML, MappingNode, SequenceNode
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from scripts.pointers import Steps, follow, pointer, resolve, steps_of, walk
from scripts.problem import Problem
from scripts.scope import misfits
from scripts.workspace import named

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

# What a reference may stand for besides a schema, by the section of `components` that holds it.
SECTIONS = ("parameters", "responses", "headers", "examples", "requestBodies", "securitySchemes", "links", "callbacks")

# Whatever stands below one of these is named by the author; a name may be that of a keyword.
NAMING = {*SECTIONS, "schemas", "properties", "paths", "content", "variables", "encoding", "mapping"}


class BrokenDocument(Problem):
    """A fault in a YAML file, at the line of the node that it concerns."""

    def __init__(self, path: Path, message: str, *, line: int | None = None, steps: Steps = ()) -> None:
        line = line or (line_of(path, steps) if steps else None)
        at = f"{named(path)}:{line}" if line else f"{named(path)}"
        super().__init__(f"{at}: {message}" + (f"\n  at {pointer(steps)}" if steps else ""))


def digest(path: Path) -> str:
    """The file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def line_of(path: Path, steps: Steps) -> int:
    """The line on which a node begins, or the last one on the way to it."""
    node = YAML(typ="safe").compose(path)
    line = 1
    for step in steps:
        if isinstance(node, MappingNode):
            found = [(key, value) for key, value in node.value if key.value == str(step)]
        elif isinstance(node, SequenceNode):
            found = [(item, item) for item in node.value[int(step) :]]
        else:
            break
        if not found:
            break
        line, node = found[0][0].start_mark.line + 1, found[0][1]
    return line


def read_yaml(path: Path, form: dict[str, Any] | None = None) -> dict[str, Any]:
    """The mapping that a YAML file holds, if it has the form that a JSON Schema describes."""
    if path.is_fifo():
        raise BrokenDocument(path, "can be read only once. Write the document to a file.")
    try:
        content = copy.deepcopy(parsed(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        mend = "" if named(path).is_absolute() else f" Restore it: git restore {named(path)}"
        raise BrokenDocument(path, f"there is no such file.{mend}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenDocument(path, f"cannot be read as UTF-8 text: {error}") from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BrokenDocument(path, f"is no YAML: {error.problem}.", line=mark.line + 1 if mark else None) from None
    except (YAMLError, ValueError) as error:
        raise BrokenDocument(path, f"is no YAML: {error}") from None
    except RecursionError:
        raise BrokenDocument(path, "is nested too deep to be read.") from None
    if not isinstance(content, dict):
        raise BrokenDocument(path, f"should hold a mapping, not {type(content).__name__}.")
    try:
        check_json(path, content)
    except RecursionError as error:
        raise BrokenDocument(path, str(error)) from None
    misfit: ValidationError | None = best_match(Draft202012Validator(form or {}).iter_errors(content))
    if misfit:
        raise BrokenDocument(path, f"{misfit.message}.", steps=tuple(misfit.absolute_path))
    return content


@lru_cache(maxsize=8)
def parsed(text: str) -> Any:
    """What YAML holds. One program reads the same file several times, and most of its time goes into that."""
    return YAML(typ="safe").load(text)


def write_yaml(path: Path, content: dict[str, Any]) -> None:
    """Write what a YAML file is to hold."""
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(content, file)


def load(path: Path) -> dict[str, Any]:
    """The document, if the generator can be trusted with it; a BrokenDocument otherwise."""
    document = read_yaml(path)
    check_version(path, document)
    check_structure(path, document)
    check_references(path, document)
    check_operations(path, document)
    for message, steps in misfits(document, list(operations(document))):
        raise BrokenDocument(path, message, steps=steps)
    check_rest(path, document)
    return document


def check_version(path: Path, document: dict[str, Any]) -> None:
    """Fail where the document is not one of OpenAPI 3.0."""
    version = document.get("openapi", f"Swagger {document['swagger']}" if "swagger" in document else "unknown")
    if not re.fullmatch(r"3\.0\.\d+", str(version)):
        message = f"the version of OpenAPI is {version}. The client can be made from 3.0, such as `openapi: 3.0.3`."
        raise BrokenDocument(path, message, steps=("openapi",))


def check_json(path: Path, content: dict[str, Any]) -> None:
    """Fail where YAML says more than JSON can, which every reader of the document understands differently."""
    for steps, node in walk(content):
        keys = [key for key in node if not isinstance(key, str)] if isinstance(node, dict) else []
        if keys:
            raise BrokenDocument(path, f"the key {keys[0]!r} is no string. Put it in quotes.", steps=(*steps, keys[0]))
        if isinstance(node, float) and not math.isfinite(node):
            raise BrokenDocument(path, f"{node} is not a number that JSON has.", steps=steps)
        if not isinstance(node, dict | list | str | int | float | None):
            raise BrokenDocument(path, f"{node} is read as a {type(node).__name__}. Put it in quotes.", steps=steps)


@cache
def openapi_30() -> tuple[jsonschema_rs.Draft4Validator, Draft4Validator]:
    """What tells at once whether a document has the form of OpenAPI 3.0, and what tells best why it has not."""
    schema = dict(schema_v30)
    return jsonschema_rs.Draft4Validator(schema), Draft4Validator(schema)


def check_structure(path: Path, document: dict[str, Any]) -> None:
    """Fail where the document is not what OpenAPI 3.0 allows."""
    quick, thorough = openapi_30()
    if quick.is_valid(document):
        return
    error: ValidationError | None = best_match(thorough.iter_errors(document))
    if not error:
        return
    while error.context:
        # Where a schema or a reference may stand, a missing `$ref` is never the fault to name.
        likely = [e for e in error.context if e.message != "'$ref' is a required property"]
        error = max(likely or error.context, key=relevance)
    message = shorten(error.message, 200, placeholder=" ...")
    if error.validator == "additionalProperties":
        message = f"a key is not one that OpenAPI 3.0 has here: {message}"
    raise BrokenDocument(path, f"{message}.", steps=tuple(error.absolute_path))


def check_references(path: Path, document: dict[str, Any]) -> None:
    """Fail where a `$ref` leaves the document, points at nothing, or leads back to itself."""
    for steps, node in walk(document):
        if is_data(steps):
            continue
        section = section_for(steps)
        seen = []
        while isinstance(node, dict) and isinstance(node.get("$ref"), str):
            reference = node["$ref"]
            target = steps_of(reference.removeprefix("#"))
            if not reference.startswith("#/"):
                message = f"$ref {reference!r} names no part of this document. Write it as '#/components/...'."
                raise BrokenDocument(path, message, steps=steps)
            if section and target[0] == "components" and target[1:2] != (section,):
                message = f"$ref {reference!r} should name one of '#/components/{section}/...' here."
                raise BrokenDocument(path, message, steps=steps)
            if reference in seen:
                raise BrokenDocument(path, f"$ref {reference!r} leads back to itself.", steps=steps)
            seen.append(reference)
            try:
                node = follow(document, target)
            except LookupError:
                message = f"$ref {reference!r} points at nothing. Correct it, or add what it names."
                raise BrokenDocument(path, message, steps=steps) from None


def section_for(steps: Steps) -> str | None:
    """The section of `components` that a reference at this place has to name, where the place tells."""
    if "schema" in keywords(steps) or steps[:2] == ("components", "schemas"):
        return "schemas"
    if steps[-1:] == ("requestBody",):
        return "requestBodies"
    return next((section for section in SECTIONS if section in steps[-2:-1]), None)


def is_data(steps: Steps) -> bool:
    """Whether a place is inside a value that the document quotes, where `$ref` is a key like any other."""
    words = keywords(steps)
    return any(word in ("example", "value", "default", "enum") or str(word).startswith("x-") for word in words)


def keywords(steps: Steps) -> list[str | int]:
    """The steps that are words of OpenAPI, not names that the author chose."""
    found = []
    is_name = False
    for step in steps:
        if not is_name:
            found.append(step)
        is_name = not is_name and step in NAMING
    return found


def check_operations(path: Path, document: dict[str, Any]) -> None:
    """Fail without a server or an operation, and where an operation names what there is not."""
    if not document.get("servers"):
        raise BrokenDocument(path, "has no `servers`. Name at least the one that the client calls.")
    if not list(operations(document)):
        raise BrokenDocument(path, "has no operation. Add one below `paths`.", steps=("paths",))
    for steps, operation in operations(document):
        name = operation.get("operationId")
        if not name:
            raise BrokenDocument(path, "the operation has no operationId, which names its method.", steps=steps)
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
            message = f"operationId {name!r} makes no Python name. Use letters, digits and underscores."
            raise BrokenDocument(path, message, steps=(*steps, "operationId"))
    schemes = document.get("components", {}).get("securitySchemes", {})
    for steps, holder in [((), document), *operations(document)]:
        for scheme in (name for alternative in holder.get("security", ()) for name in alternative):
            if scheme not in schemes:
                message = f"{scheme!r} is not one of the securitySchemes: {', '.join(schemes) or 'there is none'}."
                raise BrokenDocument(path, message, steps=(*steps, "security"))


def check_rest(path: Path, document: dict[str, Any]) -> None:
    """Fail where openapi-spec-validator still finds something."""
    # It takes an extension that stands among the paths for a path.
    paths = {route: item for route, item in document["paths"].items() if not route.startswith("x-")}
    try:
        for error in OpenAPIV30SpecValidator(document | {"paths": paths}).iter_errors():
            # This validator does not say where, but it hands out the very node that it found fault with.
            steps = next((steps for steps, node in walk(document) if node is error.instance), ())
            raise BrokenDocument(path, f"openapi-spec-validator: {error.message}. Correct it.", steps=steps)
    except RecursionError:
        raise BrokenDocument(path, "a schema is part of itself through `allOf`, `anyOf` or `oneOf`.") from None
    except (LookupError, TypeError, ValueError) as error:
        # What it cannot parse, a path template with a stray brace for one, it leaves to Python to complain of.
        raise BrokenDocument(path, f"openapi-spec-validator cannot read it: {error}.") from None


def operations(document: dict[str, Any]) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """Every operation with the steps that lead to it."""
    for route, item in document["paths"].items():
        for method in METHODS if route.startswith("/") else ():
            if method in item:
                yield ("paths", route, method), item[method]


def parameters(document: dict[str, Any], route: str | int, operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The parameters of an operation, with those of its path."""
    declared = [*document["paths"][route].get("parameters", ()), *operation.get("parameters", ())]
    return [resolve(document, parameter) for parameter in declared]


def response_headers(document: dict[str, Any]) -> set[str]:
    """The names, in small letters, of the headers that the document declares for some response."""
    found: set[str] = set()
    for _, operation in operations(document):
        for status, response in operation["responses"].items():
            if not status.startswith("x-"):
                found.update(name.lower() for name in resolve(document, response).get("headers", ()))
    return found
