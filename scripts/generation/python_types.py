"""How the schemas of a document read in Python: as a type, and as the code that reads and writes a value."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

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


class Scalar(NamedTuple):
    """A schema that is neither made of others nor named: its type, and the function of the runtime that reads it."""

    type: str
    decoder: str


SCALARS: dict[type, Scalar] = {
    AnyProperty: Scalar("Any", "as_anything"),
    NoneProperty: Scalar("None", "as_anything"),
    BooleanProperty: Scalar("bool", "as_boolean"),
    DateProperty: Scalar("datetime.date", "as_date"),
    DateTimeProperty: Scalar("datetime.datetime", "as_date_time"),
    FloatProperty: Scalar("float", "as_number"),
    IntProperty: Scalar("int", "as_integer"),
    StringProperty: Scalar("str", "as_string"),
    UuidProperty: Scalar("uuid.UUID", "as_uuid"),
    FileProperty: Scalar("str", "as_string"),
}

# The classes of JSON values that need no reading, by what is documented of them.
PLAIN: dict[type, tuple[str, ...]] = {
    BooleanProperty: ("bool",),
    FileProperty: ("str",),
    FloatProperty: ("float", "int"),
    IntProperty: ("int",),
    StringProperty: ("str",),
}

# A model or an enumeration: its module, and its class.
Reference: TypeAlias = tuple[str, str]


def reference(named: ModelProperty | EnumProperty) -> Reference:
    return named.class_info.module_name, named.class_info.name


def properties(model: ModelProperty) -> list[Schema]:
    """The properties of a model, the required ones first."""
    return [*(model.required_properties or ()), *(model.optional_properties or ())]


def options(union: UnionProperty) -> list[Schema]:
    """What a union may be, but for null."""
    return [each for each in union.inner_properties if not isinstance(each, NoneProperty)]


def is_nullable(schema: Schema) -> bool:
    return isinstance(schema, UnionProperty) and len(options(schema)) < len(schema.inner_properties)


def finder(enum: EnumProperty) -> str:
    """The function that finds the member of an enumeration."""
    return f"{enum.class_info.module_name}_of"


def reader(model: ModelProperty) -> str:
    """The function that reads a model."""
    return f"read_{model.class_info.module_name}"


def unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def plain_classes(schema: Schema) -> str:
    """The classes that a plain item of a list or dict can have, as code; nothing, if it is not plain."""
    kinds = options(schema) if isinstance(schema, UnionProperty) else [schema]
    if len(kinds) != 1 or type(kinds[0]) not in PLAIN:
        return ""
    return ", ".join([*PLAIN[type(kinds[0])], *(["NoneType"] if is_nullable(schema) else [])])


class PythonTypes:
    """What the code for a schema is, given all models of the document."""

    def __init__(self, models: Iterable[ModelProperty]) -> None:
        self.models = list(models)
        # A schema that has nothing but additionalProperties is a plain dict: class name -> what its values are.
        self.maps: dict[str, Schema] = {
            model.class_info.name: model.additional_properties
            for model in self.models
            if model.additional_properties and not properties(model)
        }
        self.mentions: dict[str, list[Reference]] = {
            model.class_info.name: list(dict.fromkeys(self._mentioned_by(model))) for model in self.models
        }

    def _mentioned_by(self, model: ModelProperty) -> Iterator[Reference]:
        of = self.maps.get(model.class_info.name)
        for schema in [of] if of else properties(model):
            yield from self.mentioned(schema)

    def mentioned(self, schema: Schema) -> Iterator[Reference]:
        """The models and enumerations that the type of a schema, and its decoder, name."""
        match schema:
            case UnionProperty():
                for option in schema.inner_properties:
                    yield from self.mentioned(option)
            case ListProperty():
                yield from self.mentioned(schema.inner_property)
            case EnumProperty():
                yield reference(schema)
            case ModelProperty():
                yield reference(schema)
                if values := self.map_of(schema):
                    yield from self.mentioned(values)

    def map_of(self, schema: Schema | None) -> Schema | None:
        """What the values of a plain dict are; None, if the schema is none."""
        return self.maps.get(schema.class_info.name) if isinstance(schema, ModelProperty) else None

    def is_model(self, schema: Schema) -> bool:
        """Whether a schema has a class of its own."""
        return isinstance(schema, ModelProperty) and self.map_of(schema) is None

    def led_to(self, name: str) -> set[str]:
        """The classes that a class mentions, and in turn all that those lead to."""
        found = {name}
        new = [name]
        while new:
            found_here = {other for each in new for _, other in self.mentions.get(each, ())} - found
            found |= found_here
            new = list(found_here)
        return found

    def imports(self, name: str, *, late: bool) -> list[Reference]:
        """What a model imports: at its top, or late, since it would lead back there."""
        others = [each for each in self.mentions[name] if each[1] != name]
        return [each for each in others if (name in self.led_to(each[1])) == late]

    def type_of(self, schema: Schema, *, is_item: bool = False) -> str:
        """The type. What is missing is None, so an attribute that may be null needs no word for it; an item does."""
        match schema:
            case UnionProperty():
                found = " | ".join(unique(self.type_of(option) for option in options(schema)))
                return f"{found} | None" if is_item and is_nullable(schema) else found
            case ListProperty():
                return f"list[{self.type_of(schema.inner_property, is_item=True)}]"
            case ModelProperty():
                return schema.class_info.name
            case EnumProperty():
                return f"{schema.class_info.name} | {schema.value_type.__name__}"
        return SCALARS[type(schema)].type

    def is_read_at_once(self, schema: Schema, model: str) -> bool:
        """Whether a value is a model that cannot hold the one that it is part of, and so is never nested too deep."""
        return (
            isinstance(schema, ModelProperty)
            and self.is_model(schema)
            and model not in self.led_to(schema.class_info.name)
        )

    def test(self, schema: Schema, name: str, model: str) -> str:
        """The test that a value passes that an attribute can represent, with which `value` is set."""
        found = f"value := get({name!r})"
        match schema:
            case FloatProperty():
                return f"type({found}) is float or type(value) is int"
            case BooleanProperty() | FileProperty() | IntProperty() | StringProperty():
                return f"type({found}) is {SCALARS[type(schema)].type}"
            case EnumProperty():
                return f"type({found}) is {schema.value_type.__name__}"
            case AnyProperty() | NoneProperty():
                return f"({found}) is not None"
            case ModelProperty() if isinstance(self.map_of(schema), AnyProperty):
                return f"type({found}) is dict"
            case ModelProperty() if self.is_read_at_once(schema, model):
                # Read from the source below, since a value that is known to be a dict is no longer known to have
                # strings for keys.
                return f"type(get({name!r})) is dict"
        return f"({found}) is not None and (value := {self.decoded(schema, 'value')}) is not None"

    def stored(self, schema: Schema, name: str, model: str) -> str:
        """What is stored of a value that has passed the test."""
        if isinstance(schema, EnumProperty):
            return f"{finder(schema)}(value, value)"
        if isinstance(schema, ModelProperty) and self.is_read_at_once(schema, model):
            return f"{reader(schema)}(source[{name!r}])"
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
            case ListProperty(inner_property=ModelProperty() as item) if self.is_model(item):
                return f"as_models({reader(item)}, {value})"
            case ListProperty(inner_property=item):
                return f"as_list_of{'_nullable' if is_nullable(item) else ''}({self.decoder(item)}, {value})"
            case ModelProperty() if values := self.map_of(schema):
                return self.decoded_map(values, value)
            case ModelProperty():
                return f"as_model({reader(schema)}, {value})"
            case EnumProperty():
                return f"as_{'int_' if schema.value_type is int else ''}enum({finder(schema)}, {value})"
        return f"{SCALARS[type(schema)].decoder}({value})"

    def decoded_map(self, values: Schema, value: str) -> str:
        """The expression that reads a plain dict with such values."""
        if isinstance(values, AnyProperty):
            return f"as_object({value})"
        if classes := plain_classes(values):
            return f"as_plain_dict(({classes},), {value})"
        return f"as_dict_of{'_nullable' if is_nullable(values) else ''}({self.decoder(values)}, {value})"

    def decoder(self, schema: Schema) -> str:
        """The same as a function of the value."""
        scalar = SCALARS.get(type(schema))
        return scalar.decoder if scalar else f"lambda item: {self.decoded(schema, 'item')}"

    def is_encoded(self, schema: Schema) -> bool:
        """Whether it takes something to write a value as JSON."""
        match schema:
            case UnionProperty():
                return any(map(self.is_encoded, schema.inner_properties))
            case ListProperty():
                return self.is_encoded(schema.inner_property)
            case ModelProperty():
                values = self.map_of(schema)
                return values is None or self.is_encoded(values)
        return isinstance(schema, DateProperty | DateTimeProperty | EnumProperty | UuidProperty)

    def encoded(self, schema: Schema, value: str) -> str:
        """The expression that writes a value as JSON."""
        if self.is_model(schema):
            return f"{value} and {value}.to_dict()"
        return f"encode({value})" if self.is_encoded(schema) else value
