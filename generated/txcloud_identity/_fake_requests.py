"""What a request to a fake asks for and holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from email import message_from_bytes
from typing import Any, cast
from urllib.parse import parse_qsl

import httpx

from ._fake_operations import Operation
from ._fake_schema import fits


def given(request: httpx.Request, schemas: Mapping[str, Any]) -> dict[str, object]:
    """The properties in the body of a request that fit their schemas."""
    return {
        name: known(schemas[name], value)
        for name, meanings in body_of(request).items()
        if name in schemas
        for value in [each for each in meanings if fits(schemas[name], each)][:1]
    }


def known(schema: Mapping[str, Any], value: Any) -> Any:
    """A value that fits a schema, without the properties that the schema does not have."""
    if value.__class__ is list:
        return [known(schema.get("items", {}), each) for each in value]
    others = [part for keyword in ("allOf", "anyOf", "oneOf") for part in schema.get(keyword, ())]
    named = {name: each for part in (schema, *others) for name, each in part.get("properties", {}).items()}
    if value.__class__ is not dict or not named or schema.get("additionalProperties"):
        return value
    return {name: known(named[name], each) for name, each in value.items() if name in named}


def body_of(request: httpx.Request) -> dict[str, Sequence[object]]:
    """The properties in the body of a request, each with what its value may mean."""
    media_type = request.headers.get("Content-Type", "")
    if "form" in media_type:
        texts: dict[str, list[str]] = {}
        pairs: Iterable[tuple[str, str]] = parts_of(request)
        if "multipart" not in media_type:
            pairs = parse_qsl(request.content.decode(), keep_blank_values=True)
        for name, text in pairs:
            texts.setdefault(name, []).append(text)
        return {name: meanings(each) for name, each in texts.items()}
    body: object = json.loads(request.content) if "json" in media_type else None
    return {name: [value] for name, value in cast("dict[str, object]", body).items()} if isinstance(body, dict) else {}


def parts_of(request: httpx.Request) -> Iterator[tuple[str, str]]:
    """The parts of a form that are no files."""
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    for part in message_from_bytes(head + request.content).walk():
        if not part.is_multipart() and part.get_filename() is None:
            content = cast("bytes", part.get_payload(decode=True))
            yield str(part.get_param("name", header="Content-Disposition")), content.decode()


def meanings(texts: list[str]) -> Sequence[object]:
    """What the texts of a form may mean: one of them, or a list of all; each as it is, or as the JSON that it is."""
    values = [value_of(text) for text in texts]
    return texts[-1], values[-1], texts, values


def value_of(text: str) -> object:
    """The JSON that a text is, or else the text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def page(
    operation: Operation, items: list[tuple[object, Any]], asked: httpx.QueryParams
) -> tuple[list[Any], dict[str, object]]:
    """The items that a request asks for, given with their names, and what their list says of all of them."""
    names = [spelled(name) for name, _ in items]
    after = asked.get("starting_after")
    start = 0 if after is None else names.index(after) + 1 if after in names else len(items)
    found = [each is not None and is_asked_for(operation, each, asked) for _, each in items]
    rest = [each for (_, each), is_found in zip(items[start:], found[start:], strict=True) if is_found]
    limit = asked.get("limit", "")
    shown = rest[: int(limit) if limit.isdecimal() else operation.limit]
    totals = {"has_more": len(rest) > len(shown), "total_count": found.count(True)}
    return shown, {name: totals[name] for name in operation.totals}


def is_asked_for(operation: Operation, item: Mapping[str, Any], asked: httpx.QueryParams) -> bool:
    """Whether an item has one of the values that are asked for, for each property that is asked for."""
    for name in operation.filters:
        value: Any = item.get(name)
        values = value if value.__class__ is list else [value]
        if name in asked and not {spelled(each) for each in values} & set(asked.get_list(name)):
            return False
    return True


def spelled(value: object) -> str:
    """The text of a value in a query."""
    return value if isinstance(value, str) else json.dumps(value)
