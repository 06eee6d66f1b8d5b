"""What the templates need of the document, and the generator's parser does not keep for them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openapi_python_client.config import Config
from openapi_python_client.parser import GeneratorData
from openapi_python_client.strings import PythonIdentifier

from scripts.common.json_pointer import resolve
from scripts.contract import openapi
from scripts.generation import imports
from scripts.generation.fake_model import build_fake_model
from scripts.generation.models import models
from scripts.generation.operations import Operations
from scripts.generation.python_types import PythonTypes


def template_context(path: Path, document: dict[str, Any], parsed: GeneratorData, config: Config) -> dict[str, Any]:
    """Data for the templates, by the name that they know it by."""
    types = PythonTypes(parsed.models)
    return {
        "environments": environments(document),
        "fake": build_fake_model(path, document, config),
        "operation_of": Operations(types, parameters(document, config)).operation,
        "models": models(types, personal_properties(document, parsed)),
        "imports": imports,
    }


def environments(document: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The servers, by the name that callers know them by, with the beginning of the keys that each takes."""
    return {
        server["x-environment"]: {
            "url": server["url"].rstrip("/"),
            "key_prefix": server["x-key-prefix"],
            "description": server.get("description", ""),
        }
        for server in document["servers"]
    }


def parameters(document: dict[str, Any], config: Config) -> dict[str, dict[str, str]]:
    """How each operation's parameters are described; the parser keeps only what their schemas say."""
    described: dict[str, dict[str, str]] = {}
    for (_, route, _), operation in openapi.operations(document):
        name = PythonIdentifier(operation["operationId"], config.field_prefix)
        described[name] = {
            f"{each['in']} {each['name']}": each["description"]
            for each in openapi.parameters(document, route, operation)
            if "description" in each
        }
    return described


def personal_properties(document: dict[str, Any], parsed: GeneratorData) -> dict[str, list[str]]:
    """The properties that hold personal data, by the name that the generator gives the model."""
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
    """What a schema, or one that it combines, has for a property."""
    schema = resolve(document, schema)
    if name in schema.get("properties", {}):
        yield schema["properties"][name]
    for part in schema.get("allOf", ()):
        yield from property_schemas(document, part, name)


def is_personal(document: dict[str, Any], schema: Any) -> bool:
    """Whether a schema's values are personal data: as it is marked, and without a mark they are."""
    schema = resolve(document, schema)
    if "x-pii" in schema:
        return bool(schema["x-pii"])
    if schema.get("properties"):
        # A model of its own, which says so of each of its properties.
        return False
    inner = [schema[key] for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)]
    inner += [part for key in ("allOf", "anyOf", "oneOf") for part in schema.get(key, ())]
    return not inner or any(is_personal(document, part) for part in inner)
