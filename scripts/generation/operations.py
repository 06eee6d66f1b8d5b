"""The data of the templates of an operation and of the client."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from openapi_python_client.parser.bodies import Body
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol as Schema
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.strings import in_double_quote_literal, in_f_string_literal, safe_for_docstring

from scripts.contract import openapi
from scripts.generation.docstrings import docstring, headline, sentence
from scripts.generation.example_code import example_code
from scripts.generation.imports import imports_of_operation
from scripts.generation.python_types import PythonTypes, unique
from scripts.generation.results import Reader, Results, successes_of

# The names that every method has or uses.
TAKEN = ("api", "body", "client", "deadline", "max_retries", "models", "request", "self", "timeout", "warnings")

WARNING = '\nwarnings.warn("{} is deprecated.", DeprecationWarning, stacklevel=2)'


@dataclass(frozen=True)
class Argument:
    """A parameter of an operation as an argument of its method, with its description."""

    name: str
    json_name: str
    declaration: str
    is_required: bool
    description: str
    # The code of a value, for an example.
    example: str


@dataclass(frozen=True)
class Operation:
    """An operation, in Python."""

    name: str
    method: str
    headline: str
    docstring: str
    # The parameters of its method before and after the `*`, and the arguments of the call of `request`.
    positional: str
    named: str
    handed_on: str
    # The arguments that are required, in an example.
    example: str
    # The arguments of its `Request`, as code.
    parts: dict[str, str]
    # The type of its result, and the functions that read the bodies of its successes.
    result: str
    readers: list[Reader]
    imports: str
    # The type of the items, if it lists them page by page.
    item: str
    # The statement that follows the docstring and warns a caller, if it is deprecated.
    warning: str


class Operations:
    """The operations of a document."""

    def __init__(
        self,
        types: PythonTypes,
        described: Mapping[str, Mapping[str, str]],
        error_classes: Mapping[int, str],
        deprecated: Collection[str] = (),
        paged: Collection[str] = (),
    ) -> None:
        self.types = types
        self.results = Results(types)
        self.described = described
        self.error_classes = error_classes
        self.deprecated = deprecated
        self.paged = paged

    def operation(self, endpoint: Endpoint) -> Operation:
        """The operation of an endpoint."""
        in_path = [self.argument(endpoint, "path", each) for each in endpoint.path_parameters]
        named = [
            *(self.argument(endpoint, "query", each) for each in endpoint.query_parameters),
            *(self.argument(endpoint, "header", each) for each in endpoint.header_parameters),
            *(self.argument(endpoint, "cookie", each) for each in endpoint.cookie_parameters),
        ]
        ordered = [each for each in named if each.is_required] + [each for each in named if not each.is_required]
        bodies = self.bodies(endpoint)
        successes = successes_of(endpoint)
        readers = self.results.readers(successes)
        result = " | ".join(unique(each.result for each in readers.values()))
        documented = [(each.name, each.description) for each in [*in_path, *bodies, *named]]
        required = [f"{each.name}={each.example}" for each in [*bodies, *named] if each.is_required]
        return Operation(
            name=str(endpoint.name),
            method=endpoint.method.upper(),
            headline=headline(endpoint),
            docstring=docstring(endpoint, documented, [] if result == "None" else successes, self.error_classes),
            positional=declared(each.declaration for each in in_path),
            named=declared(each.declaration for each in [*bodies, *ordered]),
            handed_on=declared(
                [*(each.name for each in in_path), *(f"{each.name}={each.name}" for each in [*bodies, *named])]
            ),
            example=", ".join([*(each.example for each in in_path), *required]),
            parts=dict(self.parts(endpoint, readers)),
            result=result,
            readers=unique(each for each in readers.values() if each.result != "None"),
            imports=imports_of_operation(
                dict.fromkeys(each for success in successes for each in self.results.references(success)),
            ),
            item=self.results.item(successes[0]) if endpoint.name in self.paged else "",
            warning=WARNING.format(endpoint.name) if endpoint.name in self.deprecated else "",
        )

    def argument(self, endpoint: Endpoint, place: str, parameter: Schema) -> Argument:
        name = f"{parameter.python_name}_" if parameter.python_name in TAKEN else str(parameter.python_name)
        json_name = parameter.name.get_untrusted_value()
        # The parser keeps only the description of its schema.
        words = self.described[endpoint.name].get(f"{place} {json_name}") or parameter.description or parameter.name
        example = f" Example: {safe_for_docstring(parameter.example)}." if parameter.example else ""
        optional = "" if parameter.required else " | None = None"
        return Argument(
            name=name,
            json_name=json_name,
            declaration=f"{name}: {self.types.type_of(parameter, 'models.')}{optional}",
            is_required=parameter.required,
            description=safe_for_docstring(words) + example,
            example=example_code(self.types, parameter),
        )

    def bodies(self, endpoint: Endpoint) -> list[Argument]:
        """The argument for the body, if the operation takes one."""
        if not endpoint.bodies:
            return []
        [body, *_] = endpoint.bodies
        kinds = unique(map(self.body_type, endpoint.bodies))
        words = safe_for_docstring(
            self.described[endpoint.name].get("body") or body.prop.description or "What is sent."
        )
        if len(kinds) > 1:
            media_types = [safe_for_docstring(each.content_type) for each in endpoint.bodies]
            sent = [f"`{kind}` as {media_type}" for kind, media_type in zip(kinds, media_types, strict=True)]
            words = f"{sentence(words)} It is sent by its type: {', '.join(sent)}."
        optional = "" if body.prop.required else " | None = None"
        return [
            Argument(
                name="body",
                json_name="body",
                declaration=f"body: {' | '.join(kinds)}{optional}",
                is_required=body.prop.required,
                description=words,
                example=example_code(self.types, body.prop),
            )
        ]

    def body_type(self, body: Body) -> str:
        """The type of a body."""
        return "bytes" if body.body_type == "content" else self.types.type_of(body.prop, "models.")

    def path(self, endpoint: Endpoint) -> str:
        """The code of the path, in which each parameter is quoted as one segment."""
        code = in_f_string_literal(endpoint.path)
        for parameter in endpoint.path_parameters:
            name = self.argument(endpoint, "path", parameter).name
            value = name if isinstance(parameter, StringProperty) else f"_encoding.as_text('{name}', {name})"
            code = code.replace(
                f"{{{{{parameter.python_name}}}}}", f"{{_encoding.quote_path_segment('{name}', {value})}}"
            )
        if not endpoint.path_parameters:
            return f'"{in_double_quote_literal(endpoint.path)}"'
        return 'f"' + code.replace(")}/", ')}" f"/') + '"'

    def parts(self, endpoint: Endpoint, readers: Mapping[str, Reader]) -> Iterator[tuple[str, str]]:
        """The arguments of the runtime's `Request`, as code."""
        yield "method", repr(endpoint.method.upper())
        yield "route", repr(endpoint.path.get_untrusted_value())
        yield "path", self.path(endpoint)
        usual, *_ = readers.values()
        yield "read", usual.name
        if others := [f"{status}: {each.name}" for status, each in readers.items() if each != usual]:
            yield "read_by_status", mapping(others)
        if endpoint.query_parameters:
            yield "params", mapping(self.query(endpoint, each) for each in endpoint.query_parameters)
        headers = [each.name.get_untrusted_value() for each in endpoint.header_parameters]
        if any(openapi.is_idempotency_key("header", name) for name in headers):
            yield "is_idempotent", "True"
        for part, place, parameters in (
            ("headers", "header", endpoint.header_parameters),
            ("cookies", "cookie", endpoint.cookie_parameters),
        ):
            if parameters:
                arguments = [self.argument(endpoint, place, each) for each in parameters]
                yield (
                    part,
                    mapping(f"{each.json_name!r}: {text_of(place, each)}" for each in arguments),
                )
        as_json = [self.body_type(each) for each in endpoint.bodies if each.body_type == "json"]
        for body in endpoint.bodies:
            code, conditions = self.body(body), []
            if not body.prop.required and code not in ("body", "_encoding.encode(body)"):
                conditions.append("body is not None")
            if len(endpoint.bodies) > 1:
                conditions.append(f"{'' if body.body_type == 'json' else 'not '}isinstance(body, {as_json[0]})")
            yield str(body.body_type), f"{code} if {' and '.join(conditions)} else None" if conditions else code

    def body(self, body: Body) -> str:
        """The expression that encodes a body."""
        if body.body_type == "files":
            return "_multipart.parts(body)"
        if body.body_type == "data" and self.types.is_model(body.prop):
            return "_encoding.form(_encoding.as_object('body', body))"
        is_encoded = body.body_type != "content" and self.types.is_encoded(body.prop)
        return "_encoding.encode(body)" if is_encoded else "body"

    def query(self, endpoint: Endpoint, parameter: Schema) -> str:
        """The entry or entries of a parameter in the query, as code."""
        argument = self.argument(endpoint, "query", parameter)
        if isinstance(parameter, ModelProperty):
            return f"**_encoding.as_queries('{argument.name}', {argument.name})"
        return f"{argument.json_name!r}: _encoding.as_query('{argument.name}', {argument.name})"


def text_of(place: str, argument: Argument) -> str:
    """The expression for the text of an argument in a header or a cookie."""
    if openapi.is_idempotency_key(place, argument.json_name):
        return f"_encoding.idempotency_key({argument.name})"
    return f'_encoding.as_{"cookie" if place == "cookie" else "text"}("{argument.name}", {argument.name})'


def declared(parts: Iterable[str]) -> str:
    """Parameters or arguments, each with its comma."""
    return " ".join(f"{each}," for each in parts)


def mapping(entries: Iterable[str]) -> str:
    return f"{{{', '.join(entries)}}}"
