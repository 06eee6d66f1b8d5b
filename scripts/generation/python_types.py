"""The Python type of each schema of a document, and which models import which."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias, TypeVar

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

T = TypeVar("T")

# The simple types.
SCALARS: dict[type, str] = {
    AnyProperty: "typing.Any",
    NoneProperty: "None",
    BooleanProperty: "bool",
    DateProperty: "datetime.date",
    DateTimeProperty: "datetime.datetime",
    FloatProperty: "float",
    IntProperty: "int",
    StringProperty: "str",
    UuidProperty: "uuid.UUID",
    FileProperty: "bytes",
}

# A model or an enumeration: its module and its class.
Reference: TypeAlias = tuple[str, str]


def reference(named: ModelProperty | EnumProperty) -> Reference:
    return named.class_info.module_name, named.class_info.name


def properties(model: ModelProperty) -> list[Schema]:
    """The properties of a model, the required ones first."""
    return [*(model.required_properties or ()), *(model.optional_properties or ())]


def options(union: UnionProperty) -> list[Schema]:
    """The alternatives of a union, except for null."""
    return [each for each in union.inner_properties if not isinstance(each, NoneProperty)]


def is_nullable(schema: Schema) -> bool:
    return isinstance(schema, UnionProperty) and len(options(schema)) < len(schema.inner_properties)


def unique(items: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(items))


class PythonTypes:
    """The types of the schemas, given all models of the document."""

    def __init__(self, models: Iterable[ModelProperty]) -> None:
        self.models = list(models)
        # A schema with nothing but additionalProperties is a dict: class name -> schema of the values.
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
        """The models and enumerations that the type and the decoder of a schema use."""
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
        """The schema of the values, if this schema is a dict."""
        return self.maps.get(schema.class_info.name) if isinstance(schema, ModelProperty) else None

    def is_model(self, schema: Schema) -> bool:
        """Whether a schema has a class of its own."""
        return isinstance(schema, ModelProperty) and self.map_of(schema) is None

    def led_to(self, name: str) -> set[str]:
        """The class, and all classes that it uses directly or indirectly."""
        found = {name}
        new = [name]
        while new:
            found_here = {other for each in new for _, other in self.mentions.get(each, ())} - found
            found |= found_here
            new = list(found_here)
        return found

    def imports(self, name: str, *, late: bool) -> list[Reference]:
        """The imports of a model: at the top of its module, or late, to break a cycle."""
        recursive = self.recursive(name)
        return [each for each in self.mentions[name] if each[1] != name and (each in recursive) == late]

    def recursive(self, name: str) -> list[Reference]:
        """What a model uses that uses the model in turn; also the model itself, if it uses itself."""
        return [each for each in self.mentions[name] if name in self.led_to(each[1])]

    def type_of(self, schema: Schema, models: str = "", *, is_item: bool = False, file: str = "bytes") -> str:
        """The type, with a prefix for the names of models, and the type of a file.

        An absent attribute is None anyway, so only an item shows that it may be null.
        """
        match schema:
            case UnionProperty():
                found = " | ".join(unique(self.type_of(option, models, file=file) for option in options(schema)))
                return f"{found} | None" if is_item and is_nullable(schema) else found
            case ListProperty():
                return f"list[{self.type_of(schema.inner_property, models, is_item=True, file=file)}]"
            case FileProperty():
                return file
            case ModelProperty():
                return f"{models}{schema.class_info.name}"
            case EnumProperty():
                return f"{models}{schema.class_info.name} | {schema.value_type.__name__}"
        return SCALARS[type(schema)]

    def is_encoded(self, schema: Schema) -> bool:
        """Whether a value must be encoded for JSON."""
        match schema:
            case UnionProperty():
                return any(map(self.is_encoded, schema.inner_properties))
            case ListProperty():
                return self.is_encoded(schema.inner_property)
            case ModelProperty():
                values = self.map_of(schema)
                return values is None or self.is_encoded(values)
        return isinstance(schema, DateProperty | DateTimeProperty | EnumProperty | FileProperty | UuidProperty)

    def is_free_form(self, schema: Schema) -> bool:
        """Whether a value is or contains arbitrary JSON, which is not encoded."""
        return self._holds_any(schema) and not self.is_encoded(schema)

    def _holds_any(self, schema: Schema | None) -> bool:
        match schema:
            case UnionProperty():
                return any(map(self._holds_any, schema.inner_properties))
            case ListProperty():
                return self._holds_any(schema.inner_property)
            case ModelProperty():
                return self._holds_any(self.map_of(schema))
        return isinstance(schema, AnyProperty)
