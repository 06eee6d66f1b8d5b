"""What the fake knows of the document: its operations, their responses, and the resources that it stores."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from openapi_python_client.strings import safe_for_docstring

from scripts.common.json_pointer import Steps
from scripts.generation.docstrings import quoted, section
from scripts.generation.fake_responses import ExampleResponse
from scripts.generation.rest_semantics import PARAMETER


@dataclass
class Operation:
    """An operation: its place in the document, its responses, and its effect."""

    name: str
    steps: Steps
    node: dict[str, Any]
    parameters: dict[str, dict[str, Any]]
    success: str
    responses: dict[str, str]
    schema: dict[str, Any]
    sample: Any
    # The path of the resource that it affects, and other arguments of the runtime's `Operation`.
    item: str = ""
    effect: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return str(self.steps[1])

    @property
    def method(self) -> str:
        return str(self.steps[2]).upper()

    @property
    def transition(self) -> dict[str, Any]:
        found: dict[str, Any] = self.node.get("x-transition", {})
        return found

    @property
    def arguments(self) -> dict[str, object]:
        """The arguments of the runtime's `Operation`, except for the responses."""
        success = int(self.success.replace("XX", "00"))
        always = {"method": self.method, "path": segments(self.path), "success": success}
        told = {"item": self.item and segments(self.item)} | self.effect | self.transition
        if self.transition:
            told["otherwise"] = int(told["otherwise"])
        return always | {name: value for name, value in told.items() if value}


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
    # The property that identifies one and its schema.
    key: str
    key_schema: dict[str, Any]
    # The operation whose response shows one, and the properties that differ from that at first.
    origin: Operation
    start: dict[str, Any] = field(default_factory=dict)
    # The schemas of the properties that requests set.
    schemas: dict[str, Any] = field(default_factory=dict)

    @property
    def segments(self) -> tuple[str, ...]:
        return segments(self.item)

    @property
    def arguments(self) -> dict[str, str]:
        """The arguments of the runtime's `Resource`, as code."""
        sample = f"RESPONSES[{self.origin.responses[self.origin.success]!r}].content"
        if self.start:
            sample = f"{{{', '.join([f'**{sample}', *map(entry, self.start.items())])}}}"
        told = {"key": self.key, "key_schema": self.key_schema, "schemas": self.schemas}
        return {"sample": sample} | {name: repr(value) for name, value in told.items() if value}

    @property
    def default(self) -> str:
        """The code of the last parameter's default, which is the document's example, if there is one."""
        if self.key not in self.origin.sample:
            return "" if self.key else f" = {1 if self.parameters[-1].type == 'int' else '1'!r}"
        value = self.origin.sample[self.key]
        return f" = {value if self.parameters[-1].type == 'int' and isinstance(value, int) else str(value)!r}"

    @property
    def docstring(self) -> str:
        """The docstring of the method, in Google's style."""
        but_for = f", except for {', '.join(self.start)}" if self.start else ""
        refused = [("TypeError", "JSON does not have such a value.")]
        if self.key_schema:
            refused.append(("ValueError", f"The `{safe_for_docstring(self.key)}` does not fit its schema."))
        arguments = [
            *((each.argument, safe_for_docstring(each.words)) for each in self.parameters),
            ("properties", f"Its properties, as in JSON. All others are as in the document's example{but_for}."),
        ]
        return quoted(
            [
                f"Add a `{self.name}`.",
                section("Args", arguments),
                "Returns:\n    Its stored properties. Requests change them, and a test may.",
                section("Raises", refused),
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

    @cached_property
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
        told = {"media_type": response.media_type, "content": response.content}
        others = {"texts": response.texts, "types": response.types}
        told |= {name: value for name, value in others.items() if value}
        return {"headers": headers} | {name: repr(value) for name, value in told.items()}


def text_of(parameter: Parameter) -> str:
    """Python code for a parameter as text."""
    return parameter.argument if parameter.type == "str" else f"str({parameter.argument})"


def entry(named: tuple[str, object]) -> str:
    """An entry of a dict, as code."""
    return f"{named[0]!r}: {named[1]!r}"


def segments(path: str) -> tuple[str, ...]:
    return tuple(path.split("/")[1:])
