"""Read the surface of the Python package, which is everything with a public name.

That is what the package, its models and its operations export, with fields, signatures and members. The package is not
imported.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

import griffe

from scripts.generation.generate import digest_of_all

# The facts about one public name, such as its type, and those of all names.
Facts: TypeAlias = dict[str, str]
Names: TypeAlias = dict[str, Facts]
Node: TypeAlias = griffe.Object | griffe.Alias


class Surface(NamedTuple):
    """The facts about the public names of a package, and the package as Griffe loads it."""

    names: Names
    package: Node


@dataclass(frozen=True)
class Sources:
    """The modules of a package; those with the same text are equal, wherever they are."""

    digest: str
    package: Path = field(compare=False)


def surface(folder: Path) -> Surface:
    """The surface of the package in a folder."""
    [initial] = folder.glob("*/__init__.py")
    modules = sorted(initial.parent.rglob("*.py"))
    return read(Sources(digest_of_all(modules, folder), initial.parent))


@lru_cache(maxsize=4)
def read(sources: Sources) -> Surface:
    """The surface of a package. Cached, because a release often has the modules of the one before."""
    folder, name = sources.package.parent, sources.package.name
    package = griffe.GriffeLoader(search_paths=[folder], allow_inspection=False).load(name)
    found: Names = {}
    collect(package, name, found)
    collect(package["api"], f"{name}.api", found)
    # Earlier releases do not have both of these.
    for module in ("aiohttp", "testing"):
        if module in package.members:
            collect(package[module], f"{name}.{module}", found)
    return Surface(found, package)


def collect(node: Node, name: str, found: Names) -> None:
    """Add the facts of a node and of the public names below it."""
    node = node.final_target if isinstance(node, griffe.Alias) else node
    found[name] = facts = {"home": node.canonical_path}
    members: dict[str, Node] = {}
    if isinstance(node, griffe.Module):
        facts["kind"] = "module"
        exported = node.exports or [each for each, member in node.members.items() if not member.is_alias]
        members = {str(each): node[str(each)] for each in exported}
    elif isinstance(node, griffe.Class):
        # Its own members first, in the order of the source.
        members = {**node.members, **node.all_members}
        fields = [each for each, member in members.items() if member.is_attribute and not each.startswith("_")]
        facts |= {"kind": "class", "bases": " ".join(public_bases(node))}
        by_position = any("kw_only=True" not in str(decorator.value) for decorator in node.decorators)
        facts["positions" if by_position else "order"] = " ".join(fields)
    elif isinstance(node, griffe.Function):
        positional = [each.name for each in node.parameters if each.kind and each.kind.value.startswith("positional")]
        facts |= {"kind": "function", "type": f"{' '.join(sorted(node.labels))} {type_text(node.returns)}".strip()}
        facts["positions"] = " ".join(positional)
        for parameter in node.parameters:
            found[f"{name}({parameter.name})"] = {
                "kind": "parameter",
                "home": node.canonical_path,
                "passed": parameter.kind.value if parameter.kind else "",
                "type": type_text(parameter.annotation),
                "required": "no" if parameter.default else "yes",
                "default": str(parameter.default or ""),
            }
    elif isinstance(node, griffe.Attribute):
        facts |= attribute(node)
    for each, member in members.items():
        if not each.startswith("_") or each == "__init__":
            collect(member, f"{name}.{each}", found)


def public_bases(node: griffe.Class) -> list[str]:
    """The base classes; a class that the package does not export is replaced by its own base classes."""
    ours = [each for each in node.resolved_bases if isinstance(each, griffe.Class)]
    hidden = {each.name: each for each in ours if each.name not in (node.package.exports or [])}
    found: list[str] = []
    for base in map(type_text, node.bases):
        name = base.rpartition(".")[2]
        found += public_bases(hidden[name]) if name in hidden else [base]
    return found


# Modules that code may or may not write before a name.
OPTIONAL_MODULES = ("collections.abc", "enum", "typing")


def type_text(expression: griffe.Expr | str | None) -> str:
    """A type as text, without the module of the package's own classes and of common classes."""
    if isinstance(expression, griffe.ExprName):
        return expression.canonical_name
    if isinstance(expression, griffe.ExprAttribute):
        module, _, name = expression.canonical_path.rpartition(".")
        return name if module in OPTIONAL_MODULES or module.endswith(".models") else f"{module}.{name}"
    if isinstance(expression, griffe.Expr):
        return "".join(map(type_text, expression.iterate(flat=False)))
    return str(expression)


def attribute(node: griffe.Attribute) -> Facts:
    """The facts about a field, a member of an enumeration, or a value in a module."""
    if isinstance(node.parent, griffe.Module):
        # If a value has a type, only the type is part of the public API.
        kind = type_text(node.annotation)
        return {"kind": "value", "type": kind, "value": type_text(node.value) if kind in ("None", "TypeAlias") else ""}
    if node.annotation is None:
        return {"kind": "member", "value": str(node.value)}
    value = str(node.value or "")
    return {
        "kind": "attribute",
        "type": type_text(node.annotation),
        "required": "no" if value else "yes",
        "default": "" if value.startswith("field(") else value.removesuffix("None"),
        "shown": "no" if "repr=False" in value else "yes",
    }
