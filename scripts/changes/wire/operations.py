"""Compare the paths of two documents, and their operations: what is sent, and what comes back."""

import re
from collections import Counter

from scripts.changes.change import Level
from scripts.changes.wire.comparison import Comparison, Rating
from scripts.changes.wire.content import (
    compare_body,
    compare_deprecated,
    compare_parameter,
    compare_response,
    fresh,
    gone,
)
from scripts.changes.wire.effects import (
    AWAITED,
    ELSEWHERE,
    NAME_GONE,
    OPERATION_GONE,
    PATH_GONE,
    STATUS_GONE,
    UNDOCUMENTED,
)
from scripts.changes.wire.places import At, Way, without_extensions
from scripts.changes.wire.security import compare_security
from scripts.changes.wire.servers import compare_servers, servers
from scripts.contract.openapi import METHODS, is_success

OTHER_WAY: dict[Way, Way] = {"sent": "received", "received": "sent"}


def compare_paths(c: Comparison, old: At, new: At, way: Way) -> None:
    """Compare paths: those with the same template, whatever its variables are called, or the same operations."""
    before, after = (by_template(without_extensions(each.named())) for each in (old, new))
    is_gone = Level.major, PATH_GONE if way == "sent" else AWAITED
    for key in [each for each in before if each not in after]:
        names = operation_names(before[key])
        moved = [each for each in after if each not in before and names & operation_names(after[each])]
        if moved:
            routes = [str(each.steps[-1]) for each in (before[key], after[moved[0]])]
            what = f"The path `{routes[0]}` was renamed to `{routes[1]}`."
            c.report(Level.major, after[moved[0]], what, is_gone[1])
            before[moved[0]] = before.pop(key)
    for one, other in c.each_pair(before, after, is_gone):
        compare_path(c, one, other, way)
    c.rest(old, new, *without_extensions(old.named() | new.named()))


def by_template(paths: dict[str, At]) -> dict[str, At]:
    """The paths by their templates, whatever the variables are called; if several have the same, by their names."""
    templates = {name: re.sub(r"\{[^}]*\}", "{}", name) for name in paths}
    count = Counter(templates.values())
    return {templates[name] if count[templates[name]] == 1 else name: at for name, at in paths.items()}


def operation_names(path: At) -> set[str]:
    return {str(each.get("operationId")) for each in operations(path.resolved()).values() if each.get("operationId")}


def operations(path: At) -> dict[str, At]:
    found = {method: path.child(method) for method in METHODS}
    return {method: at for method, at in found.items() if at}


def compare_path(c: Comparison, old: At, new: At, way: Way) -> None:
    is_gone: Rating = (Level.major, OPERATION_GONE if way == "sent" else AWAITED)
    for one, other in c.each_pair(operations(old), operations(new), is_gone):
        compare_operation(c, (old, one), (new, other), way)
    c.rest(old, new, *METHODS, "parameters", "servers")


def compare_operation(c: Comparison, olds: tuple[At, At], news: tuple[At, At], way: Way) -> None:
    """Compare two operations, each given with its path."""
    (_, old), (_, new) = olds, news
    if old.get("operationId") != new.get("operationId"):
        c.became(Level.major, old, new, "operationId", NAME_GONE)
    compare_deprecated(c, old, new)
    for one, other in c.each_pair(parameters(*olds), parameters(*news), gone(way), fresh(way)):
        compare_parameter(c, one, other, way)
    for one, other in c.each_pair(bodies(old), bodies(new), gone(way), fresh(way)):
        compare_body(c, one, other, way)
    compare_responses(c, old, new, OTHER_WAY[way])
    compare_security(c, old, new)
    compare_own_servers(c, olds, news)
    for one, other in c.each_pair(old.items("callbacks"), new.items("callbacks"), (Level.major, AWAITED)):
        compare_paths(c, one, other, OTHER_WAY[way])
    known = ("operationId", "deprecated", "parameters", "requestBody", "responses", "security", "servers", "callbacks")
    c.rest(old, new, *known)


def compare_own_servers(c: Comparison, olds: tuple[At, At], news: tuple[At, At]) -> None:
    """Compare the servers of two operations, each given with its path, if not all are those of the document."""
    before, after = (
        next((each for each in (operation, path) if each.entries("servers")), document)
        for document, (path, operation) in ((c.old, olds), (c.new, news))
    )
    if before is c.old and after is c.new:
        return
    if (before is c.old or after is c.new) and servers(before).keys() != servers(after).keys():
        named = before if after is c.new else after
        what = f"The {named.name} has {'no servers of its own any more' if after is c.new else 'servers of its own'}."
        c.report(Level.major, (*named.steps, "servers"), what, ELSEWHERE)
    else:
        compare_servers(c, before, after)


def parameters(path: At, operation: At) -> dict[tuple[str, str], At]:
    """The parameters of an operation, with those of its path. One in a path is known by its place there."""
    route = str(path.steps[-1])
    names = re.findall(r"\{([^}]*)\}", route)
    found: dict[tuple[str, str], At] = {}
    for each in (*path.entries("parameters"), *operation.entries("parameters")):
        place, name = (str(each.resolved().get(word)) for word in ("in", "name"))
        if place == "path" and name in names:
            name = str(names.index(name))
        found[place, name.lower() if place == "header" else name] = each
    return found


def bodies(operation: At) -> dict[str, At]:
    """The body of an operation, if it has one."""
    body = operation.child("requestBody")
    return {"body": body} if body else {}


def compare_responses(c: Comparison, old: At, new: At, way: Way) -> None:
    """Compare the responses of two operations."""
    old, new = (each.part("responses") for each in (old, new))
    for is_error, is_gone in ((False, (Level.major, STATUS_GONE)), (True, (Level.minor, UNDOCUMENTED))):
        before, after = (
            {status: at for status, at in by_status(each).items() if is_success(status) != is_error}
            for each in (old, new)
        )
        for one, other in c.each_pair(before, after, is_gone):
            compare_response(c, one, other, way, is_error=is_error)
    c.rest(old, new, *without_extensions(old.named() | new.named()))


def by_status(responses: At) -> dict[str, At]:
    """The responses by their status; the range 4XX may be written as 4xx."""
    return {name.upper(): at for name, at in without_extensions(responses.named()).items()}
