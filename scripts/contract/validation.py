"""Read an OpenAPI document, or say where it is broken and how.

The generator drops an operation that it cannot parse, or whose operationId another one has, so a
broken document has to be refused before the generator sees it.
"""

import re
from functools import cache
from pathlib import Path
from textwrap import shorten
from typing import Any

import jsonschema_rs
from jsonschema import Draft4Validator, ValidationError
from jsonschema.exceptions import best_match, relevance
from openapi_spec_validator import OpenAPIV30SpecValidator
from openapi_spec_validator.schemas import schema_v30

from scripts.common.json_pointer import Steps, follow, parse_pointer, walk
from scripts.common.yaml_file import DocumentError, read_yaml
from scripts.contract.openapi import SECTIONS, is_data, keywords, operations
from scripts.contract.unsupported import unsupported_features


def load(path: Path) -> dict[str, Any]:
    """The document, if the generator can be trusted with it; a BrokenDocument otherwise."""
    document = read_yaml(path)
    check_version(path, document)
    check_structure(path, document)
    check_references(path, document)
    check_operations(path, document)
    for message, steps in unsupported_features(document, list(operations(document))):
        raise DocumentError(path, message, steps=steps)
    check_rest(path, document)
    return document


def check_version(path: Path, document: dict[str, Any]) -> None:
    """Fail where the document is not one of OpenAPI 3.0."""
    version = document.get("openapi", f"Swagger {document['swagger']}" if "swagger" in document else "unknown")
    if not re.fullmatch(r"3\.0\.\d+", str(version)):
        message = f"the version of OpenAPI is {version}. The client can be made from 3.0, such as `openapi: 3.0.3`."
        raise DocumentError(path, message, steps=("openapi",))


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
    raise DocumentError(path, f"{message}.", steps=tuple(error.absolute_path))


def check_references(path: Path, document: dict[str, Any]) -> None:
    """Fail where a `$ref` leaves the document, points at nothing, or leads back to itself."""
    for steps, node in walk(document):
        if is_data(steps):
            continue
        section = section_for(steps)
        seen = []
        while isinstance(node, dict) and isinstance(node.get("$ref"), str):
            reference = node["$ref"]
            target = parse_pointer(reference.removeprefix("#"))
            if not reference.startswith("#/"):
                message = f"$ref {reference!r} names no part of this document. Write it as '#/components/...'."
                raise DocumentError(path, message, steps=steps)
            if section and target[0] == "components" and target[1:2] != (section,):
                message = f"$ref {reference!r} should name one of '#/components/{section}/...' here."
                raise DocumentError(path, message, steps=steps)
            if reference in seen:
                raise DocumentError(path, f"$ref {reference!r} leads back to itself.", steps=steps)
            seen.append(reference)
            try:
                node = follow(document, target)
            except LookupError:
                message = f"$ref {reference!r} points at nothing. Correct it, or add what it names."
                raise DocumentError(path, message, steps=steps) from None


def section_for(steps: Steps) -> str | None:
    """The section of `components` that a reference at this place has to name, where the place tells."""
    if "schema" in keywords(steps) or steps[:2] == ("components", "schemas"):
        return "schemas"
    if steps[-1:] == ("requestBody",):
        return "requestBodies"
    return next((section for section in SECTIONS if section in steps[-2:-1]), None)


def check_operations(path: Path, document: dict[str, Any]) -> None:
    """Fail without a server or an operation, and where an operation names what there is not."""
    if not document.get("servers"):
        raise DocumentError(path, "has no `servers`. Name at least the one that the client calls.")
    if not list(operations(document)):
        raise DocumentError(path, "has no operation. Add one below `paths`.", steps=("paths",))
    for steps, operation in operations(document):
        name = operation.get("operationId")
        if not name:
            raise DocumentError(path, "the operation has no operationId, which names its method.", steps=steps)
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
            message = f"operationId {name!r} makes no Python name. Use letters, digits and underscores."
            raise DocumentError(path, message, steps=(*steps, "operationId"))
    schemes = document.get("components", {}).get("securitySchemes", {})
    for steps, holder in [((), document), *operations(document)]:
        for scheme in (name for alternative in holder.get("security", ()) for name in alternative):
            if scheme not in schemes:
                message = f"{scheme!r} is not one of the securitySchemes: {', '.join(schemes) or 'there is none'}."
                raise DocumentError(path, message, steps=(*steps, "security"))


def check_rest(path: Path, document: dict[str, Any]) -> None:
    """Fail where openapi-spec-validator still finds something."""
    # It takes an extension that stands among the paths for a path.
    paths = {route: item for route, item in document["paths"].items() if not route.startswith("x-")}
    try:
        for error in OpenAPIV30SpecValidator(document | {"paths": paths}).iter_errors():
            # This validator does not say where, but it hands out the very node that it found fault with.
            steps = next((steps for steps, node in walk(document) if node is error.instance), ())
            raise DocumentError(path, f"openapi-spec-validator: {error.message}. Correct it.", steps=steps)
    except RecursionError:
        raise DocumentError(path, "a schema is part of itself through `allOf`, `anyOf` or `oneOf`.") from None
    except (LookupError, TypeError, ValueError) as error:
        # What it cannot parse, a path template with a stray brace for one, it leaves to Python to complain of.
        raise DocumentError(path, f"openapi-spec-validator cannot read it: {error}.") from None
