"""The effect of each operation of the fake on its stored resources, and what its response shows of them."""

from pathlib import Path
from typing import Any

from scripts.common.json_pointer import resolve
from scripts.common.yaml_file import DocumentError
from scripts.contract import openapi
from scripts.contract.openapi import JSON
from scripts.generation.example_values import validator
from scripts.generation.fake_model import Operation, Resource
from scripts.generation.fake_schemas import accepted_properties, shared_properties
from scripts.generation.pages import is_paged, queries, totals
from scripts.generation.rest_semantics import PARAMETER, effect_of, without_names


def assign_effect(path: Path, document: dict[str, Any], operation: Operation, resources: list[Resource]) -> None:
    """Set the effect of an operation. Raises DocumentError if the fake cannot identify what it creates."""
    by_path = {each.item: each for each in resources}
    found = effect_of(operation.method, operation.path, list(by_path))
    if found and found.does == "create":
        operation.creates = found.item
    else:
        operation.creates = created_elsewhere(document, operation, resources)
        if found:
            operation.does, operation.item = found.does, found.item
    if operation.does == "update" and operation.method == "PUT" and creates_what_is_missing(document, operation):
        operation.does = "replace"
    acted_on, created = by_path.get(operation.item), by_path.get(operation.creates)
    if acted_on and operation.transition and not acted_on.start:
        acted_on.start = operation.transition["when"]
    if created:
        check_example(path, document, operation, created)
    if changed := created or (acted_on if operation.does in ("update", "replace") else None):
        accept(document, operation, changed)
    if operation.does == "list" or is_paged(document, operation.steps, operation.node):
        assign_list(document, operation, acted_on)
    elif shown := created or acted_on:
        assign_shown(document, operation, operation.schema, shown)


def created_elsewhere(document: dict[str, Any], operation: Operation, resources: list[Resource]) -> str:
    """The path of a resource that an operation on another path creates: it is marked, or a POST shows it."""
    for each in resources:
        if marked := operation.node.get("x-creates"):
            is_created = without_names(each.item) == without_names(marked)
        else:
            is_shown = resolve(document, operation.schema) is resolve(document, each.origin.schema)
            has_place = set(PARAMETER.findall(each.item)[:-1]) <= operation.parameters.keys()
            is_elsewhere = not operation.path.startswith(each.item)
            is_created = operation.method == "POST" and is_shown and has_place and is_elsewhere
        if is_created:
            return each.item
    return ""


def creates_what_is_missing(document: dict[str, Any], operation: Operation) -> bool:
    """Whether 201 is documented, with the same schema as the usual success."""
    response = resolve(document, operation.node["responses"].get("201", {}))
    return bool(response) and response.get("content", {}).get(JSON, {}).get("schema", {}) == operation.schema


def check_example(path: Path, document: dict[str, Any], operation: Operation, resource: Resource) -> None:
    """Raise DocumentError if what an operation creates has no example, from which others can be numbered."""
    example = resource.origin.sample.get(resource.key)
    numbered = f"{example[:-1]}1" if isinstance(example, str) else example
    if resource.key and not validator(document, resource.key_schema).is_valid(numbered):
        message = (
            f"the fake numbers what is created. Give the property {resource.key!r} of {resource.name!r} an example"
        )
        raise DocumentError(path, f"{message} that may end with any digit.", steps=operation.steps)


def accept(document: dict[str, Any], operation: Operation, resource: Resource) -> None:
    """Let requests set the properties of a resource that are in the body of an operation."""
    for each in resolve(document, operation.node.get("requestBody", {})).get("content", {}).values():
        accepted = accepted_properties(document, each.get("schema", {}), resource.origin.schema)
        resource.schemas |= {name: schema for name, schema in accepted.items() if name != resource.key}


def assign_list(document: dict[str, Any], operation: Operation, stored: Resource | None) -> None:
    """Set where the items of a list are, whether they are stored, and how a query selects them."""
    places = {"": operation.schema, **openapi.properties(document, operation.schema)}
    schemas = {name: resolve(document, each) for name, each in places.items()}
    lists = {name: each["items"] for name, each in schemas.items() if each.get("type") == "array"}
    if operation.does == "list" and stored:
        lists = {name: items for name, items in lists.items() if assign_shown(document, operation, items, stored)}
        if not lists:
            operation.does = operation.item = ""
            return
    operation.listed_in = "data" if "data" in lists else next(iter(lists))
    known = openapi.properties(document, lists[operation.listed_in])
    asked = queries(document, operation.steps, operation.node)
    operation.filters = tuple(name for name in asked if name in known and name not in ("limit", "starting_after"))
    operation.limit = resolve(document, asked.get("limit", {})).get("default")
    operation.totals = totals(document, operation.schema)


def assign_shown(document: dict[str, Any], operation: Operation, schema: Any, resource: Resource) -> bool:
    """Set what a response or an item with this schema shows of a resource. Returns whether it shows anything."""
    operation.is_shown = resolve(document, schema) is resolve(document, resource.origin.schema)
    operation.shared = () if operation.is_shown else shared_properties(document, schema, resource.origin.schema)
    return operation.is_shown or bool(operation.shared)
