"""Several OpenAPI documents as one, each below a path of its own."""

import json
from typing import Any

from scripts.common.json_pointer import resolve, walk

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


def merged(documents: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A document with the paths of all; the paths, components and operations of each begin with its name."""
    whole: dict[str, Any] = {
        "openapi": "3.0.3",
        "info": {"title": "All", "version": "1"},
        "paths": {},
        "components": {},
    }
    for name, document in documents.items():
        text = json.dumps(document)
        for section, components in document.get("components", {}).items():
            for each in components:
                text = text.replace(f'"#/components/{section}/{each}"', f'"#/components/{section}/{name}_{each}"')
        prefixed = json.loads(text)
        whole["paths"] |= {f"/{name}{path}": item for path, item in prefixed["paths"].items()}
        for section, components in prefixed.get("components", {}).items():
            whole["components"].setdefault(section, {}).update(
                {f"{name}_{each}": value for each, value in components.items()}
            )
    for _, node in list(walk(whole["paths"])):
        for media_type in FORMS & (node.keys() if isinstance(node, dict) else set()):
            form = resolve(whole, node[media_type]["schema"])
            # Of several values with one name, Prism takes the last one.
            form["properties"] = {name: each.get("items", each) for name, each in form["properties"].items()}
    return whole
