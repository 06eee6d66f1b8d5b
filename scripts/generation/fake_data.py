"""Template data for FakeTXCloud: each operation's responses and its effect on stored resources."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openapi_python_client.config import Config
from openapi_python_client.strings import PythonIdentifier, safe_for_docstring

from scripts.common.json_pointer import resolve
from scripts.contract import openapi
from scripts.generation.docstrings import quoted, section
from scripts.generation.fake_responses import ExampleResponse, named_responses
from scripts.generation.rest_semantics import PARAMETER, effect_of, item_paths

# The effects of the operations that show the content of an item, the best evidence first.
EVIDENCE = ("show", "update", "transition", "create", "act")


@dataclass
class Operation:
    """How an operation is called, how it responds, and its effect."""

    name: str
    method: str
    path: str
    parameters: dict[str, dict[str, Any]]
    success: str
    responses: dict[str, str]
    schema: dict[str, Any]
    sample: Any
    transition: dict[str, Any] | None
    does: str = ""
    # The path of the resource that it affects; whether it responds with the resource, or where a list of them is.
    item: str = ""
    is_shown: bool = False
    listed_in: str = ""

    @property
    def arguments(self) -> dict[str, object]:
        """The arguments of the runtime's `Operation`, except for the responses."""
        transition = self.transition or {}
        told = {
            "does": self.does,
            "item": self.item and segments(self.item),
            "is_shown": self.is_shown,
            "listed_in": self.listed_in,
            "when": transition.get("when"),
            "then": transition.get("then"),
            "otherwise": int(transition.get("otherwise", 0)),
        }
        always = {"method": self.method, "path": self.segments, "success": int(self.success.replace("XX", "00"))}
        return always | {name: value for name, value in told.items() if value}

    @property
    def segments(self) -> tuple[str, ...]:
        return segments(self.path)


@dataclass
class Parameter:
    """A parameter of a resource's path: its argument, type and description in the method that adds a resource."""

    argument: str
    type: str
    words: str


@dataclass
class Resource:
    """A stored resource: its path, its first properties, and the method that adds one."""

    item: str
    name: str
    method: str
    parameters: list[Parameter]
    key: str
    # The operation whose response shows one, and the properties that differ from that at first.
    origin: Operation
    start: dict[str, Any] = field(default_factory=dict)

    @property
    def segments(self) -> tuple[str, ...]:
        return segments(self.item)

    @property
    def default(self) -> str | int:
        """The last parameter in the document's example."""
        value = self.origin.sample.get(self.key, 1)
        return value if self.parameters[-1].type == "int" and isinstance(value, int) else str(value)

    @property
    def docstring(self) -> str:
        """The docstring of the method, in Google's style."""
        but_for = f", except for {', '.join(self.start)}" if self.start else ""
        arguments = [
            *((each.argument, safe_for_docstring(each.words)) for each in self.parameters),
            ("properties", f"Its properties, as in JSON. All others are as in the document's example{but_for}."),
        ]
        return quoted(
            [
                f"Add a `{self.name}`.",
                section("Args", arguments),
                "Returns:\n    Its stored properties. Requests change them, and a test may.",
                section("Raises", [("TypeError", "JSON does not have such a value.")]),
            ]
        )

    @property
    def path_code(self) -> str:
        """The path of one, as Python code in terms of the parameters."""
        values = iter(self.parameters)
        parts = [text_of(next(values)) if PARAMETER.search(segment) else repr(segment) for segment in self.segments]
        return f"({', '.join(parts)},)"


@dataclass
class Fake:
    """The data of the templates."""

    responses: dict[str, ExampleResponse] = field(default_factory=dict)
    operations: list[Operation] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)

    @property
    def headers(self) -> dict[str, str]:
        """The headers that all responses with headers have."""
        first, *others = [response.headers.items() for response in self.responses.values() if response.headers] or [
            {}.items()
        ]
        return {name: value for name, value in first if all((name, value) in other for other in others)}

    def arguments_of(self, response: ExampleResponse) -> dict[str, str]:
        """The arguments of the runtime's `ExampleResponse`, as code."""
        added = {name: value for name, value in response.headers.items() if self.headers.get(name) != value}
        common = ["**HEADERS"] if response.headers and self.headers else []
        headers = "HEADERS" if common and not added else f"{{{', '.join([*common, *map(entry, added.items())])}}}"
        if not response.media_type:
            return {"headers": headers}
        return {"headers": headers, "media_type": repr(response.media_type), "content": repr(response.content)}


def build_fake_model(path: Path, document: dict[str, Any], config: Config) -> Fake:
    """Build the data from the document."""
    found = Fake()
    for steps, node in openapi.operations(document):
        name = PythonIdentifier(node["operationId"], config.field_prefix)
        responses = dict(named_responses(path, document, node, steps, found.responses))
        success = next(status for status in responses if openapi.is_success(status))
        shown = found.responses[responses[success]]
        route, method = str(steps[1]), str(steps[2]).upper()
        parameters = {each["name"]: each for each in openapi.parameters(document, route, node) if each["in"] == "path"}
        transition = node.get("x-transition")
        found.operations.append(
            Operation(name, method, route, parameters, success, responses, shown.schema, shown.content, transition)
        )
    found.resources = list(resources(document, found.operations, config))
    for operation in found.operations:
        assign_effect(document, operation, found.resources)
        if operation.item and not {"404", "4XX", "default"} & set(operation.responses):
            operation.responses["404"] = "no such resource"
            found.responses["no such resource"] = ExampleResponse({}, None, None, {})
    # If several paths match a request, the most specific one is meant.
    found.operations.sort(key=lambda each: (-len(each.segments), ["{" in segment for segment in each.segments]))
    return found


def resources(document: dict[str, Any], operations: list[Operation], config: Config) -> Iterator[Resource]:
    """The items whose content some operation shows."""
    known = item_paths(each.path for each in operations)
    names: set[str] = set()
    for item in known:
        origin = best_evidence(item, operations, known)
        if not origin:
            continue
        name = origin.schema["$ref"].rpartition("/")[2]
        method = f"add_{PythonIdentifier(item if name in names else name, config.field_prefix)}"
        names.add(name)
        in_path = PARAMETER.findall(item)
        owner = next(each for each in operations if each.path.startswith(item))
        parameters = [parameter(document, owner.parameters[spelled], config) for spelled in in_path]
        key = next((key for key in (in_path[-1], "id") if key in origin.sample), "")
        yield Resource(item, name, method, parameters, key, origin)


def best_evidence(item: str, operations: list[Operation], known: list[str]) -> Operation | None:
    """The operation that is the best evidence of the content of an item."""
    found: dict[str, Operation] = {}
    for each in operations:
        done = effect_of(each.method, each.path, known)
        if done and done.item == item and "$ref" in each.schema and isinstance(each.sample, dict):
            found.setdefault("transition" if each.transition else done.does, each)
    return next((found[what] for what in EVIDENCE if what in found), None)


def parameter(document: dict[str, Any], declared: dict[str, Any], config: Config) -> Parameter:
    identifier = PythonIdentifier(declared["name"], config.field_prefix)
    argument = f"{identifier}_" if identifier in ("properties", "self") else identifier
    is_number = resolve(document, declared["schema"]).get("type") == "integer"
    return Parameter(argument, "int" if is_number else "str", declared.get("description", "As in its path."))


def text_of(parameter: Parameter) -> str:
    """Python code for a parameter as text."""
    return parameter.argument if parameter.type == "str" else f"str({parameter.argument})"


def assign_effect(document: dict[str, Any], operation: Operation, resources: list[Resource]) -> None:
    """Set the effect of an operation, and the resource that it affects."""
    found = effect_of(operation.method, operation.path, [each.item for each in resources])
    if not found:
        return
    resource = next(each for each in resources if each.item == found.item)
    reference = resource.origin.schema["$ref"]
    if found.does == "list":
        places = {"": operation.schema, **resolve(document, operation.schema).get("properties", {})}
        lists = [name for name, each in places.items() if is_list_of(reference, resolve(document, each))]
        if not lists:
            return
        operation.listed_in = lists[0]
    operation.does = found.does
    operation.item = resource.item
    operation.is_shown = operation.schema.get("$ref") == reference
    if operation.transition and not resource.start:
        resource.start = operation.transition["when"]


def entry(named: tuple[str, object]) -> str:
    """An entry of a dict, as code."""
    return f"{named[0]!r}: {named[1]!r}"


def segments(path: str) -> tuple[str, ...]:
    return tuple(path.split("/")[1:])


def is_list_of(reference: str, schema: dict[str, Any]) -> bool:
    return isinstance(schema.get("items"), dict) and schema["items"].get("$ref") == reference
