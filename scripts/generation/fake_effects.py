"""The effect of each operation of the fake on its stored resources, and what its response shows of them."""

from pathlib import Path
from typing import Any

from scripts.common.json_pointer import resolve
from scripts.common.yaml_file import DocumentError
from scripts.contract import openapi
from scripts.contract.openapi import JSON
from scripts.contract.pages import is_paged, queries, totals
from scripts.generation.example_values import example_for
from scripts.generation.fake_model import Operation, Resource
from scripts.generation.fake_schemas import accepted_properties, shared_properties
from scripts.generation.rest_semantics import PARAMETER, effect_of, without_names


def assign_effect(path: Path, document: dict[str, Any], operation: Operation, resources: list[Resource]) -> None:
    """Set the effect of an operation. Raises DocumentError if the fake cannot identify what it creates."""
    by_path = {each.item: each for each in resources}
    found = effect_of(operation.method, operation.path, list(by_path))
    does: str = found.does if found else ""
    acted_on = by_path[found.item] if found and does != "create" else None
    created = by_path[found.item] if found and does == "create" else created_elsewhere(document, operation, resources)
    if does == "update" and operation.method == "PUT" and "201" in operation.node["responses"]:
        does = "replace"
    if created:
        check_example(path, document, operation, created)
        operation.effect["creates"] = created.segments
    if changed := created or (acted_on if does in ("update", "replace") else None):
        accept(document, operation, changed)
    if does == "list" or is_paged(document, operation.steps, operation.node):
        listed = list_effect(document, operation, acted_on if does == "list" else None)
        operation.effect |= listed
        acted_on = acted_on if listed else None
    elif shown := created or acted_on:
        response = resolve(document, operation.node["responses"].get("201", {}))
        schema = operation.schema or response.get("content", {}).get(JSON, {}).get("schema", {})
        operation.effect |= shown_effect(document, schema, shown)
    if acted_on:
        operation.item = acted_on.item
        operation.effect["does"] = does
        acted_on.start = acted_on.start or operation.transition.get("when", {})


def created_elsewhere(document: dict[str, Any], operation: Operation, resources: list[Resource]) -> Resource | None:
    """The resource that an operation on another path creates: it is marked, or a POST shows it."""
    if marked := operation.node.get("x-creates"):
        return next((each for each in resources if without_names(each.item) == without_names(marked)), None)
    for each in resources:
        is_shown = resolve(document, operation.schema) is resolve(document, each.origin.schema)
        has_place = set(PARAMETER.findall(each.item)[:-1]) <= operation.parameters.keys()
        is_elsewhere = not operation.path.startswith(each.item)
        if operation.method == "POST" and is_shown and has_place and is_elsewhere:
            return each
    return None


def check_example(path: Path, document: dict[str, Any], operation: Operation, resource: Resource) -> None:
    """Raise DocumentError if what an operation creates has no example, from which others can be numbered."""
    example, fitting = resource.origin.sample.get(resource.key), openapi.validator(document, resource.key_schema)
    is_fit = isinstance(example, int) and (fitting.is_valid(1) or fitting.is_valid(example + 1))
    if isinstance(example, str):
        ends = ("1", "999")
        is_fit = all(fitting.is_valid(example[: -len(end)] + end) for end in ends) or all(
            fitting.is_valid(example.rstrip("0123456789") + end) for end in ends
        )
    if resource.key and not is_fit:
        message = (
            f"the fake numbers what is created. Give the property {resource.key!r} of {resource.name!r} an example"
        )
        raise DocumentError(path, f"{message} that may end with any number.", steps=operation.steps)


def accept(document: dict[str, Any], operation: Operation, resource: Resource) -> None:
    """Let requests set the properties of a resource that are in the body of an operation."""
    for each in resolve(document, operation.node.get("requestBody", {})).get("content", {}).values():
        accepted = accepted_properties(document, each.get("schema", {}), resource.origin.schema)
        resource.schemas |= {name: schema for name, schema in accepted.items() if name != resource.key}


def list_effect(document: dict[str, Any], operation: Operation, stored: Resource | None) -> dict[str, Any]:
    """Where the items of a list are, what they show of a stored resource, and how a query selects them."""
    places = {"": operation.schema, **openapi.properties(document, operation.schema)}
    lists = {name: items for name, each in places.items() if (items := resolve(document, each).get("items"))}
    shown = {name: shown_effect(document, items, stored) if stored else {} for name, items in lists.items()}
    places_of_items = [name for name in lists if shown[name] or not stored]
    if not places_of_items:
        return {}
    place = "data" if "data" in places_of_items else places_of_items[0]
    known = openapi.properties(document, lists[place])
    asked = queries(document, operation.steps, operation.node)
    limit = resolve(document, asked["limit"]["schema"]).get("default") if "limit" in asked else None
    sample = {"sample": example_for(document, lists[place])} if "shared" in shown[place] else {}
    return (
        shown[place]
        | sample
        | {
            "listed_in": place,
            "filters": tuple(name for name in asked if name in known and name not in ("limit", "starting_after")),
            "limit": limit if isinstance(limit, int) else None,
            "totals": totals(document, operation.schema),
        }
    )


def shown_effect(document: dict[str, Any], schema: Any, resource: Resource) -> dict[str, Any]:
    """What a response or an item with this schema shows of a resource: all of it, or some properties."""
    if resolve(document, schema) is resolve(document, resource.origin.schema):
        return {"is_shown": True}
    name = resource.origin.sample.get(resource.key)
    shared = shared_properties(document, schema, resource.origin.schema, resource.key, name)
    return {"shared": shared} if shared else {}
