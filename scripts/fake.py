"""What the fake of the vendor has to know: what each operation answers, and what it does to what is kept.

Paths tell what an operation does, as HTTP and custom have it: `/things/{id}` is one of the `/things`; a GET shows it,
a DELETE removes it, a PUT or PATCH changes it. `GET /things` lists them, `POST /things` makes one. What is below
`/things/{id}` acts on it, and `x-transition` says how.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openapi_python_client.config import Config
from openapi_python_client.strings import PythonIdentifier

from scripts import document as openapi
from scripts.document import BrokenDocument
from scripts.pointers import Steps, resolve
from scripts.samples import sample

PARAMETER = re.compile(r"\{([^/{}]*)\}")


@dataclass
class Answer:
    """What a response holds, by the document's examples."""

    headers: dict[str, str]
    media_type: str | None
    content: Any
    schema: dict[str, Any]

    @property
    def is_text(self) -> bool:
        return self.media_type is not None and "json" not in self.media_type


@dataclass
class Operation:
    """How an operation is called, what it answers, and what it does."""

    name: str
    method: str
    path: str
    success: str
    answers: dict[str, str]
    schema: dict[str, Any]
    sample: Any
    transition: dict[str, Any] | None
    does: str = "nothing"
    # To whom: the path of such a resource; whether it answers with it, and where in its answer a list of them is.
    item: str = ""
    is_shown: bool = False
    listed_in: str = ""

    @property
    def segments(self) -> tuple[str, ...]:
        return segments(self.path)

    @property
    def answers_any_error(self) -> bool:
        return "default" in self.answers or {"4XX", "5XX"} <= self.answers.keys()

    @property
    def item_segments(self) -> tuple[str, ...]:
        return segments(self.item)


@dataclass
class Resource:
    """What is kept: where it is, what it holds at first, and the method that adds one."""

    item: str
    name: str
    method: str
    parents: list[str]
    parameter: str
    words: dict[str, str]
    key: str
    schema: str
    # The answer that shows one, and in what it differs from that at first.
    origin: str
    start: dict[str, Any]
    sample: dict[str, Any]

    @property
    def segments(self) -> tuple[str, ...]:
        return segments(self.item)

    @property
    def path_code(self) -> str:
        """The path of one, as Python that knows its parameters."""
        values = iter([*self.parents, self.parameter])
        parts = [f"str({next(values)})" if PARAMETER.search(segment) else repr(segment) for segment in self.segments]
        return f"({', '.join(parts)},)"


@dataclass
class Fake:
    """Data for the templates."""

    answers: dict[str, Answer] = field(default_factory=dict)
    operations: list[Operation] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)


def fake(path: Path, document: dict[str, Any], words: dict[str, dict[str, str]], config: Config) -> Fake:
    """What the document says of it; `words` describe the parameters of each operation."""
    found = Fake()
    for steps, node in openapi.operations(document):
        name = PythonIdentifier(node["operationId"], config.field_prefix)
        answers = dict(named_answers(path, document, node, steps, found.answers))
        success = next(status for status in answers if re.fullmatch("2([0-9]{2}|XX)", status))
        shown = found.answers[answers[success]]
        route, method = str(steps[1]), str(steps[2]).upper()
        transition = node.get("x-transition")
        found.operations.append(
            Operation(name, method, route, success, answers, shown.schema, shown.content, transition)
        )
    found.resources = list(resources(found.operations, words, config))
    for operation in found.operations:
        decide(document, operation, found.resources)
        if operation.item and not {"404", "4XX", "default"} & set(operation.answers):
            operation.answers["404"] = "no such resource"
            found.answers["no such resource"] = Answer({}, None, None, {})
    # Where several paths match, the one is meant that says most.
    found.operations.sort(key=lambda each: ["{" in segment for segment in each.segments])
    return found


def named_answers(
    path: Path, document: dict[str, Any], node: dict[str, Any], steps: Steps, answers: dict[str, Answer]
) -> Iterator[tuple[str, str]]:
    """The statuses of an operation, and the name of the answer for each, which is added to the others."""
    for status, response in node["responses"].items():
        if not status.startswith("x-"):
            name = response.get("$ref", f"{node['operationId']} {status}").rpartition("/")[2]
            try:
                answers[name] = answer(document, resolve(document, response))
            except LookupError:
                message = "no answer can be made up that fits its schema. Give the response an `example`."
                raise BrokenDocument(path, message, steps=(*steps, "responses", status)) from None
            yield status, name


def answer(document: dict[str, Any], response: dict[str, Any]) -> Answer:
    headers = {name: resolve(document, each) for name, each in response.get("headers", {}).items()}
    values = {
        name: sample(document, each["schema"], examples(document, each))
        for name, each in headers.items()
        if "schema" in each
    }
    contents = response.get("content", {})
    media_type = next((each for each in contents if "json" in each), next(iter(contents), None))
    content = contents.get(media_type, {})
    schema = content.get("schema", {})
    value = sample(document, schema, examples(document, content)) if media_type else None
    spelled = {name: str(each).lower() if isinstance(each, bool) else str(each) for name, each in values.items()}
    return Answer(spelled, media_type, value, schema)


def examples(document: dict[str, Any], node: dict[str, Any]) -> Iterator[Any]:
    for named in node.get("examples", {}).values():
        yield resolve(document, named).get("value")
    if "example" in node:
        yield node["example"]


def resources(operations: list[Operation], words: dict[str, dict[str, str]], config: Config) -> Iterator[Resource]:
    """What operations show or act on by its path."""
    seen, names = set(), set()
    # What shows a resource tells best what it is.
    for each in sorted(operations, key=lambda each: (each.method, PARAMETER.split(each.path)[-1]) != ("GET", "")):
        found = re.match(r".*/\{[^/{}]*\}(?=/|$)", each.path)
        if not found or "$ref" not in each.schema or not isinstance(each.sample, dict) or found[0] in seen:
            continue
        item = found[0]
        seen.add(item)
        name = each.schema["$ref"].rpartition("/")[2]
        method = f"add_{PythonIdentifier(item if name in names else name, config.field_prefix)}"
        names.add(name)
        parameters = {spelled: argument(spelled, config) for spelled in PARAMETER.findall(item)}
        *parents, parameter = parameters.values()
        said = {parameters[spelled]: words[each.name].get(f"path {spelled}", "") for spelled in parameters}
        key = next((key for key in ([*parameters][-1], "id") if key in each.sample), "")
        starts = [other.transition["when"] for other in operations if other.path.startswith(item) and other.transition]
        schema, origin = each.schema["$ref"], each.answers[each.success]
        start = starts[0] if starts else {}
        yield Resource(item, name, method, parents, parameter, said, key, schema, origin, start, each.sample)


def argument(name: str, config: Config) -> str:
    """How the method that adds a resource calls a parameter of its path."""
    identifier = PythonIdentifier(name, config.field_prefix)
    return f"{identifier}_" if identifier in ("properties", "self") else identifier


def decide(document: dict[str, Any], operation: Operation, resources: list[Resource]) -> None:
    """Find out what an operation does, and to which resource."""
    for resource in resources:
        if operation.path == resource.item.rpartition("/")[0]:
            operation.does = {"GET": "list", "POST": "create"}.get(operation.method, "nothing")
            holders = {"": operation.schema, **resolve(document, operation.schema).get("properties", {})}
            lists = [name for name, each in holders.items() if is_list_of(resource, resolve(document, each))]
            operation.listed_in = next(iter(lists), "")
            if operation.does == "list" and not lists:
                operation.does = "nothing"
        elif f"{operation.path}/".startswith(f"{resource.item}/"):
            by_method = {"DELETE": "delete", "PATCH": "update", "PUT": "update"}
            operation.does = by_method.get(operation.method, "act") if operation.path == resource.item else "act"
        else:
            continue
        operation.item = resource.item
        operation.is_shown = operation.schema.get("$ref") == resource.schema


def segments(path: str) -> tuple[str, ...]:
    return tuple(path.split("/")[1:])


def is_list_of(resource: Resource, schema: dict[str, Any]) -> bool:
    return isinstance(schema.get("items"), dict) and schema["items"].get("$ref") == resource.schema
