"""Calls of every operation that a document has, with arguments that it allows."""

import asyncio
import copy
import datetime
import inspect
import json
import ssl
import sys
import typing
import uuid
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from types import UnionType
from typing import Any

import httpx
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse
from openapi_python_client.strings import PythonIdentifier

from scripts.common.json_pointer import resolve, walk
from scripts.contract import openapi
from scripts.generation.example_values import example_for
from scripts.generation.fake_responses import examples


class Checked(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Hands requests on to a fake, and fails if a response differs from the document."""

    def __init__(self, fake: Any, spec: OpenAPI) -> None:
        self.fake = fake
        self.spec = spec

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self.checked(request, self.fake.handle_request(request))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.checked(request, await self.fake.handle_async_request(request))

    def checked(self, request: httpx.Request, response: httpx.Response) -> httpx.Response:
        host = f"{request.url.scheme}://{request.url.host}"
        headers = dict(response.headers)
        received = MockResponse(response.read(), response.status_code, headers, headers.get("content-type", ""))
        self.spec.validate_response(MockRequest(host, request.method, request.url.path), received)
        return response


# Without certificates, which take most of the time of a short-lived client. No call is encrypted.
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@dataclass
class Call:
    """A call of a method, and the statuses that it may succeed with."""

    name: str
    positional: list[Any]
    named: dict[str, Any]
    successes: list[int]

    def make(
        self,
        package: Any,
        transport: Callable[[], Any] = lambda: None,
        base_url: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> list[int]:
        """Call the method of a client of each kind, check the results, and return the statuses."""
        arguments: dict[str, Any] = {"base_url": base_url, "max_retries": 0}
        name = f"{self.name}_detailed"
        with httpx.Client(transport=transport(), headers=headers, verify=PLAIN) as http:
            client = package.TXCloud("test_k", http_client=http, **arguments)
            first = getattr(client, name)(*self.positional, **self.named)

        async def asynchronous() -> Any:
            async with httpx.AsyncClient(transport=transport(), headers=headers, verify=PLAIN) as http:
                client = package.AsyncTXCloud("test_k", http_client=http, **arguments)
                return await getattr(client, name)(*self.positional, **self.named)

        responses = [first, asyncio.run(asynchronous())]
        for each in responses:
            check_result(each)
        return [each.status_code for each in responses]


def calls(package: Any, document: dict[str, Any]) -> Iterator[Call]:
    """For each operation: with all that it takes, for each kind of body, and with what it requires."""
    # What a caller sends is what a response does not show, and the other way round.
    sent = copy.deepcopy(document)
    for _, node in walk(sent):
        if isinstance(node, dict) and {"readOnly", "writeOnly"} & node.keys():
            node["readOnly"], node["writeOnly"] = node.get("writeOnly", False), node.get("readOnly", False)
    for steps, operation in openapi.operations(sent):
        name = PythonIdentifier(operation["operationId"], "field_")
        method = getattr(package.TXCloud, name)
        known = {**vars(package.client), **vars(package.types), "models": package.models, "Timeout": float}
        hints = typing.get_type_hints(method, known)
        successes = [int(each) for each in operation["responses"] if each.isdecimal() and openapi.is_success(each)]
        positional: list[Any] = []
        optional: dict[str, Any] = {}
        required: dict[str, Any] = {}
        for parameter in openapi.parameters(sent, steps[1], operation):
            argument = argument_of(hints, parameter)
            example = value_of(hints[argument], example_for(sent, parameter["schema"], examples(sent, parameter)))
            if parameter["in"] == "path":
                positional.append(example)
            else:
                (required if parameter.get("required") else optional)[argument] = example
        body = resolve(sent, operation.get("requestBody", {}))
        bodies = [body_of(hints["body"], sent, *each) for each in body.get("content", {}).items()]
        for each in bodies or [None]:
            given = {} if each is None else {"body": each}
            yield Call(name, positional, {**given, **required, **optional}, successes)
        if optional or (bodies and not body.get("required")):
            given = {"body": bodies[0]} if bodies and body.get("required") else {}
            yield Call(name, positional, {**given, **required}, successes)


def argument_of(hints: dict[str, Any], parameter: dict[str, Any]) -> str:
    """The argument for a parameter, which has another name where that is taken."""
    found = PythonIdentifier(parameter["name"], "field_")
    [argument, *_] = [each for each in hints if each in (f"{found}_{parameter['in']}", f"{found}_", found)]
    return argument


def body_of(hint: Any, document: dict[str, Any], media_type: str, content: dict[str, Any]) -> Any:
    """The argument for a body of a media type."""
    example = example_for(document, content["schema"], examples(document, content))
    if "form" in media_type:
        # A list of one text cannot be told from a text.
        example = {name: value * 2 if isinstance(value, list) else value for name, value in example.items()}
    for each in options(hint):
        if hasattr(each, "parts") == (media_type == "multipart/form-data"):
            return value_of(each, example)
    raise AssertionError(f"no argument is sent as {media_type}")


def options(hint: Any) -> tuple[Any, ...]:
    return typing.get_args(hint) if typing.get_origin(hint) in (UnionType, typing.Union) else (hint,)


def value_of(hint: Any, example: Any) -> Any:
    """An example, given as JSON, as one of the types of an argument; None if it fits none."""
    for each in options(hint):
        found = value_of_type(each, example)
        if found is not None:
            return found
    return None


def value_of_type(kind: Any, example: Any) -> Any:
    origin = typing.get_origin(kind) or kind
    if origin is list:
        return [value_of(typing.get_args(kind)[0], each) for each in example] if isinstance(example, list) else None
    if origin is dict or kind is Any:
        return example
    if hasattr(kind, "parts"):
        # Without those of its base class, which are known in another module.
        own = type("Own", (), {"__annotations__": kind.__annotations__})
        hints = typing.get_type_hints(own, vars(sys.modules[kind.__module__]))
        return kind(
            **{at: value_of(hints[at], example[name]) for name, at in kind._JSON_NAMES.items() if name in example}
        )
    if hasattr(kind, "from_dict"):
        return kind.from_dict(example)
    if inspect.isclass(kind) and issubclass(kind, Enum):
        return kind(example)
    readers: dict[Any, Callable[[str], Any]] = {
        bytes: b64decode,
        datetime.date: datetime.date.fromisoformat,
        datetime.datetime: datetime.datetime.fromisoformat,
        uuid.UUID: uuid.UUID,
    }
    if kind in readers and isinstance(example, str):
        return readers[kind](example)
    # An integer is a number, too.
    kinds = (float, int) if kind is float else kind
    return example if inspect.isclass(kind) and isinstance(example, kinds) else None


def as_json(value: Any) -> Any:
    """A result as JSON again."""
    match value:
        case list():
            return [as_json(each) for each in value]
        case dict():
            return {name: as_json(each) for name, each in value.items()}
        case datetime.date():
            return value.isoformat().replace("+00:00", "Z")
        case uuid.UUID():
            return str(value)
        case _:
            return value.to_dict() if hasattr(value, "to_dict") else value


def check_result(response: Any) -> None:
    """Fail if a result does not give back all of the content that it was read from."""
    content = json.loads(response.content or b"null")
    if response.parsed is not None:
        assert as_json(response.parsed) == content


def filled(package: Any, document: dict[str, Any]) -> Any:
    """A fake with one resource of each kind, as the examples of the document name it."""
    fake = package.testing.FakeTXCloud()
    kinds = fake._kinds
    adding = [name for name in vars(type(fake)) if name.startswith("add_")]
    for item, name in zip(kinds, adding, strict=True):
        in_path = [segment[1:-1] for segment in item if segment.startswith("{")]
        route = "/" + "/".join(item)
        steps, operation = next(each for each in openapi.operations(document) if str(each[0][1]).startswith(route))
        declared = {each["name"]: each for each in openapi.parameters(document, steps[1], operation)}
        values = [
            example_for(document, declared[each]["schema"], examples(document, declared[each])) for each in in_path
        ]
        getattr(fake, name)(*values)
    return fake
