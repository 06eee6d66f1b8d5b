"""Read an OpenAPI document, or report where it is broken and how.

The generator drops an operation that it cannot parse, or whose operationId is taken. A broken
document must therefore be refused before the generator reads it.
"""

import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from textwrap import shorten
from typing import Any

import jsonschema_rs
from jsonschema import Draft4Validator, Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match, relevance
from openapi_spec_validator import OpenAPIV30SpecValidator

from scripts.common.json_pointer import Steps, follow, reference_steps, walk
from scripts.common.yaml_file import DocumentError, read_yaml
from scripts.contract.openapi import SECTIONS, is_data, keywords, operations
from scripts.contract.unsupported import unsupported_features


def load(path: Path) -> dict[str, Any]:
    """The document in a file; raises DocumentError if it is invalid or unsupported."""
    document = read_yaml(path)
    check_version(path, document)
    check_structure(path, document)
    check_references(path, document)
    check_operations(path, document)
    for message, steps in unsupported_features(document, list(operations(document))):
        raise DocumentError(path, message, steps=steps)
    check_rest(path, document)
    return document


def read_document(path: Path) -> dict[str, Any]:
    """The document in a file, whether the client supports it or not; raises DocumentError if it is not valid."""
    document = read_yaml(path)
    if not re.fullmatch(r"3\.[01]\.\d+", str(document.get("openapi"))):
        check_version(path, document)
    check_structure(path, document)
    check_references(path, document)
    return document


def check_version(path: Path, document: dict[str, Any]) -> None:
    """Raise DocumentError if the version is not OpenAPI 3.0."""
    version = document.get("openapi", f"Swagger {document['swagger']}" if "swagger" in document else "unknown")
    if not re.fullmatch(r"3\.0\.\d+", str(version)):
        message = f"the version of OpenAPI is {version}. The generator supports 3.0: write `openapi: 3.0.3`"
        if str(version).startswith("3."):
            message += (
                ", and for what 3.0 does not have: `nullable: true` for the type 'null', an `enum` of one value for "
                "`const`, `example` for the `examples` of a schema, and `exclusiveMinimum: true` beside `minimum`"
            )
        message += "."
        raise DocumentError(path, message, steps=("openapi",))


@cache
def validators(version: str) -> tuple[Any, Any]:
    """Two validators of documents in a version of OpenAPI: a fast one, and a slow one with better error messages."""
    # Read as JSON, which it is. The library reads it as YAML, which takes longer than all else that it does.
    resource = files("openapi_spec_validator") / "resources" / "schemas" / f"v{version}" / "schema.json"
    schema = json.loads(resource.read_bytes())
    if version == "3.0":
        return jsonschema_rs.Draft4Validator(schema), Draft4Validator(schema)
    return jsonschema_rs.Draft202012Validator(schema), Draft202012Validator(schema)


def check_structure(path: Path, document: dict[str, Any]) -> None:
    """Raise DocumentError if the document does not match the schema of its version of OpenAPI."""
    version = str(document["openapi"])[:3]
    fast, slow = validators(version)
    if fast.is_valid(document):
        return
    error: ValidationError | None = best_match(slow.iter_errors(document))
    if not error:
        return
    error = cause(error)
    message = shorten(error.message, 200, placeholder=" ...")
    if error.validator == "additionalProperties":
        message = f"OpenAPI {version} does not allow a key here: {message}"
    raise DocumentError(path, f"{message}.", steps=tuple(error.absolute_path))


def cause(error: ValidationError) -> ValidationError:
    """The error that explains one, if its schema has alternatives."""
    while error.context:
        # If a schema or a reference is allowed, a missing `$ref` is never the error to report.
        likely = [each for each in error.context if each.message != "'$ref' is a required property"]
        error = max(likely or error.context, key=relevance)
    return error


def check_references(path: Path, document: dict[str, Any]) -> None:
    """Raise DocumentError if a `$ref` points outside the document, has no valid target, or is circular."""
    for steps, node in walk(document):
        if not isinstance(node, dict) or "$ref" not in node or is_data(steps):
            continue
        section = section_for(steps)
        seen = []
        while isinstance(node, dict) and isinstance(node.get("$ref"), str):
            reference = node["$ref"]
            target = reference_steps(reference)
            if not reference.startswith("#/"):
                message = f"$ref {reference!r} does not point into this document. Write it as '#/components/...'."
                raise DocumentError(path, message, steps=steps)
            if section and target[0] == "components" and target[1:2] != (section,):
                message = f"$ref {reference!r} must point to '#/components/{section}/...' here."
                raise DocumentError(path, message, steps=steps)
            if reference in seen:
                raise DocumentError(path, f"$ref {reference!r} is circular.", steps=steps)
            seen.append(reference)
            try:
                node = follow(document, target)
            except LookupError:
                message = f"$ref {reference!r} has no target. Correct it, or add the target."
                raise DocumentError(path, message, steps=steps) from None


def section_for(steps: Steps) -> str | None:
    """The section of `components` that a reference at this place must point into, or None."""
    if "schema" in keywords(steps) or steps[:2] == ("components", "schemas"):
        return "schemas"
    if steps[-1:] == ("requestBody",):
        return "requestBodies"
    return next((section for section in SECTIONS if section in steps[-2:-1]), None)


def check_operations(path: Path, document: dict[str, Any]) -> None:
    """Raise DocumentError if a server, an operation, its name or its security scheme is missing."""
    if not document.get("servers"):
        raise DocumentError(path, "has no `servers`. Name at least the one that the client calls.")
    if not list(operations(document)):
        raise DocumentError(path, "has no operation. Add one below `paths`.", steps=("paths",))
    for steps, operation in operations(document):
        name = operation.get("operationId")
        if not name:
            raise DocumentError(path, "the operation has no operationId, which names its method.", steps=steps)
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
            proposed = re.sub("[^A-Za-z0-9]+", "_", name).strip("_0123456789") or "getThing"
            message = f"operationId {name!r} is not a Python name. Write it as {proposed!r}, for example."
            raise DocumentError(path, message, steps=(*steps, "operationId"))
    schemes = document.get("components", {}).get("securitySchemes", {})
    for steps, holder in [((), document), *operations(document)]:
        for scheme in (name for alternative in holder.get("security", ()) for name in alternative):
            if scheme not in schemes:
                message = f"{scheme!r} is not one of the securitySchemes: {', '.join(schemes) or 'none'}."
                raise DocumentError(path, message, steps=(*steps, "security"))


def check_rest(path: Path, document: dict[str, Any]) -> None:
    """Raise DocumentError for the first error that openapi-spec-validator finds."""
    # It treats an extension among the paths as a path.
    paths = {route: item for route, item in document["paths"].items() if not route.startswith("x-")}
    validator = OpenAPIV30SpecValidator(document | {"paths": paths})
    try:
        # Its own iter_errors would first check the structure again.
        for error in validator.root_validator(validator.schema_path):
            # The validator does not report the place of an error, but it returns the node itself.
            steps = next((steps for steps, node in walk(document) if node is error.instance), ())
            raise DocumentError(path, f"openapi-spec-validator: {error.message}. Correct it.", steps=steps)
    except RecursionError:
        raise DocumentError(path, "a schema contains itself through `allOf`, `anyOf` or `oneOf`.") from None
    except (LookupError, TypeError, ValueError) as error:
        # It does not catch errors of its own parsing, of a path template with a stray brace for example.
        raise DocumentError(path, f"openapi-spec-validator cannot read it: {error}.") from None
