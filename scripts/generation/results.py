"""How the successes of an operation are read, each by its status."""

from collections.abc import Iterator
from dataclasses import dataclass

from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import AnyProperty, ModelProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.responses import JSON_SOURCE, Response

from scripts.contract.openapi import is_success
from scripts.generation.decoders import Decoders, reader
from scripts.generation.python_types import PythonTypes, Reference, is_nullable, properties


@dataclass(frozen=True)
class Reader:
    """A function that reads the body of a success: its name, the type of its result, and the expression of that."""

    name: str
    result: str
    code: str


class Results:
    """The results of the operations of a document."""

    def __init__(self, types: PythonTypes) -> None:
        self.types = types
        self.decoders = Decoders(types)

    def readers(self, successes: list[Response]) -> dict[str, Reader]:
        """The reader for each status or range of the successes; the first one is also for undocumented statuses."""
        found: dict[str, Reader] = {}
        for each in successes:
            result, code = self.result(each), self.read(each)
            alike = [reader for reader in found.values() if (reader.result, reader.code) == (result, code)]
            name = f"_read_{each.status_code.pattern}" if found else "_read"
            found[each.status_code.pattern] = (
                alike[0] if alike else Reader("_result.no_body" if result == "None" else name, result, code)
            )
        return found

    def result(self, success: Response) -> str:
        """The type of the result of a success."""
        return self.types.type_of(success.prop, "models.", is_item=True) if success.source == JSON_SOURCE else "None"

    def item(self, success: Response) -> str:
        """The type of the items in a page."""
        within = properties(success.prop) if isinstance(success.prop, ModelProperty) else []
        [data] = [each for each in within if each.name.get_untrusted_value() == "data"]
        return self.types.type_of(data, "models.").removeprefix("list[").removesuffix("]")

    def read(self, success: Response) -> str:
        """The expression that reads the body of a success."""
        if success.source != JSON_SOURCE:
            return "None"
        if isinstance(success.prop, AnyProperty | NoneProperty):
            return "_result.json_value(body)"
        if isinstance(success.prop, ModelProperty) and self.types.is_model(success.prop):
            return f"_result.json_model({reader(success.prop)}, body)"
        nullable = "_nullable" if is_nullable(success.prop) else ""
        return f"_result.json_body{nullable}({self.decoders.decoder(success.prop)}, body)"

    def references(self, success: Response) -> Iterator[Reference]:
        """The models and enumerations of the result."""
        if success.source == JSON_SOURCE:
            yield from self.types.mentioned(success.prop)


def successes_of(endpoint: Endpoint) -> list[Response]:
    """The documented 2xx responses of an operation: a range first, then each status."""
    found = [each for each in endpoint.responses.patterns if is_success(each.status_code.pattern)]
    return sorted(found, key=lambda each: each.status_code.pattern != "2XX")
