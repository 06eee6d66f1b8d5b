"""What a request to a fake asks for and holds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from email import message_from_bytes
from itertools import compress
from typing import Any, cast
from urllib.parse import parse_qsl

import httpx

from ._fake_operations import Operation
from ._fake_schema import fits


def given(request: httpx.Request, schemas: Mapping[str, Any]) -> dict[str, object]:
    """The properties in the body of a request that fit their schemas."""
    return {
        name: value
        for name, meanings in body_of(request).items()
        if name in schemas
        for value in [each for each in meanings if fits(schemas[name], each)][:1]
    }


def body_of(request: httpx.Request) -> dict[str, Sequence[object]]:
    """The properties in the body of a request, each with what its value may mean."""
    media_type = request.headers.get("Content-Type", "")
    if "form" in media_type:
        texts: dict[str, list[str]] = {}
        for name, text in parts_of(request) if "multipart" in media_type else parse_qsl(request.content.decode()):
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
    operation: Operation, items: list[dict[str, object]], asked: httpx.QueryParams
) -> tuple[list[dict[str, object]], dict[str, object]]:
    """The items that a request asks for, and what their list says of all of them."""
    names = [spelled(each.get("id")) for each in items]
    after = asked.get("starting_after")
    start = 0 if after is None else names.index(after) + 1 if after in names else len(items)
    filters = [(name, asked.get_list(name)) for name in operation.filters if name in asked]
    found = [all(spelled(each.get(name)) in values for name, values in filters) for each in items]
    rest = list(compress(items[start:], found[start:]))
    limit = asked.get("limit", "")
    shown = rest[: int(limit) if limit.isdecimal() else operation.limit]
    totals = {"has_more": len(rest) > len(shown), "total_count": found.count(True)}
    return shown, {name: totals[name] for name in operation.totals}


def spelled(value: object) -> str:
    """The text of a value in a query."""
    return value if isinstance(value, str) else json.dumps(value)
