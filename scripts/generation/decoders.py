"""The code that reads a JSON value as the type of its schema."""

from openapi_python_client.parser.properties import AnyProperty, EnumProperty, ModelProperty
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.date import DateProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.file import FileProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol as Schema
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.parser.properties.uuid import UuidProperty

from scripts.generation.python_types import SCALARS, PythonTypes, is_nullable, options, unique

# The functions of the runtime that read what is neither made of other schemas nor named.
SCALAR_DECODERS: dict[type, str] = {
    AnyProperty: "as_anything",
    NoneProperty: "as_anything",
    BooleanProperty: "as_boolean",
    DateProperty: "as_date",
    DateTimeProperty: "as_date_time",
    FloatProperty: "as_number",
    IntProperty: "as_integer",
    StringProperty: "as_string",
    UuidProperty: "as_uuid",
    FileProperty: "as_string",
}

# The classes of JSON values that need no reading, by what is documented of them.
PLAIN: dict[type, tuple[str, ...]] = {
    BooleanProperty: ("bool",),
    FileProperty: ("str",),
    FloatProperty: ("float", "int"),
    IntProperty: ("int",),
    StringProperty: ("str",),
}


def finder(enum: EnumProperty) -> str:
    """The function that finds the member of an enumeration."""
    return f"{enum.class_info.module_name}_of"


def reader(model: ModelProperty) -> str:
    """The function that reads a model."""
    return f"read_{model.class_info.module_name}"


def plain_classes(schema: Schema) -> str:
    """The classes that a plain item of a list or dict can have, as code; nothing, if it is not plain."""
    kinds = options(schema) if isinstance(schema, UnionProperty) else [schema]
    if len(kinds) != 1 or type(kinds[0]) not in PLAIN:
        return ""
    return ", ".join([*PLAIN[type(kinds[0])], *(["type(None)"] if is_nullable(schema) else [])])


class Decoders:
    """The code for each schema, given how the schemas of the document read in Python."""

    def __init__(self, types: PythonTypes) -> None:
        self.types = types

    def is_read_at_once(self, schema: Schema, model: str) -> bool:
        """Whether a value is a model that cannot hold the one that it is part of, and so is never nested too deep."""
        return (
            isinstance(schema, ModelProperty)
            and self.types.is_model(schema)
            and model not in self.types.led_to(schema.class_info.name)
        )

    def test(self, schema: Schema, name: str, model: str) -> str:
        """The test that a value passes that an attribute can represent, with which `value` is set."""
        found = f"value := get({name!r})"
        match schema:
            case FloatProperty():
                return f"type({found}) is float or type(value) is int"
            case BooleanProperty() | FileProperty() | IntProperty() | StringProperty():
                return f"type({found}) is {SCALARS[type(schema)]}"
            case EnumProperty():
                return f"type({found}) is {schema.value_type.__name__}"
            case AnyProperty() | NoneProperty():
                return f"({found}) is not None"
            case ModelProperty() if isinstance(self.types.map_of(schema), AnyProperty):
                return f"type({found}) is dict"
            case ModelProperty() if self.is_read_at_once(schema, model):
                # Read from the values below, since a value that is known to be a dict is no longer known to have
                # strings for keys.
                return f"type(get({name!r})) is dict"
        return f"({found}) is not None and (value := {self.decoded(schema, 'value')}) is not None"

    def stored(self, schema: Schema, name: str, model: str) -> str:
        """What is stored of a value that has passed the test."""
        if isinstance(schema, EnumProperty):
            return f"{finder(schema)}(value, value)"
        if isinstance(schema, ModelProperty) and self.is_read_at_once(schema, model):
            return f"{reader(schema)}(values[{name!r}])"
        return "value"

    def decoded(self, schema: Schema, value: str) -> str:
        """The expression that reads a value, and is None if it is of another schema."""
        match schema:
            case UnionProperty():
                decoders = unique(self.decoder(option) for option in options(schema))
                if len(decoders) == 1:
                    return self.decoded(options(schema)[-1], value)
                return f"as_either(({', '.join(decoders)}), {value})"
            case ListProperty(inner_property=AnyProperty()):
                return f"as_list({value})"
            case ListProperty(inner_property=item) if classes := plain_classes(item):
                return f"as_plain_list(({classes},), {value})"
            case ListProperty(inner_property=ModelProperty() as item) if self.types.is_model(item):
                return f"as_models({reader(item)}, {value})"
            case ListProperty(inner_property=item):
                return f"as_list_of{'_nullable' if is_nullable(item) else ''}({self.decoder(item)}, {value})"
            case ModelProperty() if values := self.types.map_of(schema):
                return self.decoded_map(values, value)
            case ModelProperty():
                return f"as_model({reader(schema)}, {value})"
            case EnumProperty():
                return f"as_{'int_' if schema.value_type is int else ''}enum({finder(schema)}, {value})"
        return f"{SCALAR_DECODERS[type(schema)]}({value})"

    def decoded_map(self, values: Schema, value: str) -> str:
        """The expression that reads a plain dict with such values."""
        if isinstance(values, AnyProperty):
            return f"as_object({value})"
        if classes := plain_classes(values):
            return f"as_plain_dict(({classes},), {value})"
        return f"as_dict_of{'_nullable' if is_nullable(values) else ''}({self.decoder(values)}, {value})"

    def decoder(self, schema: Schema) -> str:
        """The same as a function of the value."""
        return SCALAR_DECODERS.get(type(schema)) or f"lambda item: {self.decoded(schema, 'item')}"
