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

# The functions of the runtime that read the simple types.
SCALAR_DECODERS: dict[type, str] = {
    AnyProperty: "_decoding.as_anything",
    NoneProperty: "_decoding.as_anything",
    BooleanProperty: "_decoding.as_boolean",
    DateProperty: "_formats.as_date",
    DateTimeProperty: "_formats.as_date_time",
    FloatProperty: "_decoding.as_number",
    IntProperty: "_decoding.as_integer",
    StringProperty: "_decoding.as_string",
    UuidProperty: "_formats.as_uuid",
    FileProperty: "_formats.as_bytes",
}

# The classes of the JSON values that need no decoding, by schema.
PLAIN: dict[type, tuple[str, ...]] = {
    BooleanProperty: ("bool",),
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
    """The classes of the items of a list or dict, as code; "" if the items need decoding."""
    kinds = options(schema) if isinstance(schema, UnionProperty) else [schema]
    if len(kinds) != 1 or type(kinds[0]) not in PLAIN:
        return ""
    return ", ".join([*PLAIN[type(kinds[0])], *(["type(None)"] if is_nullable(schema) else [])])


class Decoders:
    """The decoding code of each schema."""

    def __init__(self, types: PythonTypes) -> None:
        self.types = types

    def is_read_at_once(self, schema: Schema, model: str) -> bool:
        """Whether a value is a model that cannot contain the given model, so that its depth is limited."""
        return (
            isinstance(schema, ModelProperty)
            and self.types.is_model(schema)
            and model not in self.types.led_to(schema.class_info.name)
        )

    def test(self, schema: Schema, name: str, model: str) -> str:
        """The test whether an attribute can represent the value; it also sets `value`."""
        # None first, because an absent property is the most frequent value of another type.
        found = f"value := values.get({name!r})"
        match schema:
            case FloatProperty():
                return f"type({found}) is float or type(value) is int"
            case BooleanProperty() | IntProperty() | StringProperty():
                return f"({found}) is not None and type(value) is {SCALARS[type(schema)]}"
            case EnumProperty():
                return f"({found}) is not None and type(value) is {schema.value_type.__name__}"
            case AnyProperty() | NoneProperty():
                return f"({found}) is not None"
            case ModelProperty() if isinstance(self.types.map_of(schema), AnyProperty):
                return f"({found}) is not None and type(value) is json_object"
            case ModelProperty() if self.is_read_at_once(schema, model):
                return f"({found}) is not None and type(value) is json_object"
        return f"({found}) is not None and (value := {self.decoded(schema, 'value')}) is not None"

    def stored(self, schema: Schema, model: str) -> str:
        """The expression that is stored if the test has passed."""
        if isinstance(schema, EnumProperty):
            return f"{finder(schema)}(value, value)"
        if isinstance(schema, ModelProperty) and self.is_read_at_once(schema, model):
            return f"{reader(schema)}(value)"
        return "value"

    def decoded(self, schema: Schema, value: str) -> str:
        """The expression that decodes a value; it is None for a value of another type."""
        match schema:
            case UnionProperty():
                decoders = unique(self.decoder(option) for option in options(schema))
                if len(decoders) == 1:
                    return self.decoded(options(schema)[-1], value)
                return f"_decoding.as_either(({', '.join(decoders)}), {value})"
            case ListProperty(inner_property=AnyProperty()):
                return f"_decoding.as_list({value})"
            case ListProperty(inner_property=item) if classes := plain_classes(item):
                return f"_decoding.as_plain_list(({classes},), {value})"
            case ListProperty(inner_property=ModelProperty() as item) if self.types.is_model(item):
                return f"_decoding.as_models({reader(item)}, {value})"
            case ListProperty(inner_property=item):
                return f"_decoding.as_list_of{'_nullable' if is_nullable(item) else ''}({self.decoder(item)}, {value})"
            case ModelProperty() if values := self.types.map_of(schema):
                return self.decoded_map(values, value)
            case ModelProperty():
                return f"_decoding.as_model({reader(schema)}, {value})"
            case EnumProperty():
                return f"_decoding.as_{'int_' if schema.value_type is int else ''}enum({finder(schema)}, {value})"
        return f"{SCALAR_DECODERS[type(schema)]}({value})"

    def decoded_map(self, values: Schema, value: str) -> str:
        """The expression that decodes a dict with such values."""
        if isinstance(values, AnyProperty):
            return f"_decoding.as_object({value})"
        if classes := plain_classes(values):
            return f"_decoding.as_plain_dict(({classes},), {value})"
        return f"_decoding.as_dict_of{'_nullable' if is_nullable(values) else ''}({self.decoder(values)}, {value})"

    def decoder(self, schema: Schema) -> str:
        """The decoder as a function of the value."""
        return SCALAR_DECODERS.get(type(schema)) or f"lambda item: {self.decoded(schema, 'item')}"
