"""What the template of a model prints."""

from collections.abc import Mapping
from dataclasses import dataclass

from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol as Schema
from openapi_python_client.schema.untrusted_string import UntrustedString

from scripts.generation.python_types import PythonTypes, Reference, properties

# The names of what every model has or needs.
TAKEN = ("additional_properties", "field", "from_dict", "to_dict")


@dataclass(frozen=True)
class Attribute:
    """A property, as the model has it: its declaration, and the code that reads and writes it."""

    name: str
    json_name: str
    declaration: str
    description: UntrustedString | None
    test: str
    stored: str
    encoded: str


@dataclass(frozen=True)
class Model:
    """A schema that becomes a class, or a plain dict (`alias`), with what it imports at its top and late."""

    alias: str | None
    attributes: list[Attribute]
    imports: list[Reference]
    late_imports: list[Reference]


def models(types: PythonTypes, personal: Mapping[str, list[str]]) -> dict[str, Model]:
    """The models by their class names."""
    return {model.class_info.name: model_of(types, model, personal) for model in types.models}


def model_of(types: PythonTypes, model: ModelProperty, personal: Mapping[str, list[str]]) -> Model:
    name = model.class_info.name
    values = types.map_of(model)
    return Model(
        alias=f"dict[str, {types.type_of(values, is_item=True)}]" if values else None,
        attributes=[attribute(types, name, each, personal[name]) for each in properties(model)],
        imports=types.imports(name, late=False),
        late_imports=types.imports(name, late=True),
    )


def attribute(types: PythonTypes, model: str, schema: Schema, personal: list[str]) -> Attribute:
    json_name = schema.name.get_untrusted_value()
    name = f"{schema.python_name}_" if schema.python_name in TAKEN else str(schema.python_name)
    default = "" if schema.required else " = None"
    if json_name in personal:
        options = ["repr=False"] if schema.required else ["default=None", "repr=False"]
        default = f" = field({', '.join(options)})"
    return Attribute(
        name=name,
        json_name=json_name,
        declaration=f"{name}: {types.type_of(schema)} | None{default}",
        description=schema.description,
        test=types.test(schema, json_name, model),
        stored=types.stored(schema, json_name, model),
        encoded=types.encoded(schema, f"self.{name}"),
    )
