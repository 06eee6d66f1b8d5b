"""The data of a model's template."""

from collections.abc import Mapping
from dataclasses import dataclass

from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.file import FileProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol as Schema
from openapi_python_client.schema.untrusted_string import UntrustedString

from scripts.generation.decoders import Decoders
from scripts.generation.imports import imports_of_model, lines, siblings
from scripts.generation.python_types import PythonTypes, properties

# The names that every model has, or that its class uses.
TAKEN = ("additional_properties", "field", "from_dict", "to_dict", "typing", "uuid")


# The attribute that every model has, and its description.
ADDITIONAL_PROPERTIES = (
    "additional_properties: dict[str, typing.Any] = field(factory=dict[str, typing.Any], repr=False)",
    "Properties that no attribute holds, unchanged: undocumented ones, null, values of another type.",
)

READING = """\
if {test}:
    model.{name} = {value}
else:
    model.{name} = None
    absent += 1"""


@dataclass(frozen=True)
class Attribute:
    """A property as an attribute: its declaration, and the statement that decodes it."""

    name: str
    json_name: str
    declaration: str
    description: UntrustedString | None
    reading: str


@dataclass(frozen=True)
class Model:
    """A schema that becomes a class or an alias of dict, with its imports at the top and late."""

    alias: str | None
    attributes: list[Attribute]
    free_form: tuple[str, ...]
    files: tuple[str, ...]
    imports: str
    late_imports: str

    @property
    def declarations(self) -> list[tuple[str, UntrustedString | str | None]]:
        """The attributes of its class with their descriptions."""
        return [*((each.declaration, each.description) for each in self.attributes), ADDITIONAL_PROPERTIES]


def models(types: PythonTypes, personal: Mapping[str, list[str]]) -> dict[str, Model]:
    """The models by their class names."""
    return {model.class_info.name: model_of(types, model, personal) for model in types.models}


def model_of(types: PythonTypes, model: ModelProperty, personal: Mapping[str, list[str]]) -> Model:
    name = model.class_info.name
    decoders = Decoders(types)
    values = types.map_of(model)
    return Model(
        alias=f"dict[str, {types.type_of(values, is_item=True)}]" if values else None,
        attributes=[attribute(decoders, model, each, personal[name]) for each in properties(model)],
        free_form=tuple(attribute_name(each) for each in properties(model) if types.is_free_form(each)),
        files=tuple(attribute_name(each) for each in properties(model) if is_file(model, each)),
        imports=imports_of_model(
            types.imports(name, late=False), types.imports(name, late=True), types.recursive(name)
        ),
        late_imports=lines(*siblings(types.imports(name, late=True))),
    )


def attribute_name(schema: Schema) -> str:
    return f"{schema.python_name}_" if schema.python_name in TAKEN else str(schema.python_name)


def is_file(model: ModelProperty, schema: Schema) -> bool:
    """Whether a property is a file in a form; in JSON it is text in base64."""
    schema = schema.inner_property if isinstance(schema, ListProperty) else schema
    return model.is_multipart_body and isinstance(schema, FileProperty)


def attribute(decoders: Decoders, model: ModelProperty, schema: Schema, personal: list[str]) -> Attribute:
    json_name = schema.name.get_untrusted_value()
    name = attribute_name(schema)
    default = "" if schema.required else " = None"
    file, reader = "_types.File" if model.is_multipart_body else "bytes", model.class_info.name
    if json_name in personal:
        options = ["repr=False"] if schema.required else ["default=None", "repr=False"]
        default = f" = field({', '.join(options)})"
    return Attribute(
        name=name,
        json_name=json_name,
        declaration=f"{name}: {decoders.types.type_of(schema, file=file)} | None{default}",
        description=schema.description,
        reading=READING.format(
            name=name, test=decoders.test(schema, json_name, reader), value=decoders.stored(schema, reader)
        ),
    )
