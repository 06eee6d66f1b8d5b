"""Template data for FakeTXCloud: each operation's responses and its effect on stored resources."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openapi_python_client.config import Config
from openapi_python_client.strings import PythonIdentifier

from scripts.common.json_pointer import resolve
from scripts.contract import openapi
from scripts.generation.fake_effects import assign_effect
from scripts.generation.fake_errors import describe_other_statuses
from scripts.generation.fake_model import Fake, Operation, Parameter, Resource
from scripts.generation.fake_responses import ExampleResponse, named_responses
from scripts.generation.fake_schemas import inlined
from scripts.generation.rest_semantics import PARAMETER, effect_of, item_paths

# The effects of the operations that show the content of an item, the best evidence first.
EVIDENCE = ("show", "update", "transition", "create", "act")


def build_fake_model(path: Path, document: dict[str, Any], config: Config, error_classes: Mapping[int, str]) -> Fake:
    """Build the data from the document."""
    found = Fake()
    for steps, node in openapi.operations(document):
        name = PythonIdentifier(node["operationId"], config.field_prefix)
        responses = dict(named_responses(path, document, node, steps, found.responses))
        # With 201, a PUT says that it created something.
        successes = [status for status in responses if openapi.is_success(status)]
        success = next((each for each in successes if each != "201" or steps[-1] != "put"), "201")
        shown = found.responses[responses[success]]
        in_path = {each["name"]: each for each in openapi.parameters(document, steps[1], node) if each["in"] == "path"}
        found.operations.append(Operation(name, steps, node, in_path, success, responses, shown.schema, shown.content))
    describe_other_statuses(document, found, error_classes)
    found.resources = list(resources(document, found.operations, config))
    for operation in found.operations:
        assign_effect(path, document, operation, found.resources)
        if operation.item and not {"404", "4XX", "default"} & set(operation.responses):
            operation.responses["404"] = "no such resource"
            found.responses["no such resource"] = ExampleResponse({}, None, None, {})
    # If several paths match a request, the most specific one is meant.
    found.operations.sort(key=lambda each: (-each.path.count("/"), ["{" in part for part in each.path.split("/")]))
    return found


def resources(document: dict[str, Any], operations: list[Operation], config: Config) -> Iterator[Resource]:
    """The items whose content some operation shows."""
    items = item_paths(each.path for each in operations)
    names: set[str] = set()
    for item in items:
        origin = best_evidence(item, operations, items)
        if not origin:
            continue
        in_path = PARAMETER.findall(item)
        owner = next(each for each in operations if each.path.startswith(item))
        parameters = [parameter(document, owner.parameters[spelled], config) for spelled in in_path]
        known = openapi.properties(document, origin.schema)
        key = next((key for key in (in_path[-1], "id") if key in known), "")
        # What the path says holds as well, unless it is of another type.
        limits = [inlined(document, each) for each in (known.get(key, {}), owner.parameters[in_path[-1]]["schema"])]
        limits = [each for each in limits if key and each.get("type") == limits[0].get("type")]
        if limits:
            parameters[-1].type = "int" if limits[0].get("type") == "integer" else "str"
        limits = [each for each in limits if each not in ({}, {"type": "string"})]
        name = origin.schema["$ref"].rpartition("/")[2]
        # Several resources may have one schema.
        own = item.strip("/").replace("/", "_") if name in names else name
        method = f"add_{PythonIdentifier(own, config.field_prefix)}"
        method += "_" * (method in names)
        yield Resource(
            item=item,
            name=name,
            method=method,
            parameters=parameters,
            key=key,
            key_schema={"allOf": limits} if len(limits) > 1 else dict(*limits),
            origin=origin,
        )
        names |= {name, method}


def best_evidence(item: str, operations: list[Operation], items: list[str]) -> Operation | None:
    """The operation that is the best evidence of the content of an item."""
    found: dict[str, Operation] = {}
    for each in operations:
        done = effect_of(each.method, each.path, items)
        if done and done.item == item and "$ref" in each.schema and isinstance(each.sample, dict):
            found.setdefault("transition" if each.transition else done.does, each)
    return next((found[what] for what in EVIDENCE if what in found), None)


def parameter(document: dict[str, Any], declared: dict[str, Any], config: Config) -> Parameter:
    identifier = PythonIdentifier(declared["name"], config.field_prefix)
    argument = f"{identifier}_" if identifier in ("properties", "self") else identifier
    is_number = resolve(document, declared["schema"]).get("type") == "integer"
    return Parameter(argument, "int" if is_number else "str", declared.get("description", "As in its path."))
