"""Compare the operations of two documents: what is sent, and what comes back."""

import re
from typing import TypeAlias

from scripts.changes.change import NOBODY, Level
from scripts.changes.wire.comparison import READERS, UNKNOWN, Comparison
from scripts.changes.wire.places import At, Way
from scripts.changes.wire.schemas import IGNORED, MISSING, OMITTED, RELIED, REPLACE, compare_schemas
from scripts.changes.wire.security import compare_schemes, compare_security, compare_servers, servers
from scripts.contract.openapi import METHODS, is_success

OPERATION_GONE = "Every caller of the operation: requests fail."
PATH_GONE = "Every caller of the path: requests fail."
NAME_GONE = "Callers that refer to the old name."
STATUS_GONE = "Callers that expect that status."
UNDOCUMENTED = "Callers that handle that error. It is no longer documented; the client reads it."
HEADER_GONE = "Callers that read the header: it is missing."
MEDIA_TYPE_GONE = "Callers that send or read it."
SERIALIZED = "Callers that send it: its serialization differs."
ELSEWHERE = "Every caller: requests go to another server."
VERSION = "Every caller: each request asks for the version {} of the API."

STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}
OTHER_WAY: dict[Way, Way] = {"sent": "received", "received": "sent", "unused": "unused"}
# Paths by their names.
Paths: TypeAlias = dict[str, At]


def compare_documents(c: Comparison) -> None:
    """Compare two documents."""
    old, new = c.old, c.new
    info, other = (each.child("info") or each for each in (old, new))
    if info.get("version") != other.get("version"):
        c.became(Level.minor, info, other, "version", VERSION.format(other.get("version")))
    c.documents(info, other, *({**info.value, **other.value}.keys() - {"version"}))
    compare_servers(c, old, new)
    old_names = compare_schemes(c)
    ways: dict[str, Way] = {"paths": "sent", "webhooks": "received"}
    for section, way in ways.items():
        compare_paths(c, paths(old, section), paths(new, section), way, old_names)
        compare_extensions(c, old, new, section)
    compare_tags(c, old, new)
    c.rest(old, new, {"info", "servers", "security", "paths", "webhooks", "components", "tags", "openapi"})
    c.documents(old, new, "openapi", affects=UNKNOWN)


def compare_tags(c: Comparison, old: At, new: At) -> None:
    before, after = ({str(each.get("name")): each for each in at.entries("tags")} for at in (old, new))
    for name in {**before, **after}:
        if name not in after:
            c.removed(Level.patch, before[name], READERS)
        elif name not in before:
            c.added(Level.patch, after[name], READERS)
        else:
            c.rest(before[name], after[name], set())


def compare_paths(c: Comparison, before: Paths, after: Paths, way: Way, old_names: dict[str, str]) -> None:
    """Compare paths: those with the same template, whatever its variables are called, or the same operations."""
    before, after = ({template(name): at for name, at in each.items()} for each in (before, after))
    for key in list(before.keys() - after.keys()):
        names = operation_names(before[key])
        moved = [each for each in after.keys() - before.keys() if names & operation_names(after[each])]
        if moved:
            routes = [str(each.steps[-1]) for each in (before[key], after[moved[0]])]
            what = f"The path `{routes[0]}` was renamed to `{routes[1]}`."
            c.report(Level.major, after[moved[0]], what, PATH_GONE)
            before[moved[0]] = before.pop(key)
    for key in {**before, **after}:
        if key not in after:
            c.removed(Level.major, before[key], PATH_GONE)
        elif key not in before:
            c.added(Level.minor, after[key])
        else:
            compare_path(c, before[key].resolved(), after[key].resolved(), way, old_names)


def paths(holder: At, section: str) -> Paths:
    """The paths of a document or a callback, without extensions."""
    return {name: at for name, at in holder.plain_items(section).items() if not name.startswith("x-")}


def compare_extensions(c: Comparison, old: At, new: At, section: str) -> None:
    """Compare the extensions among the paths or the responses."""
    before, after = (each.child(section) or At(each.document, {}, (*each.steps, section)) for each in (old, new))
    names = [name for name in {**before.value, **after.value} if str(name).startswith("x-")]
    c.documents(before, after, *names, affects=UNKNOWN)


def template(route: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", route)


def operation_names(path: At) -> set[str]:
    return {str(each.get("operationId")) for each in operations(path).values() if each.get("operationId")}


def operations(path: At) -> dict[str, At]:
    found = {method: path.resolved().child(method) for method in METHODS}
    return {method: at for method, at in found.items() if at}


def compare_path(c: Comparison, old: At, new: At, way: Way, old_names: dict[str, str]) -> None:
    before, after = operations(old), operations(new)
    for method in {**before, **after}:
        if method not in after:
            c.removed(Level.major, before[method], OPERATION_GONE)
        elif method not in before:
            c.added(Level.minor, after[method])
        else:
            compare_operation(c, (old, before[method]), (new, after[method]), way, old_names)
    c.rest(old, new, {*METHODS, "parameters", "servers"})


def compare_operation(
    c: Comparison, olds: tuple[At, At], news: tuple[At, At], way: Way, old_names: dict[str, str]
) -> None:
    """Compare two operations, each given with its path."""
    (_, old), (_, new) = olds, news
    if old.get("operationId") != new.get("operationId"):
        c.became(Level.major, old, new, "operationId", NAME_GONE)
    if bool(old.get("deprecated")) != bool(new.get("deprecated")):
        is_set = bool(new.get("deprecated"))
        c.became(Level.minor if is_set else Level.patch, old, new, "deprecated", REPLACE if is_set else NOBODY)
    compare_parameters(c, parameters(*olds), parameters(*news), way)
    compare_bodies(c, old, new, way)
    compare_responses(c, old, new, OTHER_WAY[way])
    compare_security(c, old, new, old_names)
    compare_own_servers(c, olds, news)
    before, after = old.items("callbacks"), new.items("callbacks")
    for name in {**before, **after}:
        if name not in after:
            c.removed(Level.major, before[name], MISSING)
        elif name not in before:
            c.added(Level.minor, after[name])
        else:
            inner = [
                {str(each.steps[-1]): each.resolved() for each in at.members()} for at in (before[name], after[name])
            ]
            compare_paths(c, inner[0], inner[1], OTHER_WAY[way], old_names)
    known = {"operationId", "deprecated", "parameters", "requestBody", "responses", "security", "servers", "callbacks"}
    c.rest(old, new, known)


def called(callback: At) -> Paths:
    """The paths that a callback calls."""
    return {str(each.steps[-1]): each for each in callback.members()}


def compare_own_servers(c: Comparison, olds: tuple[At, At], news: tuple[At, At]) -> None:
    """Compare the servers of two operations, each given with its path, if not all are those of the document."""
    before, after = (
        next((each for each in (operation, path) if each.entries("servers")), document)
        for document, (path, operation) in ((c.old, olds), (c.new, news))
    )
    if servers(before).keys() != servers(after).keys() and (before is not c.old or after is not c.new):
        named = after if after is not c.new else before
        c.report(Level.major, (*named.steps, "servers"), f"The servers of the {named.name} were changed.", ELSEWHERE)
    elif before is not c.old and after is not c.new:
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


def compare_parameters(
    c: Comparison, before: dict[tuple[str, str], At], after: dict[tuple[str, str], At], way: Way
) -> None:
    for key in {**before, **after}:
        if key not in after:
            c.removed(Level.major, before[key], IGNORED)
        elif key not in before:
            is_required = after[key].resolved().get("required") is True
            c.added(Level.major if is_required else Level.minor, after[key], OMITTED if is_required else NOBODY)
        else:
            compare_parameter(c, before[key].resolved(), after[key].resolved(), way)


def compare_parameter(c: Comparison, old: At, new: At, way: Way) -> None:
    """Compare two parameters, or two headers of responses."""
    if not c.is_new("parameter", old.steps, new.steps, way):
        return
    if bool(old.get("required")) != bool(new.get("required")):
        is_set = new.get("required") is True
        if way == "received":
            c.became(Level.patch if is_set else Level.major, old, new, "required", UNKNOWN if is_set else RELIED)
        else:
            c.became(Level.major if is_set else Level.minor, old, new, "required", OMITTED if is_set else NOBODY)
    if bool(old.get("deprecated")) != bool(new.get("deprecated")):
        is_set = bool(new.get("deprecated"))
        c.became(Level.minor if is_set else Level.patch, old, new, "deprecated", REPLACE if is_set else NOBODY)
    before, after = (serialization(each, each.get("in", "header")) for each in (old, new))
    for word in before:
        # What a style explodes by default changes with the style.
        implied = word == "explode" and before["style"] != after["style"] and word not in {**old.value, **new.value}
        if before[word] != after[word] and not implied:
            c.became(Level.major, old, new, word, SERIALIZED)
    if str(old.get("name", "")).lower() != str(new.get("name", "")).lower():
        c.became(Level.patch, old, new, "name", UNKNOWN)
    compare_content(c, old, new, way)
    compare_value(c, old, new, way)
    known = {"required", "deprecated", "name", "in", "schema", "content", "example", "examples", *before}
    c.rest(old, new, known)


def serialization(parameter: At, place: str) -> dict[str, object]:
    """How a value in a place is written, with what is so by default."""
    style = parameter.get("style", STYLES.get(place))
    return {
        "style": style,
        "explode": parameter.get("explode", style == "form"),
        "allowReserved": parameter.get("allowReserved", False),
        "allowEmptyValue": parameter.get("allowEmptyValue", False),
    }


def compare_value(c: Comparison, old: At, new: At, way: Way) -> None:
    """Compare the schemas and the examples of two parameters, headers or media types."""
    before, after = old.child("schema"), new.child("schema")
    if before or after:
        free = [At(each.document, {}, (*each.steps, "schema")) for each in (old, new)]
        compare_schemas(c, (before or free[0],), (after or free[1],), way)
    c.examples(old, new, way)


def compare_bodies(c: Comparison, old: At, new: At, way: Way) -> None:
    before, after = (each.child("requestBody") for each in (old, new))
    if before and after:
        before, after = before.resolved(), after.resolved()
        if bool(before.get("required")) != bool(after.get("required")):
            is_set = after.get("required") is True
            c.became(Level.major if is_set else Level.minor, before, after, "required", OMITTED if is_set else NOBODY)
        compare_content(c, before, after, way)
        c.rest(before, after, {"required", "content"})
    elif before:
        c.removed(Level.major, before, IGNORED)
    elif after:
        is_required = after.resolved().get("required") is True
        c.added(Level.major if is_required else Level.minor, after, OMITTED if is_required else NOBODY)


def compare_responses(c: Comparison, old: At, new: At, way: Way) -> None:
    before, after = (
        {name.upper(): at for name, at in each.plain_items("responses").items() if not name.startswith("x-")}
        for each in (old, new)
    )
    for status in {**before, **after}:
        if status in before and status in after:
            compare_response(c, before[status].resolved(), after[status].resolved(), way)
        elif status in after:
            c.added(Level.minor, after[status])
        elif is_success(status):
            c.removed(Level.major, before[status], STATUS_GONE)
        else:
            c.removed(Level.minor, before[status], UNDOCUMENTED, notable=True)
    compare_extensions(c, old, new, "responses")


def compare_response(c: Comparison, old: At, new: At, way: Way) -> None:
    if not c.is_new("response", old.steps, new.steps, way):
        return
    before, after = ({name.lower(): at for name, at in at.plain_items("headers").items()} for at in (old, new))
    for name in {**before, **after}:
        if name not in after:
            c.removed(Level.major, before[name], HEADER_GONE)
        elif name not in before:
            c.added(Level.minor, after[name])
        else:
            compare_parameter(c, before[name].resolved(), after[name].resolved(), way)
    compare_content(c, old, new, way)
    known, links = old.items("links"), new.items("links")
    for name in {**known, **links}:
        if name not in links:
            c.removed(Level.major, known[name], MISSING)
        elif name not in known:
            c.added(Level.minor, links[name])
        else:
            c.rest(known[name], links[name], set())
    c.rest(old, new, {"headers", "content", "links"})


def compare_content(c: Comparison, old: At, new: At, way: Way) -> None:
    """Compare the media types of a body or a value."""
    before, after = content(old), content(new)
    for name in {**before, **after}:
        if name not in after:
            c.removed(Level.major, before[name], MEDIA_TYPE_GONE)
        elif name not in before:
            c.added(Level.minor, after[name])
        else:
            compare_value(c, before[name], after[name], way)
            compare_encodings(c, before[name], after[name], way)
            c.rest(before[name], after[name], {"schema", "example", "examples", "encoding"})


def content(holder: At) -> dict[str, At]:
    """The media types by their name in lower case, without spaces, and without the encoding that JSON has anyway."""
    found = holder.items("content")
    plain = {name: re.sub(r"\s+", "", name).lower() for name in found}
    plain = {name: re.sub(r';charset="?utf-8"?$', "", each) for name, each in plain.items()}
    return {plain[name]: at for name, at in found.items()} if len({*plain.values()}) == len(plain) else found


def compare_encodings(c: Comparison, old: At, new: At, way: Way) -> None:
    """Compare how the parts of a form are written."""
    before, after = old.items("encoding"), new.items("encoding")
    for name in {**before, **after}:
        one, other = (each.get(name) or old for each in (before, after))
        known, wanted = (
            {"contentType": each.get("contentType"), **serialization(each, "query")} for each in (one, other)
        )
        for word in known:
            if known[word] != wanted[word]:
                c.became(Level.major, one, other, word, SERIALIZED)
        known, headers = one.items("headers"), other.items("headers")
        for header in {**known, **headers}:
            if header not in headers:
                c.removed(Level.major, known[header], IGNORED)
            elif header not in known:
                is_required = headers[header].get("required") is True
                c.added(
                    Level.major if is_required else Level.minor, headers[header], OMITTED if is_required else NOBODY
                )
            else:
                compare_parameter(c, known[header], headers[header], way)
        c.rest(one, other, {"contentType", "style", "explode", "allowReserved", "headers"})
