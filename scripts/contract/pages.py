"""Lists of which each request gets a page, recognised by their shape.

The query of such a list has `starting_after`, the `id` of the item before the page. Its response has the items in
`data`, and says in `has_more` whether others follow.
"""

from typing import Any

from scripts.common.json_pointer import Steps, resolve
from scripts.contract import openapi
from scripts.contract.openapi import JSON, is_success

# The properties of a response that tell of all items, and their types.
TOTALS = {"has_more": "boolean", "total_count": "integer"}


def is_paged(document: dict[str, Any], steps: Steps, operation: dict[str, Any]) -> bool:
    """Whether an operation lists items page by page."""
    results = [each for status, each in operation["responses"].items() if is_success(status)]
    content = resolve(document, results[0]).get("content", {})
    named = [each for each in openapi.parameters(document, steps[1], operation) if each["name"] == "starting_after"]
    if steps[-1] != "get" or len(results) > 1 or JSON not in content or len(named) != 1:
        return False
    [cursor] = named
    result = content[JSON]["schema"]
    item = resolve(document, openapi.properties(document, result).get("data", {})).get("items", {})
    key = openapi.properties(document, item).get("id", {})
    texts = [each for each in (resolve(document, key), resolve(document, cursor["schema"])) if "format" not in each]
    return (
        "has_more" in totals(document, result)
        and not any(each.get("nullable") for each in (result, resolve(document, result)))
        and cursor["in"] == "query"
        and not cursor.get("required")
        and [each.get("type") for each in texts] == ["string", "string"]
    )


def totals(document: dict[str, Any], result: Any) -> tuple[str, ...]:
    """The properties of a response that tell of all items."""
    known = openapi.properties(document, result)
    return tuple(name for name, of in TOTALS.items() if resolve(document, known.get(name, {})).get("type") == of)


def queries(document: dict[str, Any], steps: Steps, operation: dict[str, Any]) -> dict[str, Any]:
    """The parameters of an operation in the query, by name."""
    parameters = openapi.parameters(document, steps[1], operation)
    return {each["name"]: each for each in parameters if each["in"] == "query"}
