"""Python code for an example of a value, for the README."""

import json

from openapi_python_client.parser.properties import EnumProperty, ModelProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol as Schema
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty

from scripts.generation.models import attribute_name
from scripts.generation.python_types import PythonTypes, options

# By type; otherwise, a number.
EXAMPLES = {
    "None": "None",
    "bool": "True",
    "bytes": 'b"..."',
    "datetime.date": "datetime.date(2024, 1, 31)",
    "datetime.datetime": "datetime.datetime(2024, 1, 31, 12, tzinfo=datetime.UTC)",
    "typing.Any": "None",
    "uuid.UUID": 'uuid.UUID("00000000-0000-4000-8000-000000000001")',
}


def example_code(types: PythonTypes, schema: Schema) -> str:
    """The code of a value that a schema allows, with what it requires."""
    match schema:
        case StringProperty():
            return json.dumps((schema.example or schema.name).get_untrusted_value(), ensure_ascii=False)
        case EnumProperty():
            return json.dumps(next(iter(schema.values.values())), ensure_ascii=False)
        case ListProperty():
            return f"[{example_code(types, schema.inner_property)}]"
        case UnionProperty():
            return example_code(types, options(schema)[0])
        case ModelProperty() if types.is_model(schema):
            required = [
                f"{attribute_name(each)}={example_code(types, each)}" for each in schema.required_properties or ()
            ]
            return f"models.{schema.class_info.name}({', '.join(required)})"
        case ModelProperty():
            return "{}"
    return EXAMPLES.get(types.type_of(schema), "1")
