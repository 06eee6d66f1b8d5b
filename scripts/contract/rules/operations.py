"""Rules for operations: their paths, what they take and what they return."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from scripts.common.json_pointer import Steps, parse_pointer, resolve
from scripts.contract import openapi
from scripts.contract.openapi import is_success
from scripts.contract.rules.parts import Faults, Parts
from scripts.contract.rules.schemas import is_array, is_json
from scripts.contract.rules.words import CREATING, NOUNS_TOO, VERBS, is_plural, named, phrases, words

SECRETS = phrases("""
api key, access key, secret, secret key, private key, password, passwd, pwd, passphrase, token, bearer, jwt
authorization, credential, client secret, session id, session key, auth key, hmac
subscription key, application key, app key, client key
""")
CURSORS = phrases("page token, next token, continuation token, cursor token, sync token, previous token, prev token")

# How many items a page has at most.
LIMITS = phrases("""
limit, page size, per page, max result, max item, page limit, take, first, last, top, count, size, max
""")
LISTS = {"data", "items", "results", "entries", "records", "values", "elements", "content", "rows", "list"}


def verbs_in_paths(parts: Parts) -> Faults:
    """A path names a thing, and the method says what is done to it."""
    for route in routes(parts):
        item = parts.document["paths"][route]
        posted = words(item.get("post", {}).get("operationId", ""))
        for segment in segments(route):
            if is_verb(segment, posted, "post" in item and route.endswith(segment)):
                remedy = "Name the thing, and let the method say what is done to it"
                yield f"`{segment}` in the path is a verb. {remedy}.", ("paths", route)
                break


def is_verb(segment: str, posted: list[str], is_posted: bool) -> bool:
    """Whether a segment says what is done; `posted` are the words of the operation that a POST to it calls."""
    first, *more = words(segment) or [""]
    if first in NOUNS_TOO and (is_plural(more[-1]) if more else not is_posted):
        return False
    # What a POST to `/lend` does is called `lendBook`.
    return first in VERBS or (is_posted and not is_plural(first) and len(posted) > 1 and first == posted[0])


def singular_collections(parts: Parts) -> Faults:
    """A collection that is named like one of its items leaves open which of them is meant."""
    for route in routes(parts):
        found = [one for one, other in pairwise(route.split("/")) if other.startswith("{") and is_singular(one)]
        *_, last = route.split("/")
        item = parts.document["paths"][route]
        if not found and is_singular(last) and any(is_collection(parts, route, method) for method in item):
            found = [last]
        for segment in found[:1]:
            yield f"`{segment}` in the path holds many, but is singular. Write it in the plural.", ("paths", route)


def is_singular(segment: str) -> bool:
    said = words(segment)
    # A verb is named as that.
    is_version = re.fullmatch(r"v\d+", segment)
    return bool(said) and not (segment.startswith("{") or is_version or said[0] in VERBS or is_plural(said[-1]))


def is_collection(parts: Parts, route: str, method: str) -> bool:
    """Whether an operation lists or creates what is below its path."""
    steps = ("paths", route, method)
    operation = parts.document["paths"][route][method]
    if method == "post":
        return words(operation.get("operationId", ""))[:1] == ["create"]
    return method == "get" and listed(parts, steps, operation) is not None


def created_with_200(parts: Parts) -> Faults:
    """With 201 a server says that there is something new, and with 202 that there will be."""
    for steps, operation in parts.operations:
        successes = [each for each in operation["responses"] if is_success(each)]
        if creates(steps, operation) and successes and not {"201", "202", "2XX"} & set(successes):
            remedy = 'Return "201", or "202" if it is created later'
            yield (
                f"The operation creates something, and returns {successes[0]}. {remedy}.",
                (*steps, "responses", successes[0]),
            )


def creates(steps: Steps, operation: dict[str, Any]) -> bool:
    """Whether an operation creates something: its name says so, or it is a POST to a collection."""
    route, method = str(steps[1]), steps[2]
    verb = (words(operation.get("operationId", "")) or [""])[0]
    last = words(route.rpartition("/")[2])
    to_collection = bool(last) and not route.endswith("}") and is_plural(last[-1]) and verb not in VERBS
    return method == "post" and ("x-creates" in operation or verb in CREATING or to_collection)


def unlimited_lists(parts: Parts) -> Faults:
    """A list that grows without a limit becomes slow, then fails, and takes the server with it."""
    for steps, operation in parts.operations:
        array = listed(parts, steps, operation)
        if array is None or "maxItems" in array:
            continue
        asked = openapi.parameters(parts.document, steps[1], operation)
        limits = [each for each in asked if each["in"] == "query" and named(each["name"], LIMITS)]
        schemas = [resolve(parts.document, each.get("schema", {})) for each in limits]
        if not limits:
            yield "The list has no limit. Add a parameter `limit` to the query, with a `maximum`.", steps
        elif not any(schema.keys() & {"maximum", "enum"} for schema in schemas):
            place = next(place for place, each in parts.kinds["parameter"] if each is limits[0])
            yield f"`{limits[0]['name']}` has no `maximum`. Say how many items a page has at most.", place


def listed(parts: Parts, steps: Steps, operation: dict[str, Any]) -> dict[str, Any] | None:
    """The array that an operation lists, if it lists any."""
    route, method = str(steps[1]), steps[2]
    if method != "get" or route.endswith("}"):
        return None
    for schema in results(parts, operation):
        known = openapi.properties(parts.document, schema)
        named_so = [each for name, each in known.items() if name in LISTS or name == route.rpartition("/")[2]]
        for each in (schema, *named_so):
            if is_array(parts, each):
                array: dict[str, Any] = resolve(parts.document, each)
                return array
    return None


def results(parts: Parts, operation: dict[str, Any]) -> Iterator[Any]:
    """The schemas of the successes of an operation."""
    for status, response in operation["responses"].items():
        for media_type, content in (
            resolve(parts.document, response).get("content", {}).items() if is_success(status) else ()
        ):
            if is_json(media_type):
                yield content.get("schema", {})


def unlimited_arrays(parts: Parts) -> Faults:
    """A caller that stores an array has to know how long it gets."""
    # These are reported as lists, or as bodies.
    elsewhere = [listed(parts, steps, operation) for steps, operation in parts.operations]
    elsewhere += [resolve(parts.document, each.get("schema", {})) for _, each in parts.kinds["media type"]]
    for steps, schema in parts.kinds["schema"]:
        is_array_here = schema.get("type") == "array" and not any(schema is each for each in elsewhere)
        if is_array_here and "maxItems" not in schema:
            yield "The array has no limit. Say in `maxItems` how many items it has at most.", steps


def errors_without_bodies(parts: Parts) -> Faults:
    """A status alone does not tell a program what went wrong."""
    found = {}
    for steps, operation in parts.operations:
        for status, response in operation["responses"].items():
            is_error = steps[-1] != "head" and (status == "default" or status[:1] in ("4", "5"))
            if is_error and not resolve(parts.document, response).get("content"):
                found[target(response, (*steps, "responses", status))] = True
    for place in found:
        yield "The error has no body. Add `content` with the schema of the API's errors.", place


def target(node: dict[str, Any], steps: Steps) -> Steps:
    """Where a node is written, or what it refers to."""
    return parse_pointer(node["$ref"].removeprefix("#")) if "$ref" in node else steps


def secrets_in_addresses(parts: Parts) -> Faults:
    """An address is logged by each server and proxy on the way, and a key in it with it."""
    for steps, scheme in parts.kinds["scheme"]:
        if scheme["type"] == "apiKey" and scheme["in"] == "query":
            yield "The key is sent in the query. Send it in a header, such as `Authorization`.", (*steps, "in")
    for steps, parameter in parts.kinds["parameter"]:
        name, place = parameter["name"], parameter["in"]
        is_key = place == "query" and words(name) == ["key"]
        if place in ("query", "path") and (is_key or named(name, SECRETS)) and not named(name, CURSORS):
            yield f"`{name}` is a secret, and is in the {place}. Send it in a header or the body.", steps


def routes(parts: Parts) -> list[str]:
    return [route for route in parts.document.get("paths", ()) if route.startswith("/")]


def segments(route: str) -> list[str]:
    return [each for each in route.split("/") if each and not each.startswith("{")]
