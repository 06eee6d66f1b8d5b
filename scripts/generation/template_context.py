"""The values that the templates print."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openapi_python_client.config import Config
from openapi_python_client.parser import GeneratorData
from openapi_python_client.strings import PythonIdentifier
from packaging.version import Version

from scripts.common.errors import PipelineError
from scripts.common.json_pointer import resolve
from scripts.common.workspace import Workspace, short_path
from scripts.contract import openapi
from scripts.contract.marks import is_personal
from scripts.contract.pages import is_paged
from scripts.generation import imports
from scripts.generation.config import development_status
from scripts.generation.docstrings import wrapped
from scripts.generation.fake_data import build_fake_model
from scripts.generation.models import models
from scripts.generation.operations import Operations
from scripts.generation.python_types import PythonTypes


def template_context(
    workspace: Workspace,
    path: Path,
    document: dict[str, Any],
    simpler: dict[str, Any],
    parsed: GeneratorData,
    config: Config,
) -> dict[str, Any]:
    """The values by their names in the templates; `simpler` is the document that the generator has parsed."""
    types = PythonTypes(parsed.models)
    classes = error_classes(workspace.runtime / "errors.py")
    operations = Operations(
        types,
        parameters(simpler, config),
        classes,
        deprecated={name_of(each, config) for _, each in openapi.operations(simpler) if each.get("deprecated")},
        paged={name_of(each, config) for steps, each in openapi.operations(simpler) if is_paged(simpler, steps, each)},
    )
    return {
        "contact": document["info"].get("contact", {}).get("url"),
        "development_status": development_status(Version(str(config.package_version_override))),
        "environments": environments(document),
        "fake": build_fake_model(path, document, config, classes),
        "header_parameters": header_parameters(document),
        "operations": {
            endpoint.name: operations.operation(endpoint)
            for collection in parsed.endpoint_collections_by_tag.values()
            for endpoint in collection.endpoints
        },
        "models": models(types, personal_properties(document, parsed)),
        "imports": imports,
        "wrapped": wrapped,
    }


def error_classes(errors: Path) -> dict[int, str]:
    """The names of the error classes by status, read from the runtime's module without running it."""
    try:
        module = ast.parse(errors.read_text(encoding="utf-8"))
    except SyntaxError as error:
        raise PipelineError(f"{short_path(errors)}:{error.lineno}: is not valid Python: {error.msg}.") from None
    for node in module.body:
        match node:
            case ast.AnnAssign(target=ast.Name("BY_STATUS"), value=ast.Dict(keys, names)):
                statuses = [ast.literal_eval(key) for key in keys if key]
                return dict(zip(statuses, map(ast.unparse, names), strict=True))
    raise PipelineError(f"{short_path(errors)} has no BY_STATUS, the error class for each status.")


def environments(document: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The servers by the names of their environments, with the prefix of their keys."""
    return {
        server["x-environment"]: {
            "url": server["url"].rstrip("/"),
            "key_prefix": server["x-key-prefix"],
            "description": server.get("description", ""),
        }
        for server in document["servers"]
    }


def parameters(document: dict[str, Any], config: Config) -> dict[str, dict[str, str]]:
    """The descriptions of each operation's parameters and body; the parser keeps only those of their schemas."""
    described: dict[str, dict[str, str]] = {}
    for (_, route, _), operation in openapi.operations(document):
        parts = {f"{each['in']} {each['name']}": each for each in openapi.parameters(document, route, operation)}
        parts["body"] = resolve(document, operation.get("requestBody", {}))
        described[name_of(operation, config)] = {
            part: each["description"] for part, each in parts.items() if "description" in each
        }
    return described


def header_parameters(document: dict[str, Any]) -> tuple[str, ...]:
    """The headers that operations take as arguments."""
    taken = [
        each
        for (_, route, _), node in openapi.operations(document)
        for each in openapi.parameters(document, route, node)
    ]
    return tuple(
        sorted(
            {
                "Cookie" if each["in"] == "cookie" else each["name"]
                for each in taken
                if each["in"] in ("cookie", "header")
            }
        )
    )


def name_of(operation: dict[str, Any], config: Config) -> str:
    """The name of an operation's method."""
    return PythonIdentifier(operation["operationId"], config.field_prefix)


def personal_properties(document: dict[str, Any], parsed: GeneratorData) -> dict[str, list[str]]:
    """The properties whose values identify a person, by class name."""
    found: dict[str, list[str]] = {}
    for model in parsed.models:
        schema = model.data.model_dump(mode="json", by_alias=True, exclude_none=True)
        names = [
            each.name.get_untrusted_value()
            for each in (model.required_properties or []) + (model.optional_properties or [])
        ]
        found[model.class_info.name] = [
            name
            for name in names
            if any(is_personal(document, each) for each in property_schemas(document, schema, name))
        ]
    return found


def property_schemas(document: dict[str, Any], schema: Any, name: str) -> Iterator[Any]:
    """The schemas of a property, in a schema and those that it combines."""
    schema = resolve(document, schema)
    if name in schema.get("properties", {}):
        yield schema["properties"][name]
    for part in schema.get("allOf", ()):
        yield from property_schemas(document, part, name)
