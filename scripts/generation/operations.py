"""What the templates of an operation and of the client print."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import AnyProperty, ModelProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol as Schema
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.responses import BYTES_SOURCE, JSON_SOURCE, TEXT_SOURCE, Response
from openapi_python_client.strings import in_double_quote_literal, in_f_string_literal, safe_for_docstring

from scripts.generation.python_types import PythonTypes, Reference, reader

# The functions of the runtime that models and operations call, by their module.
DECODERS = (
    *("as_anything", "as_boolean", "as_date", "as_date_time", "as_dict_of", "as_dict_of_nullable", "as_either"),
    *("as_enum", "as_int_enum", "as_integer", "as_list", "as_list_of", "as_list_of_nullable", "as_model", "as_models"),
    *("as_number", "as_object", "as_plain_dict", "as_plain_list", "as_string", "as_uuid", "left_over"),
)
ENCODERS = ("as_text", "encode", "lay_over", "segment")
BODIES = ("json_body", "json_model", "json_value", "no_body", "raw_body", "text_body")

# The names of what every method has or needs.
TAKEN = ("api", "body", "client", "max_retries", "self", "timeout", *DECODERS, *ENCODERS, *BODIES)


@dataclass(frozen=True)
class Argument:
    """A parameter of an operation, as its method takes it, and what the document says of it."""

    name: str
    json_name: str
    declaration: str
    is_required: bool
    words: str


@dataclass(frozen=True)
class Operation:
    """An operation, in Python."""

    name: str
    method: str
    route: str
    headline: str
    # What its method takes before and after the `*`, and how one function hands that on to the next.
    positional: str
    named: str
    handed_on: str
    path_arguments: list[Argument]
    named_arguments: list[Argument]
    # The code of its request: the path, how the answer is read, and the other parts by their names.
    path: str
    read: str
    parts: dict[str, str]
    result: str
    result_words: str
    references: list[Reference]


class Operations:
    """The operations of a document, given how its schemas read in Python."""

    def __init__(self, types: PythonTypes, described: Mapping[str, Mapping[str, str]]) -> None:
        self.types = types
        self.described = described

    def operation(self, endpoint: Endpoint) -> Operation:
        """An operation, as the templates print it."""
        in_path = [self.argument(endpoint, "path", each) for each in endpoint.path_parameters]
        named = [
            *(self.argument(endpoint, "query", each) for each in endpoint.query_parameters),
            *(self.argument(endpoint, "header", each) for each in endpoint.header_parameters),
            *(self.argument(endpoint, "cookie", each) for each in endpoint.cookie_parameters),
        ]
        ordered = [each for each in named if each.is_required] + [each for each in named if not each.is_required]
        bodies = [self.body_declaration(endpoint)] if endpoint.bodies else []
        success = first_success(endpoint)
        return Operation(
            name=str(endpoint.name),
            method=endpoint.method.upper(),
            route=endpoint.path.get_untrusted_value(),
            headline=safe_for_docstring(endpoint.summary or endpoint.name).split("\n")[0],
            positional=declared(each.declaration for each in in_path),
            named=declared([*bodies, *(each.declaration for each in ordered)]),
            handed_on=declared(
                [
                    *(each.name for each in in_path),
                    *(["body=body"] if endpoint.bodies else []),
                    *(f"{each.name}={each.name}" for each in named),
                ]
            ),
            path_arguments=in_path,
            named_arguments=named,
            path=self.path(endpoint),
            read=self.read(success),
            parts=dict(self.parts(endpoint)),
            result=self.result(success),
            result_words=safe_for_docstring(getattr(success.data, "description", "")).rstrip(".") if success else "",
            references=list(dict.fromkeys(self.references(endpoint, success))),
        )

    def argument(self, endpoint: Endpoint, place: str, parameter: Schema) -> Argument:
        name = f"{parameter.python_name}_" if parameter.python_name in TAKEN else str(parameter.python_name)
        json_name = parameter.name.get_untrusted_value()
        # The parser keeps only what its schema says of it.
        words = self.described[endpoint.name].get(f"{place} {json_name}") or parameter.description or parameter.name
        example = f" Example: {safe_for_docstring(parameter.example)}." if parameter.example else ""
        optional = "" if parameter.required else " | None = None"
        return Argument(
            name=name,
            json_name=json_name,
            declaration=f"{name}: {self.types.type_of(parameter)}{optional}",
            is_required=parameter.required,
            words=safe_for_docstring(words) + example,
        )

    def body_declaration(self, endpoint: Endpoint) -> str:
        [body, *_] = endpoint.bodies
        kind = "bytes" if body.body_type == "content" else self.types.type_of(body.prop)
        return f"body: {kind}{'' if body.prop.required else ' | None = None'}"

    def path(self, endpoint: Endpoint) -> str:
        """The code of the path: each parameter is quoted, so that it stays one segment."""
        code = in_f_string_literal(endpoint.path)
        for parameter in endpoint.path_parameters:
            name = self.argument(endpoint, "path", parameter).name
            value = name if isinstance(parameter, StringProperty) else f"as_text('{name}', {name})"
            code = code.replace(f"{{{{{parameter.python_name}}}}}", f"{{segment('{name}', {value})}}")
        if not endpoint.path_parameters:
            return f'"{in_double_quote_literal(endpoint.path)}"'
        return 'f"' + code.replace(")}/", ')}" f"/') + '"'

    def parts(self, endpoint: Endpoint) -> Iterator[tuple[str, str]]:
        """The code of what the request has beside its path, by the names of the runtime."""
        if endpoint.query_parameters:
            yield "params", mapping(self.query(endpoint, each) for each in endpoint.query_parameters)
        for part, place, parameters in (
            ("headers", "header", endpoint.header_parameters),
            ("cookies", "cookie", endpoint.cookie_parameters),
        ):
            if parameters:
                arguments = [self.argument(endpoint, place, each) for each in parameters]
                yield part, mapping(f'{each.json_name!r}: as_text("{each.name}", {each.name})' for each in arguments)
        for body in endpoint.bodies:
            if body.body_type == "data" and self.types.is_model(body.prop):
                yield "data", "body.to_dict()" if body.prop.required else "body.to_dict() if body else None"
            else:
                yield str(body.body_type), "encode(body)" if self.types.is_encoded(body.prop) else "body"

    def query(self, endpoint: Endpoint, parameter: Schema) -> str:
        """The entry, or the entries, of a parameter in the query."""
        argument = self.argument(endpoint, "query", parameter)
        if isinstance(parameter, ModelProperty):
            if self.types.map_of(parameter):
                return f"**({argument.name} or {{}})"
            return f"**({argument.name}.to_dict() if {argument.name} else {{}})"
        value = f"encode({argument.name})" if self.types.is_encoded(parameter) else argument.name
        return f"{argument.json_name!r}: {value}"

    def result(self, success: Response | None) -> str:
        """The type of what an operation gives."""
        if success is None:
            return "None"
        if success.source == JSON_SOURCE:
            return self.types.type_of(success.prop)
        return {TEXT_SOURCE["attribute"]: "str", BYTES_SOURCE["attribute"]: "bytes"}.get(
            success.source["attribute"], "None"
        )

    def read(self, success: Response | None) -> str:
        """The code of the function that reads the body of a success."""
        if success is None or success.source not in (JSON_SOURCE, TEXT_SOURCE, BYTES_SOURCE):
            return "no_body"
        if success.source != JSON_SOURCE:
            return "text_body" if success.source == TEXT_SOURCE else "raw_body"
        if isinstance(success.prop, AnyProperty | NoneProperty):
            return "json_value"
        if isinstance(success.prop, ModelProperty) and self.types.is_model(success.prop):
            return f"lambda body: json_model({reader(success.prop)}, body)"
        return f"lambda body: json_body({self.types.decoder(success.prop)}, body)"

    def references(self, endpoint: Endpoint, success: Response | None) -> Iterator[Reference]:
        """The models and enumerations that an operation names."""
        if success and success.source == JSON_SOURCE:
            yield from self.types.mentioned(success.prop)
        for parameter in endpoint.list_all_parameters():
            yield from self.types.mentioned(parameter)


def first_success(endpoint: Endpoint) -> Response | None:
    """The response that an operation documents for its success, the first 2xx."""
    for response in endpoint.responses.patterns:
        if response.status_code.range and 200 <= response.status_code.range[0] < 300:
            return response
    return None


def declared(parts: Iterable[str]) -> str:
    """Parameters or arguments, each with its comma."""
    return " ".join(f"{each}," for each in parts)


def mapping(entries: Iterable[str]) -> str:
    return f"{{{', '.join(entries)}}}"
