"""Write the pages of the reference, which mkdocstrings fills from the package's docstrings."""

import json
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import griffe

from scripts.common.workspace import Workspace

# The title of each module's page, and the options of mkdocstrings for it.
MODULES: dict[str, tuple[str, dict[str, Any]]] = {
    "client": ("Clients", {"members": ["TXCloud", "AsyncTXCloud"]}),
    "errors": ("Errors", {"show_bases": True}),
    "types": ("Responses", {"members": ["Response", "RateLimit"]}),
    "testing": ("Testing", {"members": ["FakeTXCloud"]}),
    "aiohttp": ("aiohttp", {"members": ["Transport"]}),
}


def write(workspace: Workspace, folder: Path) -> None:
    folder.mkdir()
    package = workspace.contract.parent.name
    for module, (title, options) in MODULES.items():
        write_page(folder / f"{module}.md", title, {f"{package}.{module}": options})
    models = f"{package}.models"
    shown = {"show_root_heading": True, "show_root_full_path": False}
    parts = {f"{models}.{name}": shown for name in models_by_use(workspace.package, package)}
    write_page(folder / "models.md", "Models", {models: {"members": False}} | parts)


def write_page(path: Path, title: str, parts: dict[str, dict[str, Any]]) -> None:
    """Write a page of which each part shows an object, with options of mkdocstrings."""
    blocks = [f"# {title}"]
    for name, options in parts.items():
        # JSON is YAML.
        blocks.append(f"::: {name}\n    options: {json.dumps(options)}")
    path.write_text("\n\n".join([*blocks, ""]), encoding="utf-8")


def models_by_use(folder: Path, name: str) -> list[str]:
    """The models in the order of their first use: by the operations, by what these use, and then by errors."""
    package = griffe.GriffeLoader(search_paths=[folder], allow_inspection=False).load(name)
    models = package["models"]
    names = [str(each) for each in models.exports]
    found = dict.fromkeys(each for each in used_by(package["client"]) if each in names)
    queue = deque(found)
    while queue:
        used = [each for each in used_by(models[queue.popleft()].final_target) if each in names and each not in found]
        found |= dict.fromkeys(used)
        queue += dict.fromkeys(used)
    return list(found | dict.fromkeys(names))


def used_by(node: griffe.Object | griffe.Alias) -> Iterator[str]:
    """The names in the annotations of an object and of its members."""
    if isinstance(node, griffe.Alias):
        return
    annotations = [node.annotation, node.value] if isinstance(node, griffe.Attribute) else []
    if isinstance(node, griffe.Function):
        annotations = [*(parameter.annotation for parameter in node.parameters), node.returns]
    for annotation in annotations:
        if isinstance(annotation, griffe.Expr):
            yield from (each.name for each in annotation.iterate() if isinstance(each, griffe.ExprName))
    for member in node.members.values():
        yield from used_by(member)
