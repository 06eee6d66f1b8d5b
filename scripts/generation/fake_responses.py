"""The responses of the fake, from the examples of the document."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.common.json_pointer import Steps, resolve
from scripts.common.yaml_file import DocumentError
from scripts.generation.example_values import example_for


@dataclass
class ExampleResponse:
    """A response with its example headers and body."""

    headers: dict[str, str]
    media_type: str | None
    content: Any
    schema: dict[str, Any]
    # For statuses without a response of their own: see the runtime's `ExampleResponse`.
    texts: tuple[str, ...] = ()
    types: dict[int, str] = field(default_factory=dict)


def named_responses(
    path: Path, document: dict[str, Any], node: dict[str, Any], steps: Steps, responses: dict[str, ExampleResponse]
) -> Iterator[tuple[str, str]]:
    """The statuses of an operation with the names of their responses, which are added to `responses`."""
    for status, response in node["responses"].items():
        if not status.startswith("x-"):
            name = response.get("$ref", f"{node['operationId']} {status}").rpartition("/")[2]
            try:
                responses[name] = example_response(document, resolve(document, response))
            except LookupError as error:
                what = error.args[0] if error.args else "the response"
                message = f"no example can be made up that fits the schema of {what}. Give it an `example` that fits."
                raise DocumentError(path, message, steps=(*steps, "responses", status)) from None
            yield status, name


def example_response(document: dict[str, Any], response: dict[str, Any]) -> ExampleResponse:
    """The example of a response; raises LookupError with the header or the property that has none."""
    headers = {name: resolve(document, each) for name, each in response.get("headers", {}).items()}
    values = {}
    for name, each in headers.items():
        if "schema" in each:
            try:
                values[name] = example_for(document, each["schema"], examples(document, each))
            except LookupError:
                raise LookupError(f"the header {name!r}") from None
    contents = response.get("content", {})
    media_type = next((each for each in contents if "json" in each), next(iter(contents), None))
    content = contents.get(media_type, {})
    schema = content.get("schema", {})
    value = example_for(document, schema, examples(document, content)) if media_type else None
    spelled = {name: str(each).lower() if isinstance(each, bool) else str(each) for name, each in values.items()}
    return ExampleResponse(spelled, media_type, value, schema)


def examples(document: dict[str, Any], node: dict[str, Any]) -> Iterator[Any]:
    for named in node.get("examples", {}).values():
        yield resolve(document, named).get("value")
    if "example" in node:
        yield node["example"]
