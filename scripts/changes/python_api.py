"""What changes in the Python package from one document to another, for whoever imports it.

The surface is what can be reached by public names: what the package, its models and its operations export, with
fields, signatures and members. It is read without running any of it. Griffe compares the two packages as well, and
is heard where the comparison of the surfaces has nothing to say.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias

import griffe

from scripts.changes.change import NOBODY, Change, Kind, Level

# What is told of each public name, and how it is told, all as text.
Facts: TypeAlias = dict[str, str]
Names: TypeAlias = dict[str, Facts]
Node: TypeAlias = griffe.Object | griffe.Alias

NEEDED = "It has to be passed."
LEFT_OUT = "Whoever leaves it out: TypeError."

REMOVED = {
    "module": "Whoever imports it: ImportError.",
    "class": "Whoever imports or names it: ImportError, or AttributeError.",
    "value": "Whoever imports or names it: ImportError, or AttributeError.",
    "function": "Whoever calls it: AttributeError.",
    "attribute": "Whoever reads it: AttributeError.",
    "member": "Whoever names it: AttributeError. The client gives the value as a plain string.",
    "parameter": "Whoever passes it: TypeError.",
}

# How a fact that has changed is spoken of, and whom it concerns.
CHANGED = {
    "kind": ("What it is", "Whoever uses it as what it was."),
    "bases": ("What it is derived from", "Whoever relies on the class that it was derived from."),
    "type": ("Its type", "Whoever relies on the type. A type checker tells where."),
    "value": ("Its value", "Whoever compares or stores the value."),
    "default": ("Its default", "Whoever leaves it out."),
    "passed": ("The way to pass it", "Whoever passes it in the way that is gone: TypeError."),
    "positions": ("The order of its arguments", "Whoever passes them by their position: they arrive as others."),
}


class Surface(NamedTuple):
    """What is told of the public names of a package, and the package as Griffe reads it."""

    names: Names
    package: Node


def surface(folder: Path) -> Surface:
    """The surface of the package in a folder."""
    [initial] = folder.glob("*/__init__.py")
    name = initial.parent.name
    package = griffe.GriffeLoader(search_paths=[folder], allow_inspection=False).load(name)
    found: Names = {}
    collect(package, name, found)
    collect(package["api"], f"{name}.api", found)
    # Earlier releases have no fake.
    if "testing" in package.members:
        collect(package["testing"], f"{name}.testing", found)
    return Surface(found, package)


def collect(node: Node, name: str, found: Names) -> None:
    """Add what can be reached at and below a node."""
    node = node.final_target if isinstance(node, griffe.Alias) else node
    found[name] = facts = {"home": node.canonical_path}
    members: dict[str, Node] = {}
    if isinstance(node, griffe.Module):
        facts["kind"] = "module"
        exported = node.exports or [each for each, member in node.members.items() if not member.is_alias]
        members = {str(each): node[str(each)] for each in exported}
    elif isinstance(node, griffe.Class):
        # Its own first, as they stand in it.
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
    """What a class is derived from; in place of a class that the package does not export, what that is derived from."""
    ours = [each for each in node.resolved_bases if isinstance(each, griffe.Class)]
    hidden = {each.name: each for each in ours if each.name not in (node.package.exports or [])}
    found: list[str] = []
    for base in map(type_text, node.bases):
        name = base.rpartition(".")[2]
        found += public_bases(hidden[name]) if name in hidden else [base]
    return found


# Modules that stand before a name or not, as who writes it likes.
UNTOLD = ("collections.abc", "enum", "typing")


def type_text(expression: griffe.Expr | str | None) -> str:
    """A type as text, in which the package's own classes and those of common modules have no module."""
    if isinstance(expression, griffe.ExprName):
        return expression.canonical_name
    if isinstance(expression, griffe.ExprAttribute):
        module, _, name = expression.canonical_path.rpartition(".")
        return name if module in UNTOLD or module.endswith(".models") else f"{module}.{name}"
    if isinstance(expression, griffe.Expr):
        return "".join(map(type_text, expression.iterate(flat=False)))
    return str(expression)


def attribute(node: griffe.Attribute) -> Facts:
    """What is to be told of a field, of a member of an enumeration, or of what a module holds."""
    if isinstance(node.parent, griffe.Module):
        # What has a type keeps to it, and nothing else is promised of it.
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


def python_changes(old: Surface, new: Surface) -> Iterator[Change]:
    """The changes between two packages that whoever imports them can notice."""
    before, after = old.names, new.names
    found = list(compare_surfaces(before, after))
    yield from found
    told = {before.get(each.place, after.get(each.place, {}))["home"] for each in found}
    homes = {facts["home"] for facts in before.values()} - told
    for breakage in griffe.find_breaking_changes(old.package, new.package):
        # It does not know which bases are the package's own affair.
        if breakage.obj.canonical_path in homes and breakage.kind != griffe.BreakageKind.CLASS_REMOVED_BASE:
            what = f"{breakage.kind.value}."
            yield python_change(Level.major, breakage.obj.canonical_path, what, "Whoever uses it.")


def compare_surfaces(before: Names, after: Names) -> Iterator[Change]:
    """What differs between two surfaces; of what is gone or new as a whole, no part is named."""
    for name in before | after:
        old, new = before.get(name), after.get(name)
        parent = re.sub(r"(\.\w+|\(\w+\))$", "", name)
        if old and new:
            yield from fact_changes(name, old, new)
        elif parent in (before if old else after) and parent not in (after if old else before):
            continue
        elif old:
            # A model keeps what it has no attribute for.
            kept = " What the server sends for it is in `additional_properties`."
            is_field = old["kind"] == "attribute" and ".models." in name
            affects = REMOVED[old["kind"]] + (kept if is_field else "")
            yield python_change(Level.major, name, f"The {old['kind']} is gone.", affects, kind="removed")
        elif new:
            yield addition(name, new)


def addition(name: str, facts: Facts) -> Change:
    """What a new name is for those who do not know it."""
    what = f"The {facts['kind']} is new."
    if facts["kind"] == "member":
        affects = "Whoever tells all members apart, in a `match` for one, meets one more."
        return python_change(Level.minor, name, what, affects, notable=True, kind="added")
    if facts.get("required") == "yes":
        return python_change(Level.major, name, f"{what} {NEEDED}", LEFT_OUT, kind="added")
    return python_change(Level.minor, name, what, NOBODY, kind="added")


def fact_changes(name: str, old: Facts, new: Facts) -> Iterator[Change]:
    """How one name differs in the two surfaces."""
    for fact, was in old.items():
        now = new.get(fact, "")
        if was == now or fact == "home":
            continue
        if fact in ("order", "positions") and in_order(was.split(), now.split()):
            continue
        # What has to be passed has no default, and what may be left out takes None: neither needs a second word.
        flipped = old.get("required") != new.get("required")
        if flipped and (fact == "default" or (fact == "type" and (widened(was, now) or widened(now, was)))):
            continue
        if fact == "order":
            affects = "Nobody but those who list them, or look at `repr` and `to_dict`: all follow the order."
            yield python_change(Level.patch, name, "What it holds comes in another order.", affects)
        elif fact == "required" and now == "yes":
            yield python_change(Level.major, name, NEEDED, LEFT_OUT)
        elif fact == "required":
            yield python_change(Level.minor, name, "It can be left out.", NOBODY)
        elif fact == "shown" and now == "no":
            yield python_change(Level.patch, name, "It is left out of `repr`.", "Whoever looks for it in a log.")
        elif fact == "shown":
            affects = "Whoever logs the model: the value is in the log from then on."
            yield python_change(Level.minor, name, "It is shown by `repr`.", affects, notable=True)
        else:
            subject, affects = CHANGED[fact]
            what = f"{subject} was `{was or 'nothing'}`, and is `{now or 'nothing'}`."
            yield python_change(Level.major, name, what, affects)
        if fact == "kind":
            return


def in_order(was: list[str], now: list[str]) -> bool:
    """Whether the names that both have stand in the same order."""
    return [each for each in was if each in now] == [each for each in now if each in was]


def widened(was: str, now: str) -> bool:
    """Whether one type takes all that the other did, as far as can be told from their alternatives."""
    return set(was.split(" | ")) <= set(now.split(" | "))


def python_change(
    level: Level, name: str, what: str, affects: str, *, notable: bool = False, kind: Kind = "changed"
) -> Change:
    return Change(level=level, reader="Python", kind=kind, place=name, what=what, affects=affects, notable=notable)
