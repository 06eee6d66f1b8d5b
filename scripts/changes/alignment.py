"""Give what has two names, but is the same, one name in two canonical documents."""

from collections.abc import Iterator

from scripts.changes.canonical import DOCUMENTATION, Canonical, Node
from scripts.common.json_pointer import Steps
from scripts.contract.openapi import operations


def align(old: Canonical, new: Canonical) -> None:
    """Give security schemes and headers of the new document the names of the old one, where they are the same."""
    align_schemes(old, new)
    spelled = {name.lower(): name for _, names in headers(old.document) for name in names}
    for steps, names in list(headers(new.document)):
        other = {name: spelled[name.lower()] for name in names if spelled.get(name.lower(), name) != name}
        if other:
            new.renamed(steps, other)


def align_schemes(old: Canonical, new: Canonical) -> None:
    """Give a security scheme that was only renamed its old name."""
    steps = ("components", "securitySchemes")
    before, after = (each.document.get("components", {}).get("securitySchemes", {}) for each in (old, new))
    gone = {name: bare(scheme) for name, scheme in before.items() if name not in after}
    other: dict[str, str] = {}
    for name, scheme in after.items():
        same = [each for each, was in gone.items() if was == bare(scheme) and each not in other.values()]
        if name not in before and same:
            other[name] = same[0]
    if not other:
        return
    new.renamed(steps, other)
    for _, operation in operations(new.document):
        if "security" in operation:
            operation["security"] = [
                {other.get(name, name): scopes for name, scopes in each.items()} for each in operation["security"]
            ]


def bare(scheme: Node) -> Node:
    return {word: value for word, value in scheme.items() if word not in DOCUMENTATION}


def headers(document: Node) -> Iterator[tuple[Steps, Node]]:
    """The headers of each response that is not a reference, with their place."""
    holders = [(("components",), document.get("components", {})), *operations(document)]
    for place, holder in holders:
        for name, response in holder.get("responses", {}).items():
            if isinstance(response.get("headers"), dict):
                yield (*place, "responses", name, "headers"), response["headers"]
